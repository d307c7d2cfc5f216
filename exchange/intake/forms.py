"""The file that is chosen, and what each of its columns means."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .columns import BY_KEY, COLUMNS, recognised
from .models import Intake
from .sheets import MOST_BYTES, Unreadable, read
from .values import text


class FileForm(forms.Form):
    """A CSV or XLSX file; gives an unsaved `Intake` whose columns are recognised as far as they can be."""

    file = forms.FileField(
        label=_("Your file"),
        help_text=_("Excel (.xlsx) or CSV, with headings in the first row. At most 5,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        content = file.read(MOST_BYTES + 1)
        try:
            rows = read(content)
        except Unreadable as unreadable:
            raise forms.ValidationError(unreadable.sentence) from unreadable
        if len(rows) < 2:
            raise forms.ValidationError(_("This file has headings only. Please add a row."))
        self.intake = Intake(name=file.name[-150:], content=content, mapping=recognised(map(text, rows[0].cells)))
        return file


class MappingForm(forms.Form):
    """One choice for each column of the file."""

    def __init__(self, *args, intake, headings, example, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", _("Leave this column out")), *((column.key, column.heading) for column in COLUMNS)]
        for place, heading in enumerate(headings):
            self.fields[str(place)] = forms.ChoiceField(
                label=text(heading) or _("Column without a heading"),
                choices=choices,
                required=False,
                initial=intake.mapping.get(str(place), ""),
                help_text=text(example[place])[:60] if place < len(example) else "",
            )

    def clean(self):
        chosen = {}
        for place, key in list(self.cleaned_data.items()):
            if key and key in chosen:
                sentence = _("“%(heading)s” is chosen twice. Please choose one column.")
                self.add_error(place, sentence % {"heading": BY_KEY[key].heading})
            chosen[key] = place
        return self.cleaned_data

    def mapping(self):
        return {place: key for place, key in self.cleaned_data.items() if key}
