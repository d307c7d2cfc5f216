"""Texts that people write in one or more of the three languages, and the one that a reader is shown."""

from django import forms
from django.conf import settings
from django.db import models
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext_lazy as _

CODES = ("fr", "nl", "en")
# Copied along from a page or a paper: zero-width space, byte-order mark, soft hyphen. Joiners are letters of a name.
UNSEEN = dict.fromkeys(map(ord, "\u200b\ufeff\u00ad"))
ADD = {"fr": _("Add French"), "nl": _("Add Dutch"), "en": _("Add English")}
# Sentences of Django's forms, in our words: our translations come before its own.
gettext_noop("- Select an option -")
gettext_noop("Enter a valid email address.")
gettext_noop("Enter a valid URL.")
gettext_noop("Ensure this value is less than or equal to %(limit_value)s.")
gettext_noop("Ensure this value is greater than or equal to %(limit_value)s.")
gettext_noop("Select a valid choice. That choice is not one of the available choices.")


def start_small(text):
    """As it stands within a sentence; 'DRH' stays as it is, and Dutch 'Eén' gets its accent back."""
    if text.startswith("Eén "):
        return "é" + text[1:]
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


class Text(str):
    """A text that knows its language, so that a page can mark it with `lang`."""

    language = ""

    def __new__(cls, value, language):
        text = super().__new__(cls, value)
        text.language = language
        return text

    def __getnewargs__(self):
        """What it is made of again where it is copied, as the choices of a form are."""
        return str(self), self.language


class Texts(dict):
    """The same text per language code; an absent language falls back, never to a blank where any is written."""

    def best(self, language=None):
        """Return the `Text` for this language (default: the reader's), else the first that is written."""
        for code in (language or get_language() or "en", *CODES):
            if self.get(code):
                return Text(self[code], code)
        return Text("", language or "en")

    def __str__(self):
        return self.best()

    def __bool__(self):
        return any(self.values())


class NameField(forms.CharField):
    """A name as it is read: without the signs that nobody sees."""

    def to_python(self, value):
        return super().to_python(str(value or "").translate(UNSEEN))


class TextsField(models.JSONField):
    """A column that holds `Texts`."""

    def __init__(self, *args, long=False, **kwargs):
        self.long = long
        super().__init__(*args, **{"default": Texts, "blank": True, **kwargs})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        if self.long:
            kwargs["long"] = True
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection):
        return Texts(super().from_db_value(value, expression, connection) or {})

    def to_python(self, value):
        return Texts(super().to_python(value) or {})

    def formfield(self, **kwargs):
        label = kwargs.get("label", self.verbose_name)
        return TextsFormField(long=self.long, required=not self.blank, label=label, help_text=self.help_text)


class TextsWidget(forms.MultiWidget):
    template_name = "components/texts_widget.html"

    def __init__(self, long=False):
        box = forms.Textarea if long else forms.TextInput
        super().__init__({code: box(attrs={"lang": code}) for code in CODES})

    def decompress(self, value):
        return [(value or {}).get(code, "") for code in CODES]

    def get_context(self, name, value, attrs):
        """The box in the reader's own language comes first, then those that hold a text."""
        context = super().get_context(name, value, attrs)
        names, boxes, own = dict(settings.LANGUAGES), context["widget"]["subwidgets"], get_language()
        for code, box in zip(CODES, boxes, strict=True):
            box["language"], box["add"] = names[code], ADD[code]
        boxes.sort(key=lambda box: (box["attrs"]["lang"] != own, not box["value"]))
        return context


class TextsFormField(forms.MultiValueField):
    """Three boxes, one per language; when required, one of them is enough."""

    default_error_messages = {"required": _("Write this in at least one language.")}

    def __init__(self, *, long=False, max_length=4000, required=True, **kwargs):
        boxes = [NameField(required=False, max_length=max_length) for _code in CODES]
        super().__init__(boxes, widget=TextsWidget(long), required=required, require_all_fields=False, **kwargs)

    def compress(self, values):
        return Texts({code: text for code, text in zip(CODES, values or [], strict=False) if text})
