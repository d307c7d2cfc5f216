"""The outline on one page: saved as one types, with the other side's shared answers beneath; and on paper."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from exchange.placements import details
from exchange.placements.states import Party

from .. import doors, outline
from ..models import Sheet
from ..models.sheets import Moment


@require_http_methods(["GET", "POST"])
def preparation(request, number):
    placement, parts = _found(request, number)
    own = [part for part in parts if part.is_open]
    if request.method == "POST":
        outline.keep(own, request.POST)
        if request.htmx:
            return _kept(request, own)
        if not _errors(own):
            return _done(request, number, own)
    context = {
        "placement": placement,
        "parts": parts,
        "own": own,
        "errors": _errors(own),
        "before": _before(request, placement),
        "trail": details.trail(placement, _("Preparation")),
    }
    return render(request, "questionnaires/preparation.html", context)


@require_safe
def preparation_print(request, number):
    """On paper: answers as text, lines to write on where there is none."""
    placement, parts = _found(request, number)
    return render(request, "questionnaires/preparation_print.html", {"placement": placement, "parts": parts})


def _found(request, number):
    placement = doors.placement(request.user, number)
    parts = outline.parts(placement, request.user) if doors.is_time(placement, Moment.PREPARATION) else []
    if not parts:
        raise Http404
    return placement, parts


def _errors(own):
    return [line for part in own for line in part.asked if line.error]


def _kept(request, own):
    """The lines that were sent, each with its own word, and how far one is."""
    lines = [line for part in own for line in part.asked if line.name in request.POST]
    return render(request, "questionnaires/kept.html", {"lines": lines, "own": own})


def _done(request, number, own):
    """Kept. "Finish" says that this is enough, whatever is left open."""
    if "finish" not in request.POST:
        messages.success(request, _("Kept. You can go on later."))
        return redirect("questionnaires:preparation", number)
    for part in own:
        if not part.sheet.finished_at:
            part.sheet.finish()
        messages.success(request, part.sheet.questionnaire.thanks.best())
    return redirect("placements:detail", number)


def _before(request, placement):
    """The sheet of the two questions asked before, while this reader can still answer it."""
    if Party.WORKER not in placement.parties_of(request.user):
        return None
    sheet = Sheet.for_(placement, Moment.BEFORE, Party.WORKER)
    return sheet if sheet.is_open else None
