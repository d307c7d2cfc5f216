"""What counts as an answer to each kind of question, and how it is said. The words of the scales are data."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from exchange.programmes.seed import texts
from exchange.programmes.texts import Texts
from exchange.programmes.validators import no_register_number

from ..seed import data

TEXT_LENGTH = 2000  # characters
LARGEST = 9999  # a number that nobody needs to pass
NONE_OF_THESE = "nothing"  # the choice that stands alone


def scale_words(key):
    """The words of one step of a scale: 1 to 5, "none", or the ends "0" and "10"."""
    return texts(data()["scale"][str(key)]).best()


def _whole(smallest, largest):
    def check(question, value):
        if isinstance(value, bool) or not isinstance(value, int) or not smallest <= value <= largest:
            raise ValidationError(_("Choose one of these."), code="choice")
        return value

    return check


def _five(question, value):
    return None if value is None else _whole(1, 5)(question, value)


def _yes_or_no(question, value):
    if value not in {"yes", "no"}:
        raise ValidationError(_("Choose one of these."), code="choice")
    return value


def _text(question, value):
    value = str(value).replace("\r\n", "\n").strip()
    if len(value) > TEXT_LENGTH:
        raise ValidationError(_("Please write a little less: %s characters at most.") % TEXT_LENGTH, code="long")
    no_register_number(value)
    return value


def _several(question, value):
    """Codes in the order of the list; "none of these" gives way to anything else."""
    codes = [choice["code"] for choice in question.choices]
    if set(value) - set(codes):
        raise ValidationError(_("Choose one of these."), code="choice")
    chosen = [code for code in codes if code in value]
    return [code for code in chosen if code != NONE_OF_THESE] or chosen


CHECKS = {
    "L5": _five, "N010": _whole(0, 10), "YN": _yes_or_no, "TXT": _text, "MULTI": _several, "INT": _whole(0, LARGEST),
}  # fmt: skip


class Answerable:
    """Mixed into `Question`. A value is a number, a text, "yes" or "no", a list of codes; None: "does not apply"."""

    def checked(self, value):
        """The value as it is kept; "" and [] mean no answer. Raises ValidationError with a sentence for the reader."""
        return value if value in ("", []) else CHECKS[self.kind](self, value)

    def options(self):
        """What one can choose, as pairs of value and words; empty where one writes."""
        if self.kind == "L5":
            return [(number, scale_words(number)) for number in range(1, 6)]
        if self.kind == "N010":
            return [(number, str(number)) for number in range(11)]
        if self.kind == "YN":
            return [("yes", _("Yes")), ("no", _("No"))]
        return [(choice["code"], Texts(choice).best()) for choice in self.choices]

    def said(self, value):
        """An answer in the reader's words."""
        if value is None:
            return scale_words("none")
        words = dict(self.options())
        if self.kind == "MULTI":
            return " · ".join(str(words[code]) for code in value)
        if self.kind == "N010":
            return _("%s of 10") % value
        return str(words.get(value, value))
