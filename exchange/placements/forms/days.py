"""Dates and hours, one row per date; rows are added without JavaScript and nothing typed is lost."""

import datetime as dt
from itertools import pairwise

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .. import words
from ..models import PlacementDay
from ..models.dated import last_possible_date

MOST = 12  # dates in one request; who needs more makes two
ROWS = 2  # shown at first: an immersion has at least two dates


class DateBox(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class TimeBox(forms.TimeInput):
    input_type = "time"

    def __init__(self, **kwargs):
        super().__init__(format="%H:%M", **kwargs)


class DayForm(forms.Form):
    """One date with its hours. Without a date the row does not count."""

    date = forms.DateField(label=_("Date"), required=False, widget=DateBox)
    starts = forms.TimeField(label=pgettext_lazy("hours of a day", "From"), required=False, widget=TimeBox)
    ends = forms.TimeField(label=pgettext_lazy("hours of a day", "Until"), required=False, widget=TimeBox)
    break_minutes = forms.IntegerField(label=_("Break, in minutes"), required=False, min_value=0, max_value=180)

    def clean_date(self):
        date, last = self.cleaned_data["date"], last_possible_date()
        if date and date > last:
            raise forms.ValidationError(words.too_far(last), code="far")
        return date

    def clean(self):
        values = super().clean()
        if values.get("date"):
            for name in ("starts", "ends"):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, _("Write the hours of this day."))
            values["break_minutes"] = values.get("break_minutes") or 0
            if not self.errors and not PlacementDay(**values).planned_minutes:
                self.add_error("break_minutes", _("The break is as long as the day."))
        return values


class BaseDays(forms.BaseFormSet):
    """Rows of dates; `days` gives those that are filled in, as `Placement.planned_days` takes them."""

    def clean(self):
        dates = [day["date"] for day in self.days]
        if not dates and not any(self.errors):
            raise forms.ValidationError(_("Choose at least one date."), code="no_dates")
        if len(dates) != len(set(dates)):
            raise forms.ValidationError(_("The same date stands here twice."), code="twice")
        days = sorted((PlacementDay(**day) for day in self.days), key=lambda day: day.date)
        if late := next((one for one, other in pairwise(days) if one.ends_at > other.starts_at), None):
            sentence = _("The hours of %s run into those of the next date.") % words.day_text(late.date)
            raise forms.ValidationError(sentence, code="overlap")

    def has_dates(self):
        """Whether anybody wrote a date in one of the rows."""
        return any(self.data.get(f"{form.prefix}-date") for form in self.forms)

    @property
    def days(self):
        rows = [form.cleaned_data for form in self.forms if getattr(form, "cleaned_data", {}).get("date")]
        return [row for row in rows if row.get("starts") and row.get("ends")]


DayFormSet = formset_factory(DayForm, formset=BaseDays, extra=0, max_num=MOST, absolute_max=MOST)


def days_of(offer, rows=(), prefix="days", least=ROWS):
    """A fresh set of rows: the given ones (values or raw text), then empty ones with the hours of the offer."""
    usual = {
        "starts": offer.starts or dt.time(9),
        "ends": offer.ends or dt.time(17),
        "break_minutes": offer.break_minutes,
    }
    rows = [*rows, *[usual] * max(least - len(rows), 0)]
    return DayFormSet(initial=rows[:MOST], prefix=prefix)


def rows_for(placement, sent):
    """The dates of a placement: as planned at first, as typed later (`sent`), one more on request."""
    if sent is None:
        return days_of(placement.offer, [day.as_value() for day in placement.days.all()])
    if "more" in sent:
        return one_more(placement.offer, sent)
    return DayFormSet(sent, prefix="days")


def one_more(offer, data, prefix="days", more=1):
    """What was typed, as it was typed, and so many empty rows more."""
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    numbers = range(min(int(total[:4]), MOST) if total.isdecimal() else 0)
    rows = [{name: data.get(f"{prefix}-{n}-{name}", "") for name in DayForm.base_fields} for n in numbers]
    return days_of(offer, rows, prefix, least=len(rows) + more)
