"""From what Maya types on the desk to valid values."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exchange.members.models import Invitation, Organisation
from exchange.members.states import State as OrganisationState
from exchange.placements.models import Placement
from exchange.placements.states import State
from exchange.programmes.texts import CODES
from exchange.programmes.validators import no_register_number
from exchange.programmes.workdays import today

from . import commitments


def named(text, path="name"):
    """Organisations that bear this text in their name, in any language."""
    return Q(*((f"{path}__{code}__icontains", text) for code in CODES), _connector=Q.OR)


def words(label, **options):
    box = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, widget=box, max_length=500, validators=[no_register_number], **options)


class HoldForm(forms.Form):
    """Until when reminders rest; empty ends the rest."""

    until = forms.DateField(
        label=_("Rest until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("No reminder leaves before this day. Empty: reminders go on."),
    )

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until and until <= today():
            raise forms.ValidationError(_("Choose a day that is still to come."))
        return until


class InviteForm(forms.ModelForm):
    """Whom Maya asks to answer for an organisation that has nobody yet."""

    class Meta:
        model = Invitation
        fields = ["email", "language"]
        help_texts = {"email": _("Who accepts becomes the reference person.")}


class ReasonForm(forms.Form):
    """The words that a correction, a refusal or a pause is mailed with."""

    words = words(_("What should they read?"))


class LostForm(forms.Form):
    mail = forms.EmailField(label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))


class SearchForm(forms.Form):
    """Filters of the lists; nothing chosen shows all."""

    q = forms.CharField(label=_("Name or number"), required=False)


class PlacementSearch(SearchForm):
    state = forms.ChoiceField(label=_("Standing"), choices=[("", _("All")), *State.choices], required=False)

    def rows(self):
        """The placements asked for, newest first."""
        rows = Placement.objects.exclude(state=State.DRAFT)
        values = self.cleaned_data if self.is_valid() else {}
        if values.get("state"):
            rows = rows.filter(state=values["state"])
        for word in values.get("q", "").split():
            person = Q(worker__first_name__icontains=word) | Q(worker__last_name__icontains=word)
            places = named(word, "sender__name") | named(word, "offer__organisation__name")
            rows = rows.filter(person | places | Q(number__icontains=word))
        return rows.select_related("worker", "sender", "offer__organisation").prefetch_related("days")


# Beside the states of an organisation: label, and the rows it stands for.
MORE_STANDINGS = {
    "unconfirmed": (_("Address not confirmed yet"), Organisation.objects.unconfirmed),
    "alone": (_("Without a reference person"), Organisation.objects.without_reference),
    "to_keep": (_("Commitment not kept yet"), commitments.open_ones),
    "to_talk_to": (_("Commitment not kept in time"), commitments.to_talk_to),
}


class OrganisationSearch(SearchForm):
    state = forms.ChoiceField(
        label=_("Standing"),
        choices=[("", _("All")), *OrganisationState.choices, *((key, row[0]) for key, row in MORE_STANDINGS.items())],
        required=False,
    )

    def rows(self):
        """The organisations asked for, those that applied last first."""
        values = self.cleaned_data if self.is_valid() else {}
        state = values.get("state")
        if state in MORE_STANDINGS:
            rows = MORE_STANDINGS[state][1]()
        else:
            rows = Organisation.objects.exclude(state=OrganisationState.APPLIED, mail_confirmed_at=None)
            rows = rows.filter(state=state) if state else rows
            rows = rows.order_by("-applied_at", "-pk")
        if values.get("q"):
            rows = rows.filter(named(values["q"]))
        return rows.select_related("sector", "structure")
