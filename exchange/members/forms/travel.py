"""Where one sets out, and how: for the travel times that one sees oneself."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from exchange.programmes.texts import Texts

from ..models import Member
from ..places import municipality
from .fields import PlaceField, TownField, TownMixin, place_words


class TravelForm(TownMixin, forms.Form):
    """Home, how one travels, and for each organisation where the own team sits; all may stay empty."""

    mode = forms.ChoiceField(label=_("How I usually travel"), choices=Member.Mode, widget=forms.RadioSelect)
    home = PlaceField(
        label=_("Postcode of your home"), max_length=60, required=False,
        help_text=_("Nobody else sees it: no host, no colleague, not Maya. Empty it to remove it."),
    )  # fmt: skip
    town = TownField()

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member
        self.fields["mode"].initial = member.travel_mode
        self.fields["home"].initial = place_words(member.home_postcode, member.home_municipality)
        self.fields["home"].widget.attrs["autocomplete"] = "postal-code"
        self.ask_town("home", member.home_municipality)
        self.rows = list(member.memberships.current().select_related("organisation").order_by("pk"))
        for row in self.rows:
            self.fields[f"work_{row.pk}"] = work_field(row)

    @transaction.atomic
    def save(self):
        """Write the places of this person, and nothing else of the row."""
        home = self.chosen_place()
        member = self.member
        member.travel_mode = self.cleaned_data["mode"]
        member.home_postcode = home.postcode if home else ""
        member.home_municipality = Texts(fr=home.name_fr, nl=home.name_nl) if home else Texts()
        member.save(update_fields=["travel_mode", "home_postcode", "home_municipality"])
        for row in self.rows:
            place = self.cleaned_data[f"work_{row.pk}"]
            row.workplace = place.postcode if place else ""
            row.save(update_fields=["workplace"])


def work_field(row):
    """Where somebody works for one organisation, when that is not at its own address."""
    organisation = row.organisation
    place = municipality(row.workplace)
    words = {"organisation": organisation.name.best(), "place": organisation.place_text}
    return PlaceField(
        label=_("Your workplace for %(organisation)s") % words,
        help_text=_("Only when your team does not sit in %(place)s. A postcode is enough.") % words,
        initial=place_words(place.postcode, Texts(fr=place.name_fr, nl=place.name_nl)) if place else "",
        required=False, max_length=60,
    )  # fmt: skip
