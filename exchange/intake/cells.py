"""How a cell is read. Each reader returns a value, or raises `Wrong` with what to do."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from exchange.members import places
from exchange.members.checks import check_enterprise_number, check_phone, tidy_enterprise_number
from exchange.programmes.validators import no_register_number
from exchange.programmes.workdays import today

from . import values
from .labels import fold
from .writing import unguarded

ROLES = {"fr": "FR", "nl": "NL", "bi": "BI", "f": "FR", "n": "NL", "francophone": "FR", "francais": "FR",
         "neerlandophone": "NL", "nederlandstalig": "NL", "nederlands": "NL", "frans": "FR", "franstalig": "FR",
         "neerlandais": "NL", "french": "FR", "dutch": "NL", "french speaking": "FR", "dutch speaking": "NL",
         "bilingue": "BI", "tweetalig": "BI", "bilingual": "BI", "fr nl": "BI", "nl fr": "BI"}  # fmt: skip

PARTS = (r"[;|\n]", ",", r"[/+&]|\b(?:et|en|and)\b")  # the surest first


class Wrong(Exception):
    """The cell can't be taken. `sentence` says what to do."""

    def __init__(self, sentence):
        self.sentence = sentence
        super().__init__(sentence)


def checked(validator, value, sentence=None):
    try:
        validator(value)
    except ValidationError as error:
        raise Wrong(sentence or " ".join(error.messages)) from error
    return value


def text(cell):
    return values.text(unguarded(cell))


def short(cell, labels, column):
    """A text no longer than its column takes."""
    return fitting(text(cell), column)


def fitting(found, column):
    if len(found) > column.most:
        raise Wrong(_("This text is too long. Please write at most %(most)s signs.") % {"most": column.most})
    return found


def words(cell, labels, column):
    return checked(no_register_number, short(cell, labels, column))


def paragraphs(cell, labels, column):
    """A text that keeps its lines."""
    return checked(no_register_number, fitting(values.lines(unguarded(cell)), column))


def enterprise_number(cell, labels, column):
    return checked(check_enterprise_number, tidy_enterprise_number(text(cell)))


def term(cell, labels, column):
    return one_of(text(cell), labels[column.kind])


def one_of(written, labels):
    if found := labels.find(written):
        return found
    raise not_listed(written, labels.near(written))


def not_listed(written, near):
    """That these words are in no list; `near`: the entry that was probably meant, if any."""
    if near:
        return Wrong(_("“%(words)s” is not in our list. Do you mean “%(near)s”?") % {"words": written, "near": near})
    return Wrong(_("“%(words)s” is not in our list. The template shows the list.") % {"words": written})


def terms(cell, labels, column):
    """Several entries between semicolons; between commas, "/" and "and" too, as far as no entry holds them itself."""
    known = labels[column.kind]
    found = {one_of(values.text(piece), known) for piece in pieces(unguarded(str(cell)), known) if values.text(piece)}
    return sorted(found, key=lambda term: term.position)


def pieces(part, known, signs=PARTS):
    """A cell in its entries. "And" parts words only where each of them is one, so that a refusal names them whole."""
    if known.find(part) or not signs:
        return [part]
    found = [piece for each in re.split(signs[0], part) for piece in pieces(each, known, signs[1:])]
    return found if len(signs) > 1 or all(map(known.find, found)) else [part]


def postcode(cell, labels, column):
    found = text(cell)
    if written := re.fullmatch(r"(?:[bB][ -]*)?(\d{4})\b.*", found):
        found = written.group(1)
    if not places.municipality(found):
        raise Wrong(_("“%(words)s” is not a Belgian postcode.") % {"words": found})
    return found


def language_role(cell, labels, column):
    if found := ROLES.get(fold(text(cell))):
        return found
    raise Wrong(_("Please write FR, NL or BI."))


def mail(cell, labels, column):
    found = text(cell).lower().removeprefix("mailto:")
    return checked(validate_email, found, _("This is no e-mail address. Please write one address."))


def phone(cell, labels, column):
    return checked(check_phone, short(cell, labels, column))


def website(cell, labels, column):
    found = text(cell)
    found = found if "://" in found else f"https://{found}"
    return checked(URLValidator(schemes=["http", "https"]), short(found, labels, column), _("This is no web address."))


def date(cell, labels, column):
    try:
        return values.date(cell)
    except values.Unclear as error:
        raise Wrong(_("This is no date. Please write it as 15/01/2026.")) from error


def past_date(cell, labels, column):
    found = date(cell, labels, column)
    if found > today() or found.year < 2000:
        raise Wrong(_("Please write a day between the year 2000 and today."))
    return found
