from django import forms
from django.utils.translation import gettext_lazy as _

PARAGRAPH = {"max_length": 1000, "required": False, "strip": True}


def _box(language):
    return forms.Textarea(attrs={"rows": 4, "lang": language})


class MailForm(forms.Form):
    """What Maya may decide about one kind of mail."""

    is_on = forms.BooleanField(label=_("Send this mail"), required=False)
    fr = forms.CharField(label=_("Your paragraph in French"), widget=_box("fr"), **PARAGRAPH)
    nl = forms.CharField(label=_("Your paragraph in Dutch"), widget=_box("nl"), **PARAGRAPH)
    en = forms.CharField(label=_("Your paragraph in English"), widget=_box("en"), **PARAGRAPH)

    def __init__(self, *args, kind, setting, **kwargs):
        super().__init__(*args, initial={"is_on": setting.is_on, **setting.paragraph}, **kwargs)
        if kind.is_key:
            self.fields["is_on"].disabled = True
            self.initial["is_on"] = True
            self.fields["is_on"].help_text = _("Without this mail people can’t go on, so it is always sent.")
        elif kind.is_essential:
            self.fields["is_on"].help_text = _("People wait for this mail. Switched off, you tell them yourself.")

    def paragraph(self):
        return {code: self.cleaned_data[code] for code in ("fr", "nl", "en") if self.cleaned_data[code]}
