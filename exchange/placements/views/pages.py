"""The pages that only show: the start page, the lists, one placement, the host's calendar."""

import datetime as dt

from django.core.paginator import Paginator
from django.db.models import Q, prefetch_related_objects
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.programmes.workdays import today

from .. import details, history, start, steps, turns, words
from .. import home as start_page
from ..home import SOON
from ..models import Placement, PlacementDay
from ..states import State
from .going import found

PER_PAGE = 20
RECENT = dt.timedelta(days=180)  # feedback has lapsed by then
LIVE = [State.DRAFT, State.EMPLOYER_PENDING, State.REQUESTED, State.NEGOTIATING, State.DECLARED]


def home(request):
    """What waits for this member, over all placements and organisations."""
    member = request.user
    if member.is_coordinator:
        return redirect("desk:home")
    prefetch_related_objects([member], "memberships")
    visible, led = Placement.objects.visible_to(member), list(member.leads())
    placements = list(turns.with_turns(visible.filter(_may_wait())))
    pressing = start_page.waiting(placements, member) + start.matters(member, led)
    waiting, has_any = pressing + start.profile(member), visible.exists()
    context = {
        "waiting": waiting,
        "is_free": not pressing and not (waiting and has_any),
        "heading": words.things_waiting(len(waiting)),
        "others": start_page.others(placements, member),
        "shown": start_page.SHOWN,
        "coming": start_page.coming(placements, member),
        "certified": start_page.last_certified(member),
        "has_any": has_any,
    }
    return render(request, "placements/home.html", context | start.standing(member, led))


def listing(request):
    """My immersions: as worker, as host, as sender."""
    member = request.user
    if member.is_coordinator:
        return redirect("desk:placements")
    prefetch_related_objects([member], "memberships")
    visible, tabs = Placement.objects.visible_to(member), _tabs(member)
    chosen = request.GET.get("role") if request.GET.get("role") in tabs else ""
    rows = turns.with_turns(visible.filter(tabs[chosen][1]) if chosen else visible)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(placement, steps.todo(placement, member)) for placement in page],
        "tabs": [(key, label) for key, (label, _filter) in tabs.items()],
        "chosen": chosen,
        "led": set(member.leads().values_list("pk", flat=True)),
        "query": f"role={chosen}&" if chosen else "",
    }
    return render(request, "placements/list.html", context)


def detail(request, number):
    """One placement: first what this reader has to do, then the rest."""
    placement, member = found(request, number), request.user
    parties = turns.roles_of(placement, member)
    context = {
        "placement": placement,
        **_head(placement, member, parties),
        "todo": steps.todo(placement, member),
        "parties": parties,
        "no": history.refusal(placement, parties),
        "history": history.entries(placement, member, parties),
        "actions": details.actions(placement, member),
        "similar": details.similar(placement, parties),
        "takes_place": placement.state in SOON and bool(placement.dates()),
        "outline": details.preparation(placement, parties),
        "phones": details.phones(placement, member, parties),
        "papers": details.papers(placement, parties),
        "trail": details.trail(placement),
    }
    return render(request, "placements/detail.html", context)


def _head(placement, member, parties):
    """The title, from whose side it is read, and the way so far."""
    way = steps.timeline(placement, member)
    return {
        "title": details.title(placement, parties),
        "receives": details.receives(parties),
        "steps": way,
        "where": steps.where(placement, way),
    }


def host_calendar(request):
    """Who comes when, from this month on; confirmed and asked."""
    led = request.user.leads()
    days = PlacementDay.objects.filter(
        placement__offer__organisation__in=led,
        placement__state__in=[*SOON, State.REQUESTED, State.NEGOTIATING, State.COMPLETED],
        placement__asked_at__isnull=False,
        date__gte=today().replace(day=1),
    )
    days = days.select_related("placement__worker", "placement__sender", "placement__offer").order_by("date", "starts")
    return render(request, "placements/host_calendar.html", {"months": details.by_month(days), "leads": led.exists()})


def _may_wait():
    """Placements in which something may still wait for somebody."""
    recent = Q(moved_at__gte=timezone.now() - RECENT)
    return Q(state__in=[*LIVE, *SOON]) | (Q(state__in=[State.COMPLETED, State.INTERRUPTED, State.NO_SHOW]) & recent)


def _tabs(member):
    """The roles a member may look at, each with its filter."""
    led = member.leads()
    tabs = {"worker": (_("I go"), Q(worker=member))}
    if led.exists():
        tabs["host"] = (_("We receive"), Q(offer__organisation__in=led))
        tabs["sender"] = (_("We send"), Q(sender__in=led))
    return tabs
