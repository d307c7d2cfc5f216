"""Reminders of unsigned agreements: 7, 3 and 1 working days before."""

import datetime as dt

import pytest
from django.utils import timezone

from agreements import tasks
from agreements.texts import day_lines
from exchange.notifications.models import Reminder
from exchange.placements.states import Party
from exchange.programmes.workdays import add_working_days

from .signing import a_confirmed_placement, out_of_reach, sign

pytestmark = pytest.mark.django_db


def starting_in(working_days, **columns):
    first = add_working_days(timezone.localdate(), working_days)
    return a_confirmed_placement(starts_in=(first - timezone.localdate()).days, **columns)


def reminded():
    tasks.remind_signing()
    return sorted((reminder.name.split("_")[1], reminder.to) for reminder in Reminder.objects.all())


@pytest.mark.parametrize("working_days, is_reminded", [(8, False), (7, True), (3, True), (1, True)])
def test_both_sides_are_reminded_seven_working_days_before(working_days, is_reminded):
    placement = starting_in(working_days)

    wanted = [("host", placement.host_lead.email), ("worker", placement.worker.email)] if is_reminded else []
    assert reminded() == wanted


def test_who_has_signed_is_not_reminded_and_nobody_twice():
    placement = starting_in(3)
    sign(placement, Party.WORKER)

    assert reminded() == reminded() == [("host", placement.host_lead.email)]


def test_signing_takes_a_waiting_reminder_away():
    placement = starting_in(3)
    reminded()

    sign(placement, Party.WORKER)

    assert reminded() == [("host", placement.host_lead.email)]


def test_a_placement_on_hold_rests():
    starting_in(3, hold_until=timezone.localdate() + dt.timedelta(days=2))

    assert reminded() == []


def test_who_signs_without_an_account_is_reminded_with_a_link():
    placement = starting_in(7)
    tasks.Agreement.of(placement).name_signer(
        by=placement.host_lead, name="Marie Peeters", function="directrice", mail="direction@example.org"
    )

    assert ("host", "direction@example.org") in reminded()
    assert "/sign/" in Reminder.objects.get(to="direction@example.org").url


def test_a_worker_out_of_reach_of_mail_stops_no_reminder_of_others():
    unreached, other = out_of_reach(starting_in(3)), starting_in(3)

    hosts = [("host", placement.host_lead.email) for placement in (unreached, other)]
    assert reminded() == sorted([*hosts, ("worker", other.worker.email)])


def test_a_placement_with_a_fault_is_logged_and_the_others_are_reminded(caplog):
    faulty, other = starting_in(3), starting_in(3)
    agreement = tasks.Agreement.of(faulty)
    agreement.wordings.create(content={}, language=agreement.language, days=day_lines(faulty), sha256="")

    assert reminded() == [("host", other.host_lead.email), ("worker", other.worker.email)]
    assert [record.getMessage() for record in caplog.records] == [f"Regular work met a fault at Placement {faulty.pk}"]
