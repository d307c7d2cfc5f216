"""Fields that turn what people write into a place, an enterprise number, a choice with its explanation."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from exchange.programmes.texts import Texts

from .. import checks, places

WHO = {
    "first_name": _("Write your first name."),
    "last_name": _("Write your last name."),
    "email": _("Write your e-mail address."),
    "function": _("Choose your profession."),
    "language": _("Choose a language."),
}  # what is asked where a box about oneself stays empty


class PlaceField(forms.CharField):
    """A municipality or a postcode; gives a `places.Place`."""

    default_error_messages = {
        "unknown": _("We do not find this place. Please write the Belgian postcode."),
        "several": _("Which one do you mean? Please write its postcode: %(places)s."),
    }

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        found = places.find(text)
        meant = [place for place in found if places.fold(text) in self.names(place)] or found
        if not meant:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        if len({place.name_fr for place in meant}) > 1 and not any(sign.isdigit() for sign in text):
            listed = ", ".join(f"{place.postcode} {place.name(get_language())}" for place in meant[:5])
            raise forms.ValidationError(self.error_messages["several"], code="several", params={"places": listed})
        return meant[0]

    def names(self, place):
        return {places.fold(name) for name in (place.name_fr, place.name_nl, *place.other.split("|"))}


class TownField(forms.ChoiceField):
    """The municipality, to correct where a postcode covers several; the names in French are the keys."""

    def __init__(self):
        hint = _("This postcode covers two municipalities. Which one is it?")
        super().__init__(label=_("Municipality"), help_text=hint, widget=forms.RadioSelect, required=False)


class TownMixin:
    """For a form with a place and a `town`: the town is only there where the postcode leaves a choice."""

    def ask_town(self, name, kept):
        """`name` is the field of the place; `kept` the municipality that was chosen before."""
        self.place_name = name
        covered = places.sharing(str(self[name].value() or "").strip())
        if len(covered) < 2:
            del self.fields["town"]
            return
        self.fields["town"].choices = [(place.name_fr, place.name(get_language())) for place in covered]
        self.fields["town"].initial = kept.get("fr", covered[0].name_fr)

    def chosen_place(self):
        place, town = self.cleaned_data.get(self.place_name), self.cleaned_data.get("town")
        return places.chosen(place.postcode, town) if place else None


def place_words(postcode, municipality):
    """What stands in the box: the postcode alone where the municipality is asked apart."""
    return postcode if len(places.sharing(postcode)) > 1 else f"{postcode} {municipality.best()}".strip()


def columns(place):
    """What an organisation keeps of a place."""
    municipality = Texts(fr=place.name_fr, nl=place.name_nl)
    return {"postcode": place.postcode, "municipality": municipality, **places.point(place.postcode)}


class EnterpriseNumberField(forms.CharField):
    """With or without BE and dots; gives ten digits."""

    default_validators = [checks.check_enterprise_number]

    def to_python(self, value):
        return checks.tidy_enterprise_number(super().to_python(value))


class PhoneField(forms.CharField):
    """A phone number as people write it; it is kept as it was written."""

    default_validators = [checks.check_phone]


class Explained(str):
    """The name of a choice, with a second line under it."""

    def __new__(cls, name, small):
        label = super().__new__(cls, name)
        label.small = small
        return label


class TermChoiceField(forms.ModelChoiceField):
    """One term as cards; its note stands under its name."""

    def label_from_instance(self, term):
        return Explained(term.name.best(), term.note.best())
