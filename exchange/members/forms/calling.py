"""Asking Maya to call back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.programmes.validators import no_register_number

from ..models import CallBack
from .fields import PhoneField


class CallBackForm(forms.ModelForm):
    missing = {
        "phone": _("Write the number on which Maya can call you."),
        "when": _("Choose when it suits you."),
    }

    class Meta:
        model = CallBack
        fields = ["phone", "when", "sentence"]
        field_classes = {"phone": PhoneField}
        widgets = {"when": forms.RadioSelect, "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})}
        help_texts = {"sentence": _("In one sentence, if you like. No names of residents or patients, please.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sentence"].validators.append(no_register_number)
