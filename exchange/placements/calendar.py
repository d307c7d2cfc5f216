"""A placement as appointments: one per date, known by the placement's number, moved and removed by later files."""

from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar

from exchange.notifications import calendar, outbox

from .states import State

CHANGES = [
    "change_dates",
    "postpone",
    "cancel",
    "settle_ready",
    "settle_dates",
    "end_early",
    "mark_absent",
]  # each raises SEQUENCE by one


def standing(placement):
    """The dates as whoever fetches them should have them: those that fell away are in it as cancelled."""
    if placement.state == State.CANCELLED:
        return cancelled(placement)
    gone = fallen_away(placement)
    return _both(placement, "PUBLISH", [day for day in placement.days.all() if day not in gone], gone)


def fallen_away(placement):
    """The dates on which nothing was done, after an early end."""
    return [day for day in placement.days.all() if placement.state == State.INTERRUPTED and not day.real_minutes]


def ended_early(placement):
    return _file(placement, "CANCEL", fallen_away(placement))


def planned(placement, method="REQUEST"):
    """The dates as they stand, in the reader's language."""
    return _file(placement, method, placement.days.all())


def changed(placement):
    """The new dates; those that the change took away are in it as cancelled."""
    kept = set(placement.dates())
    gone = [day for day in placement.days_before if day.date not in kept]
    if not kept:
        return _file(placement, "CANCEL", gone)
    return _both(placement, "REQUEST", placement.days.all(), gone)


def _both(placement, method, kept, gone):
    file = Calendar.from_ical(_file(placement, method, kept))
    for event in Calendar.from_ical(_file(placement, "CANCEL", gone)).walk("VEVENT"):
        file.add_component(event)
    return file.to_ical().decode()


def cancelled(placement):
    return _file(placement, "CANCEL", placement.days.all())


def _file(placement, method, days):
    return calendar.event(
        f"placement-{placement.number}",
        placement.events.filter(name__in=CHANGES).count(),
        method,
        _("Immersion of %(worker)s at %(host)s") % {"worker": placement.worker, "host": placement.host},
        [(day.starts_at, day.ends_at) for day in days],
        location=", ".join(placement.host.address_lines),
        description=_description(placement),
    )


def _description(placement):
    lines = [outbox.absolute(reverse("placements:detail", args=[placement.number]))]
    if contact := placement.offer.contact:
        names = filter(None, [contact.name, placement.offer.contact_phone])
        lines.insert(0, _("Contact: %(name)s") % {"name": " · ".join(names)})
    return "\n".join(lines)
