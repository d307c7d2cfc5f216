"""What the page of an agreement shows to one reader."""

from dataclasses import dataclass

from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from exchange.placements import words
from exchange.placements.states import Guest, Party
from exchange.programmes.dates import date_words

from . import texts
from .papers.agreement import model_line

LANGUAGES = ["fr", "nl", "en"]


@dataclass(frozen=True)
class Line:
    """One line of "who signed"."""

    name: str
    small: str
    is_done: bool


class Reading:
    """The text that is signed, or a translation that helps to read it, with what this reader may do about it."""

    def __init__(self, agreement, member=None, language="", party=None):
        """`party`: for somebody without an account, the side that the personal link lets sign."""
        self.agreement, self.placement, self.member = agreement, agreement.placement, member
        self.signed_text = agreement.text_now()
        self.is_courtesy = language in LANGUAGES and language != self.signed_text["language"]
        self.text = texts.compose(agreement, language) if self.is_courtesy else self.signed_text
        self.read = texts.fingerprint(self.signed_text)
        self.valid = agreement.valid_signatures()
        self.signer = agreement.host_signer()
        self.own_side = party or self._own_side()
        self.refusal = agreement.can_be_signed() and self.placement.refusal_of_leaving(self.own_side)

    @property
    def agreed_days(self):
        """The days as they were agreed, whatever came of them."""
        return words.days_text(self.placement.dates()) if self.placement.dates() else words.dates_text([])

    @property
    def agreed_hours(self):
        """Their hours, said once where they are the same, and all together."""
        total = self.placement.planned_minutes()
        return [*words.hours_lines(self.placement.days.all()), *([words.in_all(total)] if total else [])]

    def _own_side(self):
        """The side for which this member signs."""
        if self.member == self.placement.worker:
            return Party.WORKER
        return Party.HOST if self.signer and self.signer.member == self.member else None

    @property
    def side(self):
        """The side that waits for this reader's signature now, or None."""
        waits = self.agreement.can_be_signed() and self.own_side not in self.valid
        return self.own_side if waits and not self.refusal else None

    @property
    def signed_name(self):
        return self.signed_text["worker" if self.own_side == Party.WORKER else "signer"]

    @property
    def capacity(self):
        return self.signed_text["worker_function" if self.own_side == Party.WORKER else "signer_function"]

    @property
    def sentence(self):
        """The words beside the box, in the reader's language."""
        accept = self.agreement.template.content["accept"][str(self.own_side)]
        return accept[get_language()].replace("{{host_name}}", self.signed_text["host"])

    def groups(self):
        """Each group of clauses with its sentence in plain words, said to this reader."""
        told = texts.plain_sentences(self.agreement, self._reader(), get_language())
        return [(group, told[group["code"]]) for group in self.text["groups"]]

    def _reader(self):
        if self.own_side:
            return str(self.own_side)
        parties = self.placement.parties_of(self.member)
        return "host" if Party.HOST in parties or self.member.may_sign_for(self.placement.host) else "worker"

    @property
    def courtesy(self):
        content = self.agreement.template.content
        return content["courtesy"][self.signed_text["language"]][self.text["language"]] if self.is_courtesy else ""

    @property
    def model(self):
        return model_line(self.text, self.agreement.template.content)

    @property
    def fixed(self):
        """Headings of the annexes in the language shown."""
        annexes, ending = self.agreement.template.content["annex"], f"_{self.text['language']}"
        return {
            name: {key.removesuffix(ending): text for key, text in entry.items() if key.endswith(ending)}
            for name, entry in annexes.items()
        }

    def other_languages(self):
        """The languages in which the text can be read besides."""
        return [code for code in LANGUAGES if code != self.text["language"]]

    def lines(self):
        """Who has signed and who has not, the employer's consent first."""
        found = [self._employer()] if self.placement.consent_name and self.placement.consent_at else []
        return [*found, self._line(Party.HOST), self._line(Party.WORKER)]

    def _employer(self):
        day = date_words(localdate(self.placement.consent_at), "j F")
        return Line(self.placement.consent_name, _("consent of the employer, %(day)s") % {"day": day}, True)

    def _line(self, party):
        signature, mine = self.valid.get(party), party == self.own_side
        name = _("You") if mine else self.signed_text["worker" if party == Party.WORKER else "signer"]
        if not signature:
            return Line(name, _("to sign"), False)
        values = {"host": self.signed_text["host"], "day": date_words(localdate(signature.signed_at), "j F")}
        return Line(name, (_("for %(host)s, %(day)s") if party == Party.HOST else _("signed, %(day)s")) % values, True)

    def who_signed(self):
        """The one signature that is there while the reader has still to sign."""
        return next(iter(self.valid.values()), None)


def actor(placement, member, party):
    """Who acts in the eyes of a placement; a mere signatory has no part in it and acts as a guest of the host."""
    return member if party in placement.parties_of(member) else Guest(party, member.name)


def may(placement, member):
    """What this member may do besides signing, as names for the page."""
    host, parties = placement.host, placement.parties_of(member)
    rights = {
        "language": parties & {Party.HOST, Party.WORKER},
        "resend": parties & {Party.HOST, Party.WORKER, Party.MAYA},
        "name_signer": member.may_answer_for(host),
        "take_over": member.may_sign_for(host),
    }
    return {name for name, right in rights.items() if right}


def sides_on_paper(placement, member):
    """The sides whose ink this member may note: the host's leading people, and those of the worker's organisation."""
    sides = [(Party.HOST, placement.host), (Party.WORKER, placement.sender)]
    return [side for side, organisation in sides if member.may_answer_for(organisation)]


def missing_sentence(blank):
    """What is missing and who can fill it: (sentence, name of the page, for the host or for both)."""
    sentences = {
        "host_address": _("The host’s address is not filled in yet."),
        "place": _("The host’s address is not filled in yet."),
        "host_signatory": _("Nobody can sign for the host yet."),
        "dates_and_hours": _("There are no dates yet."),
    }
    return sentences.get(blank.name, _("Something the agreement needs is not filled in yet."))
