"""The hours really done, two boxes per date, at first as they are known or planned."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import words


class HoursOfDays:
    """Mixed into a form about a placement, given to `add_hours`; before, or without it, there are no boxes."""

    days = ()

    def add_hours(self, placement, required=True):
        self.days = [day for day in placement.days.all() if not day.is_to_come]
        margin = placement.programme.margin_minutes
        for number, day in enumerate(self.days):
            self._add_day(number, day, words.hours_text(day.planned_minutes + margin), required)

    def _add_day(self, number, day, most, required):
        hours, minutes = divmod(day.known_minutes, 60)
        values = {"planned": words.hours_text(day.planned_minutes), "most": most}
        hint = _("Planned: %(planned)s, without the break. At most %(most)s. Not there: 0.") % values
        box = forms.NumberInput(attrs={"inputmode": "numeric"})
        self.fields[f"hours_{number}"] = forms.IntegerField(
            label=_("%(day)s: hours") % {"day": day.day_text},
            min_value=0,
            max_value=23,
            initial=hours,
            required=required,
            widget=box,
            help_text=hint,
        )
        label = _("%(day)s: minutes") % {"day": day.day_text}
        self.fields[f"minutes_{number}"] = forms.IntegerField(
            label=label, min_value=0, max_value=59, initial=minutes, required=required, widget=box
        )

    def day_fields(self):
        """Pairs of boxes, one pair per date."""
        return [(day, self[f"hours_{number}"], self[f"minutes_{number}"]) for number, day in enumerate(self.days)]

    def shown(self):
        """The other fields, in their order."""
        boxes = {box.name for _day, *pair in self.day_fields() for box in pair}
        return [field for field in self if field.name not in boxes]

    def want_hours(self, values, nothing):
        """Ask for what is missing where the hours count; `nothing` is said where no day has any."""
        boxes = [box.name for _day, *pair in self.day_fields() for box in pair]
        for name in boxes:
            if values.get(name) is None and name not in self.errors:
                empty = self.fields[name].error_messages["required"]
                self.add_error(name, forms.ValidationError(empty, code="required"))
        if not self.errors and not any(values[name] for name in boxes):
            self.add_error(None, nothing)

    def minutes(self):
        """Minutes per date, for `Placement.attend`."""
        data = self.cleaned_data
        return {day.date: data[f"hours_{n}"] * 60 + data[f"minutes_{n}"] for n, day in enumerate(self.days)}
