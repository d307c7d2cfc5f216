"""The file that is chosen, what stands in it, and what each of its columns means."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .columns import recognised
from .kinds import PLANS, guess
from .models import Intake
from .sheets import MOST_BYTES, Unreadable, read
from .values import text


class FileForm(forms.Form):
    """A CSV or XLSX file; gives an unsaved `Intake` whose kind and columns are recognised as far as they can be."""

    file = forms.FileField(
        label=_("Your file"),
        help_text=_("Excel (.xlsx) or CSV, with headings in the first row. At most 5,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    kind = forms.ChoiceField(
        label=_("What stands in it"),
        choices=[("", _("See it by the headings")), *Intake.Kind.choices],
        required=False,
    )
    is_sure = True  # of the kind

    def clean(self):
        if "file" in self.cleaned_data:
            self.read(self.cleaned_data["file"])
        return self.cleaned_data

    def read(self, file):
        content = file.read(MOST_BYTES + 1)
        try:
            rows = read(content)
        except Unreadable as unreadable:
            self.add_error("file", unreadable.sentence)
            return
        if len(rows) < 2:
            self.add_error("file", _("This file has headings only. Please add a row."))
            return
        headings, kind = [text(cell) for cell in rows[0].cells], self.cleaned_data.get("kind")
        if not kind:
            kind, self.is_sure = guess(headings)
        mapping = recognised(headings, PLANS[kind].columns)
        self.intake = Intake(name=file.name[-150:], content=content, kind=kind, mapping=mapping)


class MappingForm(forms.Form):
    """What stands in the file, and one choice for each of its columns."""

    kind = forms.ChoiceField(label=_("What stands in it"), choices=Intake.Kind.choices, required=False)

    def __init__(self, *args, intake, headings, example, **kwargs):
        super().__init__(*args, initial={"kind": intake.kind}, **kwargs)
        self.intake, self.headings = intake, headings
        self.columns = PLANS[intake.kind].columns
        choices = [("", _("Leave this column out")), *((column.key, column.heading) for column in self.columns)]
        for place, heading in enumerate(headings):
            self.fields[str(place)] = forms.ChoiceField(
                label=text(heading) or _("Column without a heading"),
                choices=choices,
                required=False,
                initial=intake.mapping.get(str(place), ""),
                help_text=text(example[place])[:60] if place < len(example) else "",
            )

    def clean_kind(self):
        return self.cleaned_data["kind"] or self.intake.kind

    def clean(self):
        """A column is chosen once. With another kind, the columns are recognised anew."""
        if self.cleaned_data.get("kind") != self.intake.kind:
            return self.cleaned_data
        chosen, names = set(), {column.key: column.heading for column in self.columns}
        for place, key in self.mapping().items():
            if key in chosen:
                sentence = _("“%(heading)s” is chosen twice. Please choose one column.")
                self.add_error(place, sentence % {"heading": names[key]})
            chosen.add(key)
        return self.cleaned_data

    def mapping(self):
        kind = self.cleaned_data["kind"]
        if kind != self.intake.kind:
            return recognised(map(text, self.headings), PLANS[kind].columns)
        return {place: key for place, key in self.cleaned_data.items() if key and place != "kind"}
