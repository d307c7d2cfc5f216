"""What a mail says before one was sent: its wording, with a sign where names, dates and numbers are filled in."""

from django.template import Context, TemplateDoesNotExist
from django.utils import translation

from . import outbox

SIGN = "…"


class Blank(int):
    """Stands for whatever a template asks: it has every part, is a list of two, counts as one, and reads as a sign.

    It has no month and no hour, by which Django would take it for a date.
    """

    def __str__(self):
        return SIGN

    def __getattr__(self, name):
        if name.startswith("_") or name in {"month", "hour"}:
            raise AttributeError(name)
        return self

    def __getitem__(self, key):
        return self

    def __len__(self):
        return 2

    def __iter__(self):
        return iter((self, self))


BLANK = Blank(1)


class Blanks(Context):
    """A context that knows everything."""

    def __contains__(self, key):
        return True

    def __getitem__(self, key):
        try:
            return super().__getitem__(key)
        except KeyError:
            return BLANK


def wording(name, language):
    """Subject and text of a mail in this language; None for what is no mail but a line of one."""
    with translation.override(language):
        context = Blanks(outbox.everywhere(outbox.Reader("", language, SIGN), {}), autoescape=False)
        try:
            return outbox.plain(name, context)
        except TemplateDoesNotExist:
            return None
