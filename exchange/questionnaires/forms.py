"""From what people send on the pages of questions to valid values."""

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.programmes.validators import no_register_number

from .models.kinds import LARGEST, TEXT_LENGTH, scale_words
from .models.sheets import SENTENCE

NA = "na"  # how a page sends "does not apply", which is kept as null
WHOLE = {"L5", "N010"}


def text_box(label, length, rows=4, **options):
    """A text in which nobody who lives in or comes to a place may be recognised."""
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=length, widget=box, validators=[no_register_number], **options)


class AnswerForm(forms.Form):
    """One question. What it gives is what `Sheet.answer` takes; nothing chosen is an empty text."""

    def __init__(self, *args, question, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["value"] = _field(question)


def _field(question):
    label = str(question.text)
    if question.kind == "TXT":
        return text_box(label, TEXT_LENGTH, required=False)
    if question.kind == "INT":
        return forms.IntegerField(label=label, min_value=0, max_value=LARGEST, required=False)
    if question.kind == "MULTI":
        return forms.MultipleChoiceField(label=label, choices=question.options(), required=False)
    options = [*question.options(), *([(NA, scale_words("none"))] if question.kind == "L5" else [])]
    read = _figure if question.kind in WHOLE else str
    return forms.TypedChoiceField(label=label, choices=options, coerce=read, required=False, empty_value="")


def _figure(raw):
    return None if raw == NA else int(raw)


def posted(value):
    """A kept value as a page shows it again."""
    return NA if value is None else value


class SentenceForm(forms.Form):
    sentence = text_box(_("Your sentence"), SENTENCE, 3, required=False)


class ThankForm(forms.Form):
    missing = {"text": _("Write your answer.")}
    text = text_box(_("Your answer"), SENTENCE, 3)


class ReplyForm(forms.Form):
    missing = {"text": _("Write your answer.")}
    text = text_box(_("Your answer"), 2000)


class AskBackForm(forms.Form):
    missing = {"text": _("Write your question.")}
    text = text_box(_("What do you want to know?"), 1000, help_text=_("It leaves by mail, in your name."))


class NoteForm(forms.Form):
    note = text_box(_("Note for the team of Maya"), 2000, 3, required=False, help_text=_("Nobody else reads it."))
