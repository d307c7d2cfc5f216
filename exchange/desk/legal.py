"""Maya's page about the legal texts: which version is in use, and who reviewed it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements import privacy
from agreements.models import Template
from agreements.texts import every_variant
from agreements.views.kept import fresh_keeping
from exchange.members.access import coordinator_required
from exchange.members.models import CommitmentText, LegalText, Review
from exchange.programmes.workdays import today

PRINTED = {
    LegalText.AGREEMENT: gettext_lazy("On every agreement, on the page and on paper."),
    LegalText.PRIVACY: gettext_lazy("A public page, and an annex of every agreement."),
    LegalText.COMMITMENT: gettext_lazy("What an organisation accepts when it joins."),
}


@dataclass(frozen=True)
class Text:
    """One legal text in the version in use."""

    kind: LegalText
    version: int
    review: Any

    @property
    def printed(self):
        return PRINTED[self.kind]

    @property
    def standing(self):
        return Review.standing(self.kind, self.version)


class ReviewForm(forms.ModelForm):
    class Meta:
        model = Review
        fields = ["reviewed_by", "reviewed_on"]
        widgets = {"reviewed_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def clean_reviewed_on(self):
        if self.cleaned_data["reviewed_on"] > today():
            raise forms.ValidationError(_("This day is still to come."))
        return self.cleaned_data["reviewed_on"]


def current(kind):
    """The version in use of this text, with its review."""
    version = {
        LegalText.AGREEMENT: lambda: Template.objects.latest("version").version,
        LegalText.PRIVACY: lambda: privacy.notice()["version"],
        LegalText.COMMITMENT: lambda: CommitmentText.latest_version().version,
    }[kind]()
    return Text(kind, version, Review.of(kind, version))


@coordinator_required
@require_safe
def listing(request):
    return render(request, "desk/legal_texts.html", {"texts": [current(kind) for kind in LegalText]})


@coordinator_required
@require_http_methods(["GET", "POST"])
@fresh_keeping
def text(request, kind):
    """Read one text as it stands, and write down who reviewed it."""
    if kind not in LegalText:
        raise Http404
    found = current(LegalText(kind))
    form = ReviewForm(request.POST or request.kept or None, instance=found.review)
    if request.method == "POST" and form.is_valid():
        Review.note(found.kind, found.version, by=request.user, **form.cleaned_data)
        messages.success(request, _("Noted. It is printed with the text from now on."))
        return redirect("desk:legal_texts")
    return render(request, "desk/legal_text.html", {"found": found, "form": form, **words(found.kind)})


def words(kind):
    """The text itself, in the reader's language."""
    if kind == LegalText.PRIVACY:
        return {"notice": privacy.sections(get_language())}
    if kind == LegalText.COMMITMENT:
        return {"promise": CommitmentText.latest_version()}
    return {"groups": every_variant(Template.objects.latest("version").content, get_language())}
