"""A placement as appointments: one per date, known by the placement's number, moved and removed by later files."""

from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar

from exchange.notifications import calendar, outbox

CHANGES = [
    "change_dates",
    "postpone",
    "cancel",
    "settle_ready",
    "end_early",
    "mark_absent",
]  # each raises SEQUENCE by one


def planned(placement, method="REQUEST"):
    """The dates as they stand, in the reader's language."""
    return _file(placement, method, placement.days.all())


def changed(placement):
    """The new dates; those that the change took away are in it as cancelled."""
    kept = set(placement.dates())
    gone = [day for day in placement.days_before if day.date not in kept]
    if not kept:
        return _file(placement, "CANCEL", gone)
    file = Calendar.from_ical(planned(placement))
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
