"""The calendar file of a placement: one appointment a date, moved and removed by later files."""

import datetime as dt

import pytest
from icalendar import Calendar

from exchange.notifications.models import OutboxMail
from exchange.placements import calendar

from .going import a_placement, values

pytestmark = pytest.mark.django_db


def appointments(text):
    """Date, SEQUENCE and status of each appointment of a file."""
    events = Calendar.from_ical(text).walk("VEVENT")
    return sorted((str(event["DTSTART"].dt.date()), int(event["SEQUENCE"]), str(event["STATUS"])) for event in events)


def uids(text):
    return sorted(str(event["UID"]).partition("@")[0] for event in Calendar.from_ical(text).walk("VEVENT"))


@pytest.fixture
def placement(time_machine):
    time_machine.move_to(dt.datetime(2027, 3, 1, 10, tzinfo=dt.UTC))
    return a_placement("confirmed", 8, number="2027-014")


def file_of(name, role):
    return OutboxMail.objects.get(name=f"placements/{name}", key__contains=f":{role}:1")


def test_each_date_is_an_appointment_known_by_number_and_date(placement):
    text = calendar.planned(placement)

    assert appointments(text) == [("2027-03-09", 0, "CONFIRMED"), ("2027-03-10", 0, "CONFIRMED")]
    assert uids(text) == ["placement-2027-014-20270309", "placement-2027-014-20270310"]


def test_a_change_moves_what_is_new_and_removes_what_is_gone(placement):
    placement.propose_change(by=placement.worker, days=values(9, 10))

    placement.change_dates(by=placement.host_lead, date_set=placement.date_sets.get())

    mail = file_of("change_dates", "worker")
    assert mail.calendar_method == "REQUEST"
    assert appointments(mail.calendar) == [
        ("2027-03-09", 1, "CANCELLED"), ("2027-03-10", 1, "CONFIRMED"), ("2027-03-11", 1, "CONFIRMED"),
    ]  # fmt: skip


def test_postponed_without_dates_every_appointment_goes(placement):
    placement.postpone(by=placement.worker, reason="ill")

    mail = file_of("postpone", "worker")
    assert mail.calendar_method == "CANCEL"
    assert [(date, status) for date, _number, status in appointments(mail.calendar)] == [
        ("2027-03-09", "CANCELLED"), ("2027-03-10", "CANCELLED"),
    ]  # fmt: skip


def test_only_worker_and_host_get_the_file(placement):
    placement.cancel(by=placement.worker, reason="dates")

    with_file = {mail.key.split(":")[2] for mail in OutboxMail.objects.exclude(calendar="")}
    assert with_file == {"worker", "host"}
