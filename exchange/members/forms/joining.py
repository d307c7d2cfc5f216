"""Applying, correcting an application, joining by code, accepting an invitation."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from exchange.programmes.models import Term
from exchange.programmes.texts import NameField, Texts

from ..models import LANGUAGES, Organisation
from .fields import WHO, PlaceField, TermChoiceField, columns


class ApplicationForm(forms.Form):
    """What an organisation says of itself when it applies. `application()` gives what `Organisation` keeps."""

    missing = {
        "name": _("Write the name of your organisation."),
        "place": _("Write the municipality or the postcode."),
        "sector": _("Choose your sector."),
        "structure": _("Choose the type of your organisation."),
        **WHO,
    }
    name = NameField(label=_("Name of your organisation"), max_length=120)
    place = PlaceField(label=_("Municipality or postcode"), max_length=60)
    sector = TermChoiceField(queryset=None, label=_("Your sector"), widget=forms.RadioSelect, empty_label=None)
    structure = forms.ModelChoiceField(queryset=None, label=_("Type of organisation"), empty_label=_("Choose a type"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for kind in ("sector", "structure"):
            self.fields[kind].queryset = Term.objects.of(kind).open()
        self.fields["name"].widget.attrs["autocomplete"] = "organization"

    @classmethod
    def initial_of(cls, organisation):
        """The form as it was sent in, for who has to correct it."""
        kept = {"name": organisation.name.best(), "place": organisation.place_text}
        return kept | {"sector": organisation.sector_id, "structure": organisation.structure_id}

    def application(self):
        values = self.cleaned_data
        language = "nl" if get_language() == "nl" else "fr"
        return {
            "name": Texts({language: values["name"]}),
            "sector": values["sector"],
            "structure": values["structure"],
            **columns(values["place"]),
        }

    def write_to(self, organisation):
        """Put the corrected values on the organisation; the name keeps its language."""
        values = self.application()
        values["name"] = Texts({organisation.name.best().language: self.cleaned_data["name"]})
        Organisation.objects.filter(pk=organisation.pk).update(**values)
        Organisation.objects.get(pk=organisation.pk).remember_words()


class ApplyForm(ApplicationForm):
    """The five things asked; a member who is signed in need not say who it is."""

    first_name = NameField(label=_("First name"), max_length=80)
    last_name = NameField(label=_("Last name"), max_length=80)
    email = forms.EmailField(
        label=_("Your e-mail address at work"), help_text=_("We send you a link, to be sure that it is you.")
    )
    accept = forms.BooleanField(error_messages={"required": _("Please tick that you accept the commitment.")})

    def __init__(self, *args, text, member=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.text, self.member = text, member
        self.fields["accept"].label = text.accept.best().rstrip(".")
        for name, hint in (("first_name", "given-name"), ("last_name", "family-name"), ("email", "email")):
            self.fields[name].widget.attrs["autocomplete"] = hint
            if member:
                del self.fields[name]

    def application(self):
        who = ("first_name", "last_name", "email")
        person = {"by": self.member} if self.member else {name: self.cleaned_data[name] for name in who}
        return super().application() | person | {"text": self.text}


class JoinForm(forms.Form):
    missing = {"code": _("Write the code of your organisation."), **WHO}
    code = forms.CharField(
        label=_("Code of your organisation"),
        max_length=20,
        help_text=_("Eight letters and figures. Your reference person has it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "class": "short"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"), help_text=_("We send you a link, to be sure that it is you.")
    )

    def __init__(self, *args, member=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        if member:
            del self.fields["email"]

    def organisation(self):
        """The active organisation with this code, or None; blanks, dashes and small letters do not matter."""
        code = "".join(sign for sign in self.cleaned_data["code"].upper() if sign.isalnum())
        return Organisation.objects.active().filter(join_code=code).first()

    def refuse(self):
        self.add_error("code", _("This code opens nothing. Please ask your reference person for the newest one."))


class AcceptForm(forms.Form):
    """Who takes the place; a known person has said it before."""

    missing = WHO
    first_name = NameField(label=_("First name"), max_length=80)
    last_name = NameField(label=_("Last name"), max_length=80)
    function = forms.ModelChoiceField(
        queryset=None,
        to_field_name="code",
        label=_("Profession"),
        empty_label=_("Choose"),
        help_text=_("It stands on your certificate."),
    )
    spoken = forms.ModelMultipleChoiceField(
        queryset=None,
        label=_("Languages you speak"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks in-columns"}),
    )
    language = forms.ChoiceField(label=_("Language of the site and of mails"), choices=LANGUAGES)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["function"].queryset = Term.objects.of("profession").open()
        self.fields["spoken"].queryset = Term.objects.of("language").open()
        self.fields["first_name"].widget.attrs["autocomplete"] = "given-name"
        self.fields["last_name"].widget.attrs["autocomplete"] = "family-name"


class CodeForm(forms.Form):
    missing = {"code": _("Write the code that stands in the mail.")}
    code = forms.CharField(
        label=_("The code in the mail"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "class": "short"}),
    )
