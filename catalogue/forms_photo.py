"""From a file that a host sends to a picture, with the words for whoever does not see it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.programmes.texts import TextsFormField
from exchange.programmes.validators import no_register_number

from . import pictures


class PhotoForm(forms.Form):
    """A refused file leaves the words as they were typed. Gives a `Picture`, or None where the old one stays."""

    missing = {"file": _("Choose a picture.")}
    file = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG or WebP, at most 10 MB. Nobody who lives in or comes to the place may be recognised."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    alt = TextsFormField(
        label=_("What the picture shows"), max_length=200,
        help_text=_("For whoever does not see it. Such as: The kitchen, with a long table and a window on the garden."),
    )  # fmt: skip

    def __init__(self, *args, photo=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["alt"].initial = photo.alt if photo else None
        self.fields["alt"].validators.append(no_register_number)
        self.fields["file"].required = photo is None

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file:
            return None
        try:
            return pictures.read(file.read(pictures.MOST_BYTES + 1))
        except pictures.Unfit as unfit:
            raise forms.ValidationError(unfit.sentence, code="unfit") from unfit
