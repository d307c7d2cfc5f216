"""From what people type about wishes and favourites to valid values."""

import datetime as dt

from django import forms
from django.utils.dates import MONTHS
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from catalogue.models import Offer
from exchange.members.models import Member
from exchange.placements.forms.asking import workers_for
from exchange.programmes.dates import date_words
from exchange.programmes.models import Term, term_keys
from exchange.programmes.validators import no_register_number
from exchange.programmes.workdays import today

from . import fit
from .models import Wish
from .models.liking import colleagues_of

TRAVEL = [
    ("", _("It does not matter")),
    (20, _("At most 20 minutes")),
    (30, _("At most 30 minutes")),
    (45, _("At most 45 minutes")),
    (60, _("At most one hour")),
]
TICKS = {"class": "ticks"}


def one_sentence(label, **options):
    return forms.CharField(label=label, max_length=300, required=False, validators=[no_register_number], **options)


def number_or_none(value):
    return int(value) if value else None


class WishForm(forms.ModelForm):
    """What is wished; nothing is required, since an empty list means that any will do."""

    missing = {"who": _("Choose who wishes."), "cadence": _("Choose how often you want a mail.")}
    who = forms.ChoiceField(label=_("Who wishes?"), widget=forms.RadioSelect)
    sentence = one_sentence(_("In one sentence"), help_text=_("What would you like to see? No names of clients."))
    words = forms.CharField(label=_("Words"), max_length=120, required=False)
    months = forms.TypedMultipleChoiceField(
        label=_("Months"), coerce=int, required=False, choices=[(n, capfirst(name)) for n, name in MONTHS.items()],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks months"}),
    )  # fmt: skip
    travel_minutes = forms.TypedChoiceField(
        label=_("Travel"), choices=TRAVEL, coerce=number_or_none, empty_value=None, required=False
    )

    class Meta:
        model = Wish
        fields = ["sentence", *Wish.LISTS, "months", "travel_minutes", "travel_from", "words", "cadence", "is_shown"]
        widgets = {name: forms.CheckboxSelectMultiple(attrs=TICKS) for name in Wish.LISTS} | {
            "cadence": forms.RadioSelect, "travel_from": forms.RadioSelect,
        }  # fmt: skip
        labels = {"travel_from": _("From where?")}

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member
        for name in Wish.LISTS:
            kind = Wish._meta.get_field(name).get_limit_choices_to()["kind"]
            self.fields[name].queryset = Term.objects.of(kind).offered(term_keys(self.initial.get(name)))
        self.fields["who"].choices = [(key, words) for key, (words, _worker, _of) in self.writers.items()]
        self.fields["who"].initial = next(iter(self.writers), None)
        if self.instance.pk or len(self.writers) < 2:
            del self.fields["who"]

    @cached_property
    def writers(self):
        """For whom this member may write: oneself, a team one leads, its workers without mail."""
        found = {}
        led = set(self.member.leads().values_list("pk", flat=True))
        for organisation in self.member.organisations().active():
            words = _("I do, of %(organisation)s") % {"organisation": organisation}
            found[f"{self.member.pk}-{organisation.pk}"] = words, self.member, organisation
            if organisation.pk in led:
                words = _("Our team: %(organisation)s") % {"organisation": organisation}
                found[f"-{organisation.pk}"] = words, None, organisation
                for worker in Member.objects.filter(
                    has_mail=False, memberships__organisation=organisation, memberships__ended_at=None
                ):
                    found[f"{worker.pk}-{organisation.pk}"] = worker.name, worker, organisation
        return found

    def details(self):
        """The lists, which the page folds."""
        return [self[name] for name in (*Wish.LISTS, "months")]

    def keep(self):
        """Write the wish, or write it anew."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "who"}
        if self.instance.pk:
            self.instance.rewrite(by=self.member, **values)
            return self.instance
        key = self.cleaned_data.get("who") or next(iter(self.writers))
        _words, worker, organisation = self.writers[key]
        return Wish.write(by=self.member, organisation=organisation, worker=worker, **values)


class ShowForm(forms.Form):
    """To whom an offer is shown, with a word."""

    missing = {"to": _("Choose a colleague.")}
    to = forms.ModelChoiceField(label=_("To whom?"), queryset=Member.objects.none(), empty_label=None)
    sentence = one_sentence(_("A sentence for your colleague"))

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues_of(member)


class InviteForm(forms.Form):
    """To which of the own places, with a word."""

    missing = {"offer": _("Choose one of your places.")}
    offer = forms.ModelChoiceField(
        label=_("To which place?"), queryset=None, widget=forms.RadioSelect, empty_label=None
    )
    sentence = one_sentence(_("One sentence"), help_text=_("Why would your place suit?"))

    def __init__(self, *args, offers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["offer"].queryset = offers
        self.fields["offer"].initial = offers.first()


class WeightsForm(forms.Form):
    """How much each reason counts, 0 to 100."""

    def __init__(self, *args, weights, **kwargs):
        super().__init__(*args, **kwargs)
        for key, points in weights.items():
            self.fields[key] = forms.IntegerField(label=fit.LABELS[key], min_value=0, max_value=100, initial=points)


class MatchForm(forms.Form):
    """Which of the places of a wish, in which month, with a word of Maya's."""

    choice = forms.TypedChoiceField(label=_("Place and month"), coerce=int, widget=forms.RadioSelect)
    sentence = one_sentence(_("A sentence from Maya"), help_text=_("Everybody who is asked reads it."))

    def __init__(self, *args, match, **kwargs):
        super().__init__(*args, **kwargs)
        offers = Offer.objects.published().select_related("organisation")
        found = offers.in_bulk({row["offer"] for row in match.choices})
        rows = [(number, row) for number, row in enumerate(match.choices) if row["offer"] in found]
        self.fields["choice"].choices = [(number, Choice(found[row["offer"]], row)) for number, row in rows]
        mine = (match.offer_id, match.month.isoformat())
        now = next((number for number, row in rows if (row["offer"], row["month"]) == mine), None)
        self.initial |= {"choice": now, "sentence": match.sentence}


class Choice(str):
    """A place in a month as a choice: its host, the reasons underneath."""

    def __new__(cls, offer, row):
        month = date_words(dt.date.fromisoformat(row["month"]), "F Y")
        choice = super().__new__(cls, f"{offer.organisation} · {month}")
        choice.small = ", ".join([str(offer), *fit.told(fit.Facts(**row["facts"]))])
        return choice


class AcceptForm(forms.Form):
    """When one goes and, for a team, who."""

    missing = {"dates": _("Choose the days that suit you."), "worker": _("Choose who goes.")}
    dates = forms.TypedChoiceField(label=_("Which days suit you?"), coerce=int, widget=forms.RadioSelect)
    worker = forms.ModelChoiceField(label=_("Who goes?"), queryset=Member.objects.none(), empty_label=None)

    def __init__(self, *args, match, member, **kwargs):
        super().__init__(*args, **kwargs)
        coming = [number for number, dates in enumerate(match.sets) if dt.date.fromisoformat(dates[0]) >= today()]
        self.fields["dates"].choices = [(number, match.date_sets[number]) for number in coming]
        self.fields["dates"].initial = next(iter(coming), None)
        goers = workers_for(member).filter(memberships__organisation=match.wish.organisation_id)
        self.fields["worker"].queryset = goers.filter(memberships__ended_at=None).distinct()
        self.fields["worker"].initial = member
        if match.wish.worker_id:
            del self.fields["worker"]
