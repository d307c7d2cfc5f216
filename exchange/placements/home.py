"""The start page: what waits for its reader, what waits for others, what comes next, and the last certificate."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.programmes.workdays import today

from . import details, steps, turns, words
from .models import Placement
from .states import Party, State

SOON = [State.CONFIRMED, State.READY]
SHOWN = 6  # rows of what waits for others; the list of immersions has them all
WAITED_FOR = {
    "answer": _("Answer to the request"),
    "countersign": _("What was agreed outside"),
    "consent": _("Agreement of the employer"),
    "dates": _("Other dates"),
    "agree_change": _("Change of dates"),
    "new_dates": _("New dates after postponing"),
    "sign": _("Signature"),
    "attendance": _("Hours and certificate"),
    "certificate": _("Certificate"),
    "late": _("Certificate"),
    "settle": _("What happened"),
}  # tasks whose outcome others look forward to; nobody waits for somebody's outline or opinion


@dataclass(frozen=True)
class Wait:
    """One thing that somebody else has to do: what, who has it, since when."""

    what: Any
    line: str
    who: str
    since: str
    number: str


@dataclass(frozen=True)
class Coming:
    """The next immersion: its dates by their hours, and the person whom this reader meets or awaits."""

    placement: Any
    times: list
    is_going: bool
    person: str
    phone: str = ""


def waiting(placements, member):
    """What waits for this member, each with the line that tells which immersion it is about."""
    return [replace(one, line=line(one.placement, member)) for one in steps.for_member(placements, member)]


def line(placement, member):
    """'Les Tilleuls · Tue 9 and Wed 10 March': never the reader's own name or own house."""
    parties = turns.roles_of(placement, member)
    if member.pk == placement.worker_id:
        who = [placement.host]
    else:
        who = [placement.worker] if details.receives(parties) else [placement.worker, placement.host]
    return " · ".join(str(part) for part in [*who, placement.days_text])


def others(placements, member):
    """What waits for somebody else, the longest wait first."""
    found = [
        (task.since, placement.pk, task, placement)
        for placement in placements
        for task in turns.tasks(placement)
        if task.name in WAITED_FOR and task.role not in turns.roles_of(placement, member)
    ]
    return [_wait(task, placement, member) for _since, _pk, task, placement in sorted(found, key=lambda row: row[:2])]


def _wait(task, placement, member):
    holders = {Party.WORKER: placement.worker, Party.APPROVER: placement.sender, Party.MAYA: "Maya"}
    who = str(holders.get(task.role, placement.host))
    if task.role == turns.SIGNATORY and Party.HOST in turns.roles_of(placement, member):
        who = words.joined([person.name for person in turns.signatories(placement)]) or who
    since = words.short_day_text(timezone.localdate(task.since))
    return Wait(WAITED_FOR[task.name], line(placement, member), who, since, placement.number)


def coming(placements, member):
    """The immersion that has the next date, from today on; None where nothing is agreed."""
    ahead = [
        (day.date, day.starts, placement.pk, placement)
        for placement in placements
        for day in placement.days.all()
        if placement.state in SOON and day.date >= today()
    ]
    if not ahead:
        return None
    placement = min(ahead)[-1]
    if member.pk != placement.worker_id:
        return Coming(placement, _times(placement), False, placement.worker.name)
    contact = placement.host_contact
    name, phone = (contact.name, contact.phone) if contact else ("", "")
    return Coming(placement, _times(placement), True, name, phone or placement.host.phone)


def _times(placement):
    """The dates in words with their hours; dates with the same hours stand together."""
    groups = {}
    for day in placement.days.all():
        groups.setdefault(day.hours_text, []).append(day.date)
    return [(words.days_text(dates), hours) for hours, dates in groups.items()]


def last_certified(member):
    """The immersion of this worker that was certified last, with `issued_at`; None where there is none."""
    issued = Max("certificates__issued_at", filter=Q(certificates__revoked_at=None))
    rows = Placement.objects.filter(worker=member).annotate(issued_at=issued).exclude(issued_at=None)
    return rows.select_related("offer__organisation").order_by("-issued_at").first()
