"""What free texts must not hold: a national register number, or somebody's name."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NUMBER = re.compile(r"(?<![\d+])(\d{2})[ .-]?(\d{2})[ .-]?(\d{2})[ .-]?(\d{3})[ .-]?(\d{2})(?!\d)")
TITLES = (
    r"mme|mlle|mr|m\.|monsieur|madame|mademoiselle|mevr\.?|mevrouw|dhr\.?|de heer|meneer|juffrouw|mrs\.?|ms\.?|miss"
)
PERSON = re.compile(rf"\b((?:(?i:{TITLES}))\s+[A-ZÀ-ÖØ-Þ][\w’'-]+)")


def written(value):
    """Every text in a value: a plain one, or `Texts` with one per language."""
    return [str(text) for text in value.values()] if isinstance(value, dict) else [str(value or "")]


def is_register_number(year, month, day, count, check):
    """Whether these parts are a Belgian national register (or bis) number, by its date and check digits."""
    if int(month) % 20 > 12 or int(month) > 52 or int(day) > 31:
        return False
    digits = f"{year}{month}{day}{count}"
    return int(check) in {97 - int(digits) % 97, 97 - int(f"2{digits}") % 97}  # 2: born from 2000 on


def no_register_number(value):
    """Refuse a text, or `Texts`, in which somebody's national register number stands."""
    for text in written(value):
        if any(is_register_number(*found.groups()) for found in NUMBER.finditer(text)):
            raise ValidationError(
                _("This looks like a national register number. Please take it out."), code="register_number"
            )


def named_person(value):
    """The first words that look like a person's name after a title ('Mme Dupont'), else an empty text.

    A reason for a gentle question, never for a refusal: it may be a colleague who is rightly named.
    """
    for text in written(value):
        if found := PERSON.search(text):
            return found.group(1)
    return ""
