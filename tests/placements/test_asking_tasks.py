"""Reminders and lapses, counted from the rows: never twice, never to who has done it, none on hold."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from exchange.notifications.models import OutboxMail, Reminder
from exchange.placements.models import Placement
from exchange.placements.tasks import asking
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, PlacementFactory

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2027, 3, 1, 10, tzinfo=dt.UTC)  # no public holiday until Easter Monday, 29 March


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def placement():
    sender, host = OrganisationFactory(), OrganisationFactory()
    MemberFactory(reference=sender, email="boss@example.org")
    MemberFactory(reference=host, email="host@example.org")
    MemberFactory(of=host, of__is_deputy=True, email="deputy@example.org")
    offer = OfferFactory(organisation=host, contact=host.reference_person())
    return PlacementFactory(sender=sender, offer=offer, worker=MemberFactory(of=sender, email="worker@example.org"))


def reminded(clock, date):
    """Who is newly reminded on this date of March 2027; the task runs twice, as tasks may."""
    clock.move_to(MONDAY.replace(day=date))
    have = set(Reminder.objects.values_list("pk", flat=True))
    asking.remind_asking()
    asking.remind_asking()
    return sorted(Reminder.objects.exclude(pk__in=have).values_list("to", flat=True))


def test_the_host_is_reminded_after_3_and_7_working_days_and_the_deputy_after_10(placement, clock):
    days = {date: reminded(clock, date) for date in (3, 4, 5, 8, 9, 10, 11, 12, 15, 16, 19)}

    assert {date: people for date, people in days.items() if people} == {
        4: ["host@example.org"],
        10: ["host@example.org"],
        15: ["deputy@example.org"],
    }


def test_the_employer_is_reminded_on_day_5_and_10_by_a_personal_link(placement, clock):
    Placement.objects.update(state="employer_pending", consent_rule="strict", asked_at=None)

    days = {date: reminded(clock, date) for date in (5, 6, 7, 10, 11, 12)}

    assert {date: people for date, people in days.items() if people} == {
        6: ["boss@example.org"],
        11: ["boss@example.org"],
    }
    assert "/consent/" in Reminder.objects.first().url


def test_an_answer_takes_the_waiting_reminder_away(placement, clock):
    assert reminded(clock, 4) == ["host@example.org"]

    placement.refuse(by=placement.host.reference_person(), reason="full")

    assert not Reminder.objects.exists()
    assert reminded(clock, 12) == []


def test_whoever_did_not_propose_the_dates_is_reminded(placement, clock):
    days = [day.as_value() for day in placement.days.all()]
    placement.propose_dates(by=placement.host.reference_person(), sets=[days])

    assert reminded(clock, 4) == ["worker@example.org"]


@pytest.mark.parametrize("what", ["placement", "host", "sender"])
def test_nobody_is_reminded_of_what_is_on_hold(placement, clock, what):
    held = placement if what == "placement" else getattr(placement, what)
    type(held).objects.filter(pk=held.pk).update(hold_until=dt.date(2027, 3, 31))

    assert reminded(clock, 12) == []
    clock.move_to(MONDAY.replace(day=31))
    asking.lapse()
    assert Placement.objects.get().state == "requested"


@pytest.mark.parametrize(
    "state, rule, day", [("requested", "none", 22), ("employer_pending", "strict", 22), ("declared", "none", 11)]
)
def test_what_nobody_answers_closes_and_both_are_told(placement, clock, state, rule, day):
    Placement.objects.update(state=state, consent_rule=rule, asked_at=None if rule == "strict" else timezone.now())
    clock.move_to(MONDAY.replace(day=day - 1))
    asking.lapse()
    assert Placement.objects.get().state == state

    clock.move_to(MONDAY.replace(day=day))
    asking.lapse()
    asking.lapse()

    host = [] if rule == "strict" else ["host@example.org"]
    assert Placement.objects.get().state == "expired"
    assert sorted(OutboxMail.objects.values_list("to", flat=True)) == [*host, "worker@example.org"]
