"""What every form has in common: how an empty box is asked for, and what the summary above a form says."""

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _

USUAL = forms.Field.default_error_messages["required"]  # "This field is required.", which says nothing of what to do


class Box(BoundField):
    """A field on its form. An empty one is asked for in a sentence that can be read without its label.

    A form may have sentences of its own: `missing`, by the names of its fields.
    """

    def __init__(self, form, field, name):
        super().__init__(form, field, name)
        if field.error_messages.get("required") is USUAL:
            field.error_messages["required"] = getattr(form, "missing", {}).get(name) or self._please()

    def _please(self):
        """What to do, in a sentence made of the label."""
        words = {"label": str(self.label).rstrip(".:")}
        if isinstance(self.field.widget, forms.CheckboxInput):
            return _("Tick “%(label)s”.") % words
        if isinstance(self.field.widget, forms.Select | forms.RadioSelect | forms.FileInput):
            return _("Make a choice for “%(label)s”.") % words
        return _("Fill in “%(label)s”.") % words

    def problems(self):
        """Pairs of a sentence and the label it needs beside it, which is empty where the sentence says it all."""
        return [
            (sentence, "" if error.code == "required" else self.label)
            for error in self.errors.as_data()
            for sentence in error
        ]


class Renderer(TemplatesSetting):
    """Django's own templates where the project has none, and boxes as above."""

    bound_field_class = Box
