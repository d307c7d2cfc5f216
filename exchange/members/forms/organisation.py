"""What an organisation says of itself once it belongs, and how its consent works."""

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.programmes.models import term_keys
from exchange.programmes.validators import no_register_number
from exchange.programmes.workdays import today

from ..models import Organisation
from .fields import EnterpriseNumberField, Explained, PhoneField, PlaceField, TownField, TownMixin, columns, place_words

NO_NAMES = _("Write about everyone, never about one person.")


class OrganisationForm(TownMixin, forms.ModelForm):
    missing = {"place": _("Write the municipality or the postcode.")}
    place = PlaceField(label=_("Municipality or postcode"), max_length=60)
    town = TownField()
    enterprise_number = EnterpriseNumberField(
        label=_("Enterprise number"),
        required=False,
        max_length=20,
        help_text=_("It stands in the agreements with your visitors."),
    )

    class Meta:
        model = Organisation
        fields = [
            "name", "street", "place", "setting", "language_role", "body", "enterprise_number", "website", "phone",
            "mail", "publics", "whom_we_receive", "how_to_refer", "waiting_time", "whom_to_call", "directory",
        ]  # fmt: skip
        field_classes = {"phone": PhoneField}
        labels = {"name": _("Name, in each language you use")}
        help_texts = {
            "mail": _("For mails that concern everyone, or when nobody else can be reached."),
            "whom_we_receive": NO_NAMES,
            "how_to_refer": _("Who may refer, what you need to know, how long it takes."),
            "waiting_time": _("Such as: About two months before a first talk."),
            "directory": _("Such as on social.brussels or the Sociale Kaart."),
            "whom_to_call": _("A service or a function, a phone number, the hours."),
        }
        widgets = {
            "website": forms.TextInput(attrs={"inputmode": "url"}),
            "directory": forms.TextInput(attrs={"inputmode": "url"}),
            "phone": forms.TextInput(attrs={"type": "tel"}),
            "publics": forms.CheckboxSelectMultiple(attrs={"class": "ticks in-columns"}),
        }

    groups = (
        (_("Your organisation"), ["name", "street", "place", "town", "phone", "mail", "website"]),
        (_("How you work"), ["setting", "language_role", "body", "enterprise_number"]),
        (
            _("For colleagues who want to refer someone"),
            ["publics", "whom_we_receive", "how_to_refer", "waiting_time", "whom_to_call", "directory"],
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].initial = place_words(self.instance.postcode, self.instance.municipality)
        self.ask_town("place", self.instance.municipality)
        for name in ("website", "directory"):
            self.fields[name].assume_scheme = "https"
        for name in ("whom_we_receive", "how_to_refer", "waiting_time", "whom_to_call"):
            self.fields[name].validators.append(no_register_number)
        for name in Organisation.NEEDED:
            self.fields[name].is_needed = True
        for name in ("setting", "body", "publics"):
            self.fields[name].queryset = self.fields[name].queryset.offered(term_keys(self.initial.get(name)))
        for name in ("setting", "body"):
            self.fields[name].empty_label = _("Choose")
        self.fields["language_role"].choices = [("", _("Choose")), *Organisation.Role.choices]

    def fieldsets(self):
        """The groups of the page, each with its heading and bound fields."""
        return [(heading, [self[name] for name in names if name in self.fields]) for heading, names in self.groups]

    def _save_m2m(self):
        super()._save_m2m()
        self.instance.remember_words()

    def _post_clean(self):
        if place := self.chosen_place():
            for name, value in columns(place).items():
                setattr(self.instance, name, value)
        super()._post_clean()


class ConsentForm(forms.ModelForm):
    """The employer's consent to immersions of its own staff."""

    class Meta:
        model = Organisation
        fields = [
            "consent", "approver_name", "approver_mail", "consent_given_by", "consent_given_on", "consent_until",
        ]  # fmt: skip
        widgets = {
            "consent": forms.RadioSelect,
            "consent_given_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "consent_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        labels = {"consent": _("How does the employer consent?")}
        help_texts = {
            "approver_name": _(
                "Somebody without an account, such as the director. Members are named on the page People."
            ),
            "approver_mail": _("Each request goes there with a personal link: no account is needed to answer."),
            "consent_given_by": _("Name and function. This stands in the agreements."),
            "consent_until": _("Leave it empty when it goes on until you change it."),
        }

    explanations = {
        "each": _("The employer and the host decide side by side. This is the quickest sure way."),
        "strict": _("The host is asked only after the employer has said yes."),
        "general": _("Somebody of the management has said yes for everyone."),
        "none": _("For organisations whose staff decide for themselves."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = Organisation.Consent.choices
        self.fields["consent"].choices = [(key, Explained(name, self.explanations[key])) for key, name in choices]

    def clean(self):
        values = super().clean()
        for name, other in (("approver_name", "approver_mail"), ("approver_mail", "approver_name")):
            if values.get(other) and not values.get(name) and name not in self.errors:
                self.add_error(name, _("Give both the name and the e-mail address."))
        if values.get("consent") != Organisation.Consent.GENERAL:
            return values
        for name in ("consent_given_by", "consent_given_on"):
            if not values.get(name) and name not in self.errors:
                self.add_error(name, _("A general consent needs this."))
        if values.get("consent_until") and values["consent_until"] < today():
            self.add_error("consent_until", _("This day has passed."))
        return values
