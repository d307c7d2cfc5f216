"""Maya's pages to bring in what she has, and to take it away again."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchange.members.access import coordinator_required, fresh_required

from . import tables
from .forms import FileForm, MappingForm
from .models import Intake
from .writing import as_csv, as_workbook

SHOWN = 100  # wrong rows on the page; the others wait for the next try
LATEST = 10
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@coordinator_required
@fresh_required
def start(request):
    """Choose a file; what was brought in before stands below."""
    form = FileForm(request.POST or None, request.FILES or None) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        form.intake.by = request.user
        form.intake.save()
        if not form.is_sure:
            messages.warning(request, _("We are not sure what stands in this file. Please say it below."))
        return redirect("intake:intake", form.intake.pk)
    latest = Intake.objects.defer("content").select_related("by")[:LATEST]
    return render(request, "intake/start.html", {"form": form, "latest": latest, "kinds": Intake.Kind.choices})


@coordinator_required
@fresh_required
def intake(request, pk):
    """One file: its columns, what it would do, and the button; then how far it is, and what it did."""
    found = get_object_or_404(Intake, pk=pk)
    if request.htmx and found.state != Intake.State.WAITING:  # who waits there is led on, also where it was refused
        return HttpResponse(headers={"HX-Refresh": "true"})
    if "take_back" in request.POST and take_back(request, found):
        return redirect("intake:intake", pk)
    if not found.content or found.state in {Intake.State.WAITING, Intake.State.DONE}:
        return render(request, "intake/report.html", {"intake": found})
    first, second = found.rows()[:2]
    typed = request.POST if "columns" in request.POST else None
    form = MappingForm(typed, intake=found, headings=first.cells, example=second.cells)
    if form.is_bound and form.is_valid():
        found.kind, found.mapping = form.cleaned_data["kind"], form.mapping()
        found.save(update_fields=["kind", "mapping"])
        return redirect("intake:intake", pk)
    plan = found.plan()
    if "bring" in request.POST and bring(request, found, plan):
        return redirect("intake:intake", pk)
    context = {"intake": found, "form": form, "plan": plan, "wrong": plan.wrong[:SHOWN], "left": plan.wrong[SHOWN:]}
    return render(request, "intake/preview.html", context)


def bring(request, intake, plan):
    """Write it, unless something is wrong by now."""
    if plan.wrong or not plan.to_write:
        messages.warning(request, _("Something has changed meanwhile. Please look again."))
    else:
        intake.bring_in(len(plan.lines))
    return True


def take_back(request, intake):
    """Undo it, and say how many immersions are gone; a second click finds none."""
    if number := intake.take_back():
        sentence = ngettext("%(number)s past immersion is gone.", "%(number)s past immersions are gone.", number)
        messages.success(request, sentence % {"number": number})
    return True


def as_file(name, ending, sheets):
    """An answer that the browser keeps as a file; a CSV holds the first sheet."""
    content = as_csv(sheets[0][1]) if ending == "csv" else as_workbook(sheets)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    return HttpResponse(content, content_type=TYPES[ending], headers=headers)


def known(kind):
    """The name of a kind of table; another word in the address leads nowhere."""
    if kind not in Intake.Kind.values:
        raise Http404
    return Intake.Kind(kind).label


@coordinator_required
def template(request, kind, ending):
    sheets = [(str(known(kind)), tables.template(kind)), (_("Explanation"), tables.explained(kind))]
    return as_file(f"template-{kind}", ending, sheets)


@coordinator_required
@fresh_required
def export(request, kind, ending):
    """All rows of a kind, as the import takes them."""
    return as_file(kind, ending, [(str(known(kind)), tables.everything(kind))])
