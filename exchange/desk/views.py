"""Maya's pages about placements: the morning, the list, and what she does for a step that waits."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from exchange.members.access import coordinator_required
from exchange.members.models import Organisation
from exchange.placements import details, steps, turns
from exchange.placements.models import Placement
from exchange.placements.states import MoveRefused
from exchange.questionnaires.models import Sheet

from . import figures, links, mails, morning, phone, telling, work
from .forms import HoldForm, PlacementSearch

PER_PAGE = 30


@coordinator_required
def home(request):
    """Maya's morning: what waits for her, what is stuck, the year's numbers."""
    live = list(work.live())
    columns = work.columns(live)
    waiting = morning.matters(live, columns)
    context = {
        "heading": morning.heading(waiting),
        "waiting": waiting,
        "figures": figures.figures(),
        "columns": columns,
        "asked_lately": mails.asked_lately(live),
        "bars": figures.per_month(),
        "between": figures.between_sectors(),
    }
    return render(request, "desk/home.html", context)


@coordinator_required
def column(request, key):
    """All entries of one column."""
    live = list(work.live())
    found = next((column for column in work.columns(live) if column.key == key), None)
    if not found:
        raise Http404
    return render(request, "desk/column.html", {"column": found, "asked_lately": mails.asked_lately(live)})


@coordinator_required
def placements(request):
    form = PlacementSearch(request.GET)
    page = Paginator(form.rows(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/placements.html", {"form": form, "page": page, "query": others(request)})


@coordinator_required
def placement(request, number):
    """What Maya may do for one placement: remind, settle by phone, let it rest."""
    placement = found(number)
    way = steps.timeline(placement)
    context = {
        "placement": placement,
        "steps": [step(placement, name, tasks) for name, tasks in work.waiting(placement).items()],
        "way": way,
        "where": steps.where(placement, way),
        "mine": next(iter(steps.for_member([placement], request.user)), None),
        "phones": details.phones(placement),
        "hold": HoldForm(initial={"until": placement.hold_until}),
    }
    return render(request, "desk/placement.html", context)


def step(placement, name, tasks):
    """One step that waits: what, who is reached, when they were last written to, what Maya may do."""
    people = [reader for task in tasks for reader in links.readers_of(placement, task)]
    reached = [(reader, mails.last_asked(placement, reader)) for reader in people]
    return {
        "name": name,
        "label": work.label(name),
        "sentence": work.sentence(placement, tasks[0]),
        "is_late": any(work.is_late(placement, task) for task in tasks),
        "people": reached,
        "can_remind": any(mails.can_ask(placement, reader) for reader in people),
        "can_settle": phone.can_settle(placement, tasks[0]),
    }


@coordinator_required
@require_POST
def remind(request, number, task):
    """Mail the ones who must act; each not more than once in 24 hours."""
    placement = found(number)
    try:
        names = mails.nudge(placement, work.waiting(placement).get(task, []))
    except MoveRefused as refusal:
        messages.warning(request, refusal.sentence)
    else:
        told(request, names)
    return redirect("desk:placement", number)


def told(request, names):
    if names:
        messages.success(request, _("A mail goes to %(names)s.") % {"names": ", ".join(names)})
    else:
        messages.warning(request, _("Nobody can be mailed about this. A phone call helps."))


@coordinator_required
@require_POST
def hold(request, number):
    """Let a placement rest until a day: no reminder leaves before."""
    placement, form = found(number), HoldForm(request.POST)
    if form.is_valid():
        placement.hold(by=request.user, until=form.cleaned_data["until"])
        messages.success(request, _("Kept."))
    else:
        messages.error(request, form.errors["until"][0])
    return redirect("desk:placement", number)


@coordinator_required
def answers(request):
    """The answers to read, unread ones first, and about whom something was said."""
    sheets = Sheet.objects.finished().alias(is_read=Q(read_at__isnull=False)).order_by("is_read", "-finished_at")
    page = Paginator(telling.with_telling(sheets), PER_PAGE).get_page(request.GET.get("page"))
    organisations = Organisation.objects.filter(offers__placements__sheets__in=sheets).distinct()
    context = {"page": page, "rows": telling.rows(page), "organisations": organisations, "query": ""}
    return render(request, "desk/answers.html", context)


def found(number):
    return get_object_or_404(turns.with_turns(Placement.objects.all()), number=number)


def others(request):
    """The parameters of a list besides its page, encoded."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()
