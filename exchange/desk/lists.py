"""Maya's pages about the lists that everyone chooses from: rows she adds, renames, opens and closes, never deletes."""

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from agreements.views.kept import fresh_keeping
from exchange.members.access import coordinator_required
from exchange.programmes.models import Term
from exchange.programmes.search import fold
from exchange.programmes.texts import TextsFormField

from .twins import search_anew

CODE = 26  # letters of a code that is made from a text; a number may follow
KINDS = {
    "sector": gettext_lazy("Sectors"),
    "structure": gettext_lazy("Types of organisation"),
    "public": gettext_lazy("Publics"),
    "theme": gettext_lazy("Themes"),
    "setting": gettext_lazy("Where help is given"),
    "profession": gettext_lazy("Professions"),
    "language": gettext_lazy("Languages"),
    "level": gettext_lazy("Levels of a language"),
    "shift": gettext_lazy("Shifts"),
    "secrecy": gettext_lazy("What a visitor sees of clients"),
    "meal": gettext_lazy("Meals"),
    "transport": gettext_lazy("How to come"),
    "access": gettext_lazy("Accessibility"),
    "goal": gettext_lazy("Learning goals"),
    "body": gettext_lazy("Regulating bodies"),
    "committee": gettext_lazy("Joint committees"),
    "refusal": gettext_lazy("Why a host declines"),
    "cancellation": gettext_lazy("Why an immersion is cancelled or postponed"),
    "early_end": gettext_lazy("Why an immersion ends early"),
}
FIXED = {"level", "secrecy", "meal"}  # the agreement or the search knows each of these: nothing can be added


class TermForm(forms.ModelForm):
    name = TextsFormField(label=gettext_lazy("Name"), max_length=120)
    note = TextsFormField(label=gettext_lazy("One sentence that explains it"), max_length=300, required=False)

    class Meta:
        model = Term
        fields = ["name", "note", "parent", "is_open"]
        labels = {"parent": gettext_lazy("Usual sector"), "is_open": gettext_lazy("Can be chosen")}
        help_texts = {
            "parent": "",
            "is_open": gettext_lazy("Closed, it stays where it was chosen, and is offered to nobody new."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Term.objects.of("sector")
        if self.instance.kind != "structure":
            del self.fields["parent"]

    def clean_is_open(self):
        others = Term.objects.of(self.instance.kind).open().exclude(pk=self.instance.pk)
        if not self.cleaned_data["is_open"] and not others.exists():
            raise forms.ValidationError(_("At least one entry of a list stays open."))
        return self.cleaned_data["is_open"]


def new_code(kind, name):
    """A code of this kind that nobody has, from the text that was written first."""
    first = next(text for text in (name.get("en"), name.get("fr"), name.get("nl")) if text)
    start = fold(first).upper().replace(" ", "_")[:CODE] or kind.upper()
    taken = set(Term.objects.of(kind).values_list("code", flat=True))
    numbered = (f"{start}_{number}" for number in range(2, len(taken) + 3))
    return next(code for code in (start, *numbered) if code not in taken)


@coordinator_required
@require_safe
def listing(request):
    """Every list, with how much of it is open."""
    rows = Term.objects.values("kind").order_by("kind").annotate(all=Count("pk"), open=Count("pk", Q(is_open=True)))
    counts = {row["kind"]: row for row in rows}
    lists = [(kind, label, counts.get(kind, {"all": 0, "open": 0})) for kind, label in KINDS.items()]
    return render(request, "desk/lists.html", {"lists": lists})


@coordinator_required
@require_http_methods(["GET", "POST"])
@fresh_keeping
def entries(request, kind):
    """The entries of one list, and an empty one to add."""
    if kind not in KINDS:
        raise Http404
    form = TermForm(request.POST or request.kept or None, instance=Term(kind=kind))
    if request.method == "POST" and kind not in FIXED and form.is_valid():
        rows = Term.objects.of(kind)
        form.instance.code = new_code(kind, form.cleaned_data["name"])
        form.instance.position = max(rows.values_list("position", flat=True), default=0) + 10
        form.save()
        return done(request, _("Added. It can be chosen from now on."), kind)
    context = {"kind": kind, "label": KINDS[kind], "terms": Term.objects.of(kind), "form": form}
    return render(request, "desk/list.html", context | {"is_fixed": kind in FIXED})


@coordinator_required
@require_http_methods(["GET", "POST"])
@fresh_keeping
def term(request, pk):
    row = get_object_or_404(Term, pk=pk)
    form = TermForm(request.POST or request.kept or None, instance=row)
    if request.method == "POST" and form.is_valid():
        form.save()
        return done(request, _("Saved. Everybody reads it so from now on."), row.kind)
    return render(request, "desk/term.html", {"term": row, "label": KINDS[row.kind], "form": form})


def done(request, sentence, kind):
    """Let the search know, and say so."""
    search_anew()
    messages.success(request, sentence)
    return redirect("desk:list", kind)
