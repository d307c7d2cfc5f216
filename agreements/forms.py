"""From what people type on the pages of agreements and certificates to valid values."""

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.placements.forms.hours import HoursOfDays
from exchange.programmes.dates import date_words
from exchange.programmes.texts import NameField
from exchange.programmes.validators import no_register_number
from exchange.programmes.workdays import today

from .contents import goal_choices
from .names import same_name


class SignForm(forms.Form):
    """Name typed, box ticked. `signer` is the name in the agreement, `sentence` what is accepted."""

    missing = {"name": _("Write your name."), "code": _("Write the code that stands in the mail.")}
    name = NameField(label=_("Write your name"), max_length=120)
    accept = forms.BooleanField(error_messages={"required": _("Tick this box when you accept the agreement.")})
    read = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args, signer, sentence, **kwargs):
        super().__init__(*args, **kwargs)
        self.signer = signer
        self.fields["name"].help_text = _("As in the agreement: %(name)s") % {"name": signer}
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["accept"].label = sentence

    def clean_name(self):
        if not same_name(self.cleaned_data["name"], self.signer):
            raise forms.ValidationError(
                _("The agreement names %(name)s. Please write it so."), params={"name": self.signer}
            )
        return self.signer  # typed loosely, it is printed as the agreement writes it


class SignByLinkForm(SignForm):
    """Who has no account types the code that came by mail as well."""

    code = forms.CharField(
        label=_("The code in the mail"), max_length=10, help_text=_("Six figures. They work for 15 minutes.")
    )
    field_order = ["name", "code", "accept", "read"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "short"}


class SignerForm(forms.Form):
    """Somebody without an account who signs for the host."""

    name = NameField(label=_("First name and name"), max_length=120)
    function = NameField(label=_("Function"), max_length=120, help_text=_("As it stands in the agreement."))
    mail = forms.EmailField(label=_("E-mail address"), help_text=_("A personal link goes there. A code confirms it."))


class PaperForm(forms.Form):
    """That somebody signed with ink."""

    date = forms.DateField(label=_("Signed on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    seen = forms.BooleanField(
        label=_("I have the signed paper and keep it."),
        error_messages={"required": _("Tick this box when you have the paper.")},
    )

    def __init__(self, *args, printed_on, **kwargs):
        super().__init__(*args, **kwargs)
        self.printed_on = printed_on

    def clean_date(self):
        date = self.cleaned_data["date"]
        if date > today():
            raise forms.ValidationError(_("This day is still to come."))
        if self.printed_on and date < self.printed_on:
            raise forms.ValidationError(
                _("These words were printed on %(day)s. Nobody can have signed them before."),
                params={"day": date_words(self.printed_on, "j F Y")},
            )
        return date


class AttendanceForm(HoursOfDays, forms.Form):
    """The hours really done, per date, and the goals treated; at first as planned."""

    def __init__(self, *args, placement, **kwargs):
        super().__init__(*args, **kwargs)
        self.placement = placement
        self.add_hours(placement)
        if choices := goal_choices(placement):
            box = forms.CheckboxSelectMultiple(attrs={"class": "ticks"})
            first = [key for key, _text in choices]
            label = _("Learning goals treated")
            self.fields["goals"] = forms.MultipleChoiceField(
                label=label, choices=choices, required=False, widget=box, initial=first
            )

    def goals_treated(self):
        """Keys of the goals treated; None where none were asked for. Not named as the field: pages look it up."""
        return self.cleaned_data.get("goals")


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        validators=[no_register_number],
        help_text=_("The holder reads this. The check page never shows it."),
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code under the square"), max_length=30, help_text=_("Twelve signs, for example 7K4M-9QXT-2RDA.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
        }


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("Name on the certificate"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
