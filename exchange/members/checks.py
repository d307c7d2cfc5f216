"""Numbers that people type, and what makes them right."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PHONE = re.compile(r"(?P<number>\+?[\d\s./()-]+)(\s*(ext|poste|p|toestel|tst|int|x|#)[.:\s]*\d{1,6})?", re.IGNORECASE)
SHORT = re.compile(r"1\d{2,3}")  # such as 107 and 1712


def check_phone(text):
    """Raise ValidationError unless this can be called: 8 to 15 digits or a short number, perhaps an extension."""
    found = PHONE.fullmatch(text.strip())
    digits = re.sub(r"\D", "", found["number"]) if found else ""
    if not (8 <= len(digits) <= 15 or SHORT.fullmatch(digits)):
        raise ValidationError(
            _("This is not a phone number. Write it like 02 123 45 67 or +32 2 123 45 67."), code="phone"
        )


def tidy_enterprise_number(text):
    """Return the ten digits of a Belgian enterprise number, written with or without BE, dots and the first zero."""
    digits = re.sub(r"[\s./-]", "", text.upper()).removeprefix("BE")
    return digits.zfill(10) if digits else ""


def check_enterprise_number(digits):
    """Raise ValidationError unless the last two of the ten digits are 97 minus the rest of the first eight by 97."""
    if not re.fullmatch(r"[01]\d{9}", digits) or int(digits[8:]) != 97 - int(digits[:8]) % 97:
        raise ValidationError(_("This enterprise number is not right. Please check its ten digits."), code="digits")
