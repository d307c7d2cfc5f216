"""The text of an agreement: the clauses of Maya's template that hold for one placement, with its names and dates."""

import json
import re
import tomllib
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.utils import translation

from . import privacy
from .facts import date_lines, facts

DATA = Path(__file__).parent / "data"
HOLE = re.compile(r"\{\{(\w+)\}\}")
QUIET = {  # filled in, and not underlined: what stands beside a name that is
    "host_address", "host_kbo", "host_signatory", "host_function", "worker_function", "approver_name",
    "approver_function", "approval_date", "consent_until", "place", "legal_ref_secrecy",
}  # fmt: skip


@cache
def data(name):
    """A file of texts that comes with the platform, read once."""
    with open(DATA / f"{name}.toml", "rb") as file:
        return tomllib.load(file)


def holds(variant, when):
    """Whether a variant of a clause is for this placement; `when` names facts, each with the value or values asked."""
    for name, asked in variant.get("when", {}).items():
        if when[name] not in (asked if isinstance(asked, list) else [asked]):
            return False
    return True


def parts(text, values):
    """Cut a text into [words, is_particular] pairs; a value that is missing is an error, never a blank."""
    pairs = []
    for position, piece in enumerate(HOLE.split(text)):
        is_hole = position % 2
        if is_hole and not values.get(piece):
            raise BlankInAgreement(piece)
        pairs.append([values[piece], piece not in QUIET] if is_hole else [piece, False])
    return [pair for pair in pairs if pair[0]]


class BlankInAgreement(Exception):
    """The agreement can't be made yet: the value of this placeholder is not known."""

    def __init__(self, name):
        self.name = name
        super().__init__(name)


def day_lines(placement):
    """One line per date with its hours: what a text is bound to."""
    return [f"{day.date} {day.starts:%H:%M} {day.ends:%H:%M} {day.break_minutes}" for day in placement.days.all()]


def compose(agreement, language):
    """Return the agreement as it stands: what is signed, printed and hashed, in one language."""
    template, placement = agreement.template, agreement.placement
    review = template.review
    values, when = facts(agreement, language)
    content = template.content
    values["legal_ref_secrecy"] = content["legal_ref_secrecy"][language]
    clauses = {clause["number"]: clause for clause in content["clause"]}
    with translation.override(language):
        dates = date_lines(placement.days.all())
    return {
        "language": language,
        "number": placement.number,
        "version": template.version,
        "reviewed_by": review.reviewed_by if review else "",
        "reviewed_on": review.reviewed_on.isoformat() if review else "",
        "title": content["title"][language],
        "project": content["project"][language],
        "groups": [compose_group(group, clauses, values, when, language) for group in content["group"]],
        "goals": goals(placement, language),
        "dates": dates,
        "programme": programme(placement.offer, language),
        "privacy": privacy.sections(language),
        "privacy_draft": privacy.draft_line(language),
        "host": values["host_name"],
        "signer": values["host_signatory"],
        "signer_function": values["host_function"],
        "worker": values["worker_name"],
        "worker_function": values["worker_function"],
        "days": day_lines(placement),
    }


def compose_group(group, clauses, values, when, language):
    return {
        "code": group["code"],
        "heading": group[language],
        "clauses": [compose_clause(clauses[number], values, when, language) for number in group["clauses"]],
    }


def compose_clause(clause, values, when, language):
    title = next(title[language] for title in clause["title"] if holds(title, when))
    texts = [parts(text[language], values) for text in clause["text"] if holds(text, when)]
    spaced = [part for number, text in enumerate(texts) for part in ([[" ", False]] if number else []) + text]
    return {"number": clause["number"], "title": title, "parts": spaced}


def every_variant(content, language):
    """Groups of clauses of a template with all their variants, to be reviewed; a sign stands for what is filled in."""
    clauses = {clause["number"]: clause for clause in content["clause"]}
    return [
        (group[language], [_variants(clauses[number], language) for number in group["clauses"]])
        for group in content["group"]
    ]


def _variants(clause, language):
    texts = [HOLE.sub("…", text[language]) for text in clause["text"]]
    return clause["number"], " / ".join(title[language] for title in clause["title"]), texts


def plain_sentences(agreement, reader, language):
    """The sentence "in plain words" above each group, for the worker or the host, in the reader's language."""
    values, when = facts(agreement, language)
    found = {}
    for group in agreement.template.content["group"]:
        first = next(p for p in group["plain"] if p["reader"] == reader and holds(p, when))
        found[group["code"]] = "".join(words for words, _particular in parts(first[language], values))
    return found


def goals(placement, language):
    """The learning goals that were ticked or written when asking, for annex 1."""
    ticked = [goal.name.best(language) for goal in placement.goals.all()]
    return [*ticked, *filter(None, [placement.own_goal])]


def programme(offer, language):
    """What the visitor attends and what not, as the host wrote it, for annex 1."""
    return {"attend": str(offer.attend.best(language)), "not_attend": str(offer.not_attend.best(language))}


def fingerprint(text):
    """SHA-256 of a composed text, as 64 hexadecimal signs: what a signature holds."""
    return sha256(json.dumps(text, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
