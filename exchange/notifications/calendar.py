"""Calendar files that mail programs understand as an appointment, its change or its end."""

from datetime import UTC
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress, vText


def event(uid, sequence, method, summary, days, location="", description="", organizer=""):
    """Return an iCalendar text with one appointment per day.

    `days` are pairs (start, end) of aware datetimes. An appointment is known by `uid` and its date, so a change of
    hours (same uid, higher `sequence`) moves it, and CANCEL removes it; what leaves the list must be cancelled.
    `method` is REQUEST, CANCEL or PUBLISH; `organizer` an e-mail address (default: Maya's).
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.PRODUCT_NAMES['en']}//{urlsplit(settings.SITE_URL).hostname}//")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    for start, end in days:
        calendar.add_component(_day(uid, sequence, method, start, end, summary, location, description, organizer))
    return calendar.to_ical().decode()


def _day(uid, sequence, method, start, end, summary, location, description, organizer):
    day = Event()
    day.add("uid", f"{uid}-{timezone.localtime(start):%Y%m%d}@{urlsplit(settings.SITE_URL).hostname}")
    day.add("sequence", sequence)
    day.add("dtstamp", timezone.now())
    day.add("dtstart", start.astimezone(UTC))
    day.add("dtend", end.astimezone(UTC))
    day.add("summary", summary)
    day.add("location", location)
    day.add("description", description)
    day.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    address = vCalAddress(f"mailto:{organizer or settings.MAYA_MAIL}")
    address.params["cn"] = vText(settings.MAYA_NAME)
    day.add("organizer", address, encode=0)
    return day
