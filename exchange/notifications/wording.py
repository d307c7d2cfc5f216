"""What the next mail of a kind says: its wording, with a sign where names, dates and numbers are filled in."""

from django.template import Context, TemplateDoesNotExist, loader
from django.utils import translation

from . import outbox
from .models import Reminder

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


def wording(name, language, paragraph=None):
    """Subject and text of the next mail of this kind in this language, with Maya's paragraph as it is kept."""
    reader = outbox.Reader("", language, SIGN)
    with translation.override(language):
        if not is_line(name):
            return outbox.plain(name, _blanks(reader, paragraph or {}))
        context = _blanks(reader, {}, reminders=[_line(name, language, paragraph or {})])
        return outbox.plain("notifications/reminders", context)


def is_line(name):
    """Whether this kind has no mail of its own: it is a line of the reminder mail of a day."""
    try:
        loader.get_template(f"mail/{name}.html")
    except TemplateDoesNotExist:
        return True
    return False


def _blanks(reader, paragraph, **more):
    return Blanks(outbox.everywhere(reader, paragraph) | more, autoescape=False)


def _line(name, language, paragraph):
    """The one line of a reminder mail: the last sentence of its kind, else a sign."""
    last = Reminder.objects.filter(name=name, language=language).order_by("-pk").first()
    line = Reminder(name=name, sentence=last.sentence if last else SIGN, url=SIGN)
    outbox.dress(line, paragraph, language)
    return line
