"""From what Maya heard by phone to valid values."""

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.placements.forms.hours import HoursOfDays
from exchange.programmes.models import Term
from exchange.programmes.texts import NameField

from . import phone
from .forms import words

ANSWER = [("agreed", _("The host says yes, on these dates")), ("refused", _("The host says no"))]
WITHDRAWN = ("withdrawn", _("The worker no longer wants to go"))
OUTCOMES = {
    "consent": [("agreed", _("The employer agrees")), ("refused", _("The employer does not agree")), WITHDRAWN],
    "answer": [*ANSWER, WITHDRAWN],
    "countersign": [*ANSWER, WITHDRAWN],
    "dates": [("refused", _("The host says no")), WITHDRAWN],
    "agree_change": [("kept", _("They don’t suit: the dates stay as they were"))],
    "new_dates": [("agreed", _("Both agree on the dates below"))],
    "attendance": [
        ("agreed", _("The hours are right as they stand")),
        ("corrected", _("It was different: the hours below are right")),
    ],
    "certificate": [("corrected", _("The hours below are right"))],
    "feedback": [("told", _("They told me how it was")), ("rested", _("They would rather not answer"))],
}
ASKS_HOURS = {"attendance", "certificate"}
ASKS_REASON = {"answer", "countersign", "dates"}


class PhoneForm(HoursOfDays, forms.Form):
    """What was settled by phone about a step; no mail leaves. `task` is the step that waits."""

    outcome = forms.ChoiceField(label=_("What was agreed?"), widget=forms.RadioSelect)
    reason = forms.ModelChoiceField(
        Term.objects.of("refusal").open(), label=_("Why not?"), to_field_name="code", required=False
    )
    name = NameField(label=_("Who said so for the employer?"), max_length=120, required=False)
    function = NameField(label=_("Function"), max_length=120, required=False)
    note = words(_("A note"), required=False)

    def __init__(self, *args, placement, task, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = self._outcomes(placement, task)
        if task.name not in ASKS_REASON:
            del self.fields["reason"]
        if task.name != "consent":
            del self.fields["name"], self.fields["function"]
        if task.name in ASKS_HOURS:
            self.add_hours(placement, required=False)
        is_for_maya = task.name == "feedback"
        self.fields["note"].help_text = _("Only Maya reads it.") if is_for_maya else _("It stands in the history.")

    @staticmethod
    def _outcomes(placement, task):
        """With the dates that were proposed, where dates are chosen."""
        sets = phone.open_sets(placement) if task.name in phone.SETS else []
        chosen = [(str(row.pk), _("Agreed: %(dates)s") % {"dates": row.text}) for row in sets]
        return chosen + OUTCOMES[task.name]

    def clean(self):
        values = super().clean()
        outcome = values.get("outcome")
        if outcome == "refused" and "reason" in self.fields and not values.get("reason"):
            self.add_error("reason", _("Choose a reason: the worker sees it."))
        if outcome == "agreed" and "name" in self.fields:
            for name in ("name", "function"):
                if not values.get(name):
                    self.add_error(name, _("The agreement prints name and function. Please write both."))
        if outcome == "corrected":
            self.want_hours(values, _("For an absence the host presses a button, so that the worker can answer."))
        if outcome == "told" and not values.get("note"):
            self.add_error("note", _("Write what they told you in a few words."))
        return values
