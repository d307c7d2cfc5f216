import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from exchange.notifications import calendar

BRUSSELS = ZoneInfo("Europe/Brussels")


def day(date):
    return (dt.datetime(2027, 3, date, 9, tzinfo=BRUSSELS), dt.datetime(2027, 3, date, 17, tzinfo=BRUSSELS))


def make(sequence=0, method="REQUEST", summary="Kanaal", **options):
    values = {"location": "rue A 1", "description": "Deux jours", "organizer": "maya@example.org"}
    return calendar.event("placement-12", sequence, method, summary, [day(9), day(10)], **{**values, **options})


def events(text):
    return Calendar.from_ical(text).walk("VEVENT")


def test_each_day_is_an_appointment_at_its_hours():
    hours = [(event.start, event.end) for event in events(make())]

    assert hours == [
        (dt.datetime(2027, 3, 9, 8, tzinfo=dt.UTC), dt.datetime(2027, 3, 9, 16, tzinfo=dt.UTC)),
        (dt.datetime(2027, 3, 10, 8, tzinfo=dt.UTC), dt.datetime(2027, 3, 10, 16, tzinfo=dt.UTC)),
    ]


def test_a_change_bears_the_same_name_and_a_higher_number():
    before, after = events(make()), events(make(sequence=1))

    assert [event["uid"] for event in before] == [event["uid"] for event in after]
    assert len({event["uid"] for event in before}) == 2
    assert [event["sequence"] for event in after] == [1, 1]


@pytest.mark.parametrize(
    "method, status", [("REQUEST", "CONFIRMED"), ("CANCEL", "CANCELLED"), ("PUBLISH", "CONFIRMED")]
)
def test_the_file_says_what_to_do_with_it(method, status):
    text = make(method=method)

    assert Calendar.from_ical(text)["method"] == method
    assert {event["status"] for event in events(text)} == {status}


def test_words_of_people_can_add_no_line():
    text = make(summary="A, b; c\nATTACH:file:///etc/passwd", location="x\r\nEND:VEVENT")

    first = events(text)[0]
    assert len(events(text)) == 2
    assert "ATTACH" not in first
    assert first["summary"] == "A, b; c\nATTACH:file:///etc/passwd"


def test_the_organizer_is_told():
    assert events(make())[0]["organizer"] == "mailto:maya@example.org"
