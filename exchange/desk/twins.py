"""Maya's pages about twins: words that mean the same, so that a search for one finds the others."""

import re

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from exchange import jobs
from exchange.members.access import coordinator_required
from exchange.programmes.models import Twin
from exchange.programmes.search import fold

LONGEST = 80


class TwinForm(forms.ModelForm):
    words = forms.CharField(
        label=gettext_lazy("Words that mean the same"),
        help_text=gettext_lazy("One per line, in any language. Capitals and accents make no difference."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
    )

    class Meta:
        model = Twin
        fields = ["words"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["words"] = "\n".join(self.instance.words)

    def clean_words(self):
        """A list without doubles; each word or phrase as it was typed first."""
        typed = [" ".join(line.split()) for line in re.split(r"[\n,;]", self.cleaned_data["words"])]
        first = {}
        for text in filter(fold, typed):
            first.setdefault(fold(text), text)
        words = list(first.values())
        if len(words) < 2:
            raise forms.ValidationError(_("Write at least two words, each on its own line."))
        if max(map(len, words)) > LONGEST:
            raise forms.ValidationError(_("Keep each word or phrase under 80 characters."))
        return words


def search_anew():
    """Have the search texts of all places and organisations made again, in a few minutes."""
    jobs.enqueue("catalogue.tasks.remember_words")
    jobs.enqueue("exchange.members.tasks.remember_words")


def changed(request, sentence):
    """Let the search know, and say so."""
    search_anew()
    messages.success(request, sentence)
    return redirect("desk:twins")


@coordinator_required
def listing(request):
    """Every row, and an empty one to add."""
    form = TwinForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.save()
        return changed(request, _("Added. The search knows it in a few minutes."))
    return render(request, "desk/twins.html", {"twins": Twin.objects.filter(is_open=True), "form": form})


@coordinator_required
def twin(request, pk):
    row = get_object_or_404(Twin, pk=pk, is_open=True)
    form = TwinForm(request.POST if request.method == "POST" else None, instance=row)
    if form.is_valid():
        form.save()
        return changed(request, _("Changed. The search knows it in a few minutes."))
    return render(request, "desk/twin.html", {"twin": row, "form": form})


@coordinator_required
@require_POST
def remove(request, pk):
    get_object_or_404(Twin, pk=pk, is_open=True).close()
    return changed(request, _("Removed. The search forgets it in a few minutes."))
