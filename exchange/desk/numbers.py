"""Maya's page about the numbers of the programme: what is asked when, and when Maya hears of it."""

from itertools import pairwise

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.views.kept import fresh_keeping
from exchange.members.access import coordinator_required
from exchange.members.models import RuleChange
from exchange.programmes.models import Programme

from .rules import GROUPS, ORDER

LATELY = 12  # changes that the page shows
YES_OR_NO = {name for _group, rows in GROUPS for name, unit, *_rest in rows if unit is None}
SENTENCES = {name: sentence for _group, rows in GROUPS for name, _unit, _least, _most, sentence in rows}


class NumbersForm(forms.Form):
    """One box per rule; a rule without a unit is a yes or a no."""

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, **kwargs)
        for _group, rows in GROUPS:
            for name, unit, least, most, sentence in rows:
                self.fields[name] = self._box(unit, least, most, sentence)
                self.initial[name] = getattr(programme, name)

    @staticmethod
    def _box(unit, least, most, sentence):
        if unit is None:
            return forms.BooleanField(label=sentence, required=False)
        hint = unit % {"least": least, "most": most}
        box = forms.NumberInput(attrs={"inputmode": "numeric", "class": "short"})
        return forms.IntegerField(label=sentence, min_value=least, max_value=most, help_text=hint, widget=box)

    def clean(self):
        values = super().clean()
        for names in ORDER:
            for first, second in pairwise(names):
                if first in values and second in values and values[first] >= values[second]:
                    says = _("This comes after “%(before)s”: write a larger number.")
                    self.add_error(second, says % {"before": SENTENCES[first]})
        return values

    def groups(self):
        return [(heading, [self[row[0]] for row in rows]) for heading, rows in GROUPS]


@coordinator_required
@require_http_methods(["GET", "POST"])
@fresh_keeping
def numbers(request):
    programme = Programme.current()
    form = NumbersForm(request.POST or request.kept or None, programme=programme)
    if request.method == "POST" and form.is_valid():
        changed = RuleChange.decide(programme, form.cleaned_data, by=request.user)
        says = _("Saved. From now on the new numbers hold.") if changed else _("Nothing was different.")
        messages.success(request, says)
        return redirect("desk:numbers")
    changes = programme.rule_changes.select_related("by")[:LATELY]
    return render(request, "desk/numbers.html", {"form": form, "changes": [told(row) for row in changes]})


def told(row):
    """A change with its rule and what it was before and after, in words."""
    values = [row.before, row.after]
    if row.name in YES_OR_NO:
        values = [_("yes") if value else _("no") for value in values]
    return row, SENTENCES.get(row.name, row.name), *values
