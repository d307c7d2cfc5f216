"""Two people who write the same offer at once: the later one hears of the earlier one before writing over it."""

from hashlib import sha256

from django import forms
from django.utils.translation import gettext_lazy as _

from .words import joined


class Meanwhile(forms.Form):
    """Mixed into a model's form; its page shows `seen`, a mark of what stood in the database when it was opened.

    Where that is no longer so, it is said once, with the boxes that differ; who then saves again means it.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self._mark()

    def _mark(self):
        """The same as long as nobody has saved anything else, whichever process reckons it."""
        kept = {name: plain(value) for name, value in self.initial.items()}
        return sha256(repr(sorted(kept.items())).encode()).hexdigest()[:16]

    def clean(self):
        values = super().clean()
        now = self.initial["seen"]
        if values.get("seen") not in {"", now}:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = now
            differ = joined([self.fields[name].label for name in self.changed_data if name != "seen"])
            sentence = _(
                "Somebody saved this offer while you were writing. Yours differs in: %(boxes)s. "
                "Save again to keep yours, or open the offer anew to see theirs."
            )
            if differ:
                raise forms.ValidationError(sentence, code="meanwhile", params={"boxes": differ})
        return values


def plain(value):
    """A value of a form as it can be compared: of rows their keys, in order."""
    is_rows = isinstance(value, list) and hasattr(next(iter(value), None), "pk")
    return sorted(row.pk for row in value) if is_rows else value
