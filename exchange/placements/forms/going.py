"""From what people type on the pages of going to valid values."""

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.members.forms.fields import PhoneField
from exchange.programmes.models import Term
from exchange.programmes.validators import no_register_number

from .. import words
from ..states import Help
from .hours import HoursOfDays

QUARTERS = [(0, "00"), (15, "15"), (30, "30"), (45, "45")]


def note(label, **options):
    """A sentence for the other side. No rule can find a name; the page asks not to write any."""
    box = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, widget=box, max_length=500, validators=[no_register_number], **options)


def reasons(kind, label):
    field = forms.ModelChoiceField(
        Term.objects.of(kind).open(), label=label, to_field_name="code", widget=forms.RadioSelect, empty_label=None
    )
    field.error_messages["required"] = _("Choose one of these.")
    return field


class PlacementForm(forms.Form):
    """A form about one placement, given as `placement`."""

    def __init__(self, *args, placement, **kwargs):
        super().__init__(*args, **kwargs)
        self.placement = placement

    def shown(self):
        """The fields in their order; those of hours stand in pairs of their own."""
        return list(self)

    def wants_days(self):
        """Whether the rows of dates beside the form count."""
        return True


class CancelForm(PlacementForm):
    reason = reasons("cancellation", _("Why?"))
    note = note(_("A word for the others"), required=False)


class PostponeForm(CancelForm):
    """Why; the dates stand in rows of their own, unless they are not known yet."""

    field_order = ["later", "reason", "note"]
    later = forms.BooleanField(label=_("We do not know the new dates yet"), required=False)

    def wants_days(self):
        return not self.cleaned_data["later"]


class ChangeForm(PlacementForm):
    note = note(_("A word for the other side"), required=False)


class EndEarlyForm(PlacementForm):
    """The last date with its hours; what came before counts as planned, what follows as not done."""

    reason = reasons("early_end", _("Why?"))
    day = forms.TypedChoiceField(label=_("What was the last day?"), widget=forms.RadioSelect, coerce=int)
    hours = forms.IntegerField(label=_("Hours done on that day"), min_value=0, max_value=23)
    minutes = forms.TypedChoiceField(label=_("and minutes"), choices=QUARTERS, coerce=int)
    note = note(_("A word for the others"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.days = [day for day in self.placement.days.all() if not day.is_to_come]
        self.fields["day"].choices = [(number, words.day_text(day.date)) for number, day in enumerate(self.days)]
        self.fields["hours"].help_text = _("Without the break. Write 0 when nothing was done on that day.")

    def minutes_done(self):
        """Minutes per date, for `Placement.end_early`."""
        last = self.cleaned_data["day"]
        done = dict.fromkeys(self.placement.dates(), 0)
        done |= {day.date: day.planned_minutes for day in self.days[:last]}
        done[self.days[last].date] = self.cleaned_data["hours"] * 60 + self.cleaned_data["minutes"]
        return done


class AbsentForm(PlacementForm):
    note = note(_("A word for the worker"), required=False)


class ContestForm(PlacementForm):
    missing = {"note": _("Write in one sentence what happened.")}
    note = note(_("What happened?"), help_text=_("One sentence is enough. Maya calls you."))


class HelpForm(PlacementForm):
    missing = {
        "category": _("Choose what it is about."),
        "phone": _("Write the number on which Maya can call you."),
    }
    category = forms.ChoiceField(label=_("What is it about?"), choices=Help.choices, widget=forms.RadioSelect)
    phone = PhoneField(label=_("On which number can Maya call you?"), max_length=30)


class LateForm(PlacementForm):
    """What Maya decides about an agreement that was signed after the start."""

    OUTCOMES = [("allowed", _("Yes, a certificate may follow")), ("withheld", _("No, no certificate follows"))]
    outcome = forms.ChoiceField(label=_("What do you decide?"), choices=OUTCOMES, widget=forms.RadioSelect)
    note = note(_("A word for both sides"), required=False)


class SettleForm(HoursOfDays, PlacementForm):
    """What Maya decides about an absence; the hours count where it took place."""

    OUTCOMES = [
        ("completed", _("It took place, with these hours")),
        ("ready", _("It takes place on other dates")),
        ("absent", _("The absence stays")),
    ]
    outcome = forms.ChoiceField(label=_("What do you decide?"), choices=OUTCOMES, widget=forms.RadioSelect)
    note = note(_("A word for both sides"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.add_hours(self.placement, required=False)

    def clean(self):
        values = super().clean()
        if values.get("outcome") == "completed":
            self.want_hours(values, _("Write the hours of at least one day."))
        return values

    def wants_days(self):
        return self.cleaned_data["outcome"] == "ready"

    def minutes_done(self):
        """Minutes per date where it took place, else None."""
        return self.minutes() if self.cleaned_data["outcome"] == "completed" else None
