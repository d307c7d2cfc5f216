"""Numbers that carry their own proof."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def tidy_enterprise_number(text):
    """Return the ten digits of a Belgian enterprise number, written with or without BE, dots and the first zero."""
    digits = re.sub(r"[\s./-]", "", text.upper()).removeprefix("BE")
    return digits.zfill(10) if digits else ""


def check_enterprise_number(digits):
    """Raise ValidationError unless the last two of the ten digits are 97 minus the rest of the first eight by 97."""
    if not re.fullmatch(r"[01]\d{9}", digits) or int(digits[8:]) != 97 - int(digits[:8]) % 97:
        raise ValidationError(_("This enterprise number is not right. Please check its ten digits."), code="digits")
