"""What regular work tells around the visit: when, to whom, once. Numbers: product.md."""

import datetime as dt

import pytest

from exchange.notifications.models import OutboxMail, Reminder
from exchange.placements.tasks import going
from exchange.programmes.workdays import today
from exchange.questionnaires.models import Sheet
from tests.factories import MemberFactory

from .going import a_placement

pytestmark = pytest.mark.django_db


def reminders():
    return sorted((row.name.removeprefix("placements/"), row.key.split(":")[5]) for row in Reminder.objects.all())


def mails(name):
    return sorted(mail.key.split(":")[2] for mail in OutboxMail.objects.filter(name=f"placements/{name}"))


@pytest.mark.parametrize("days, told", [(8, []), (7, ["host", "sender", "worker"])])
def test_a_week_before_both_and_the_sending_team_are_reminded_to_prepare(days, told):
    a_placement("ready", days)

    going.remind_going()
    going.remind_going()

    assert reminders() == [("remind_prepare", role) for role in told]


def test_the_team_that_wrote_its_part_of_the_outline_is_not_reminded():
    placement = a_placement("ready", 7)
    Sheet.for_(placement, "preparation", "sender").finish()

    going.remind_going()

    assert reminders() == [("remind_prepare", "host"), ("remind_prepare", "worker")]


@pytest.mark.parametrize(
    "state, days, told", [("ready", 2, set()), ("ready", 1, {"host", "worker"}), ("requested", 1, set())]
)
def test_the_day_before_brings_place_contact_and_what_to_bring(state, days, told):
    a_placement(state, days)

    going.tell_the_day_before()
    going.tell_the_day_before()

    assert set(mails("practical")) == told


def test_only_who_can_confirm_the_hours_is_asked_how_it_went():
    placement = a_placement("ready", -2)

    going.ask_attendance()

    asked = OutboxMail.objects.filter(name="placements/attendance").values_list("to", flat=True)
    assert list(asked) == [placement.host_lead.email]


@pytest.mark.parametrize("last_day, told", [(0, set()), (-1, {"host"})])
def test_the_day_after_the_host_is_asked_how_it_went(last_day, told):
    a_placement("ready", last_day - 1)

    going.ask_attendance()
    going.ask_attendance()

    assert set(mails("attendance")) == told


@pytest.mark.parametrize(
    "state, last_day, told",
    [
        ("ready", -4, []),
        ("ready", -5, [("remind_attendance", "host")]),
        ("completed", -6, []),
        ("completed", -7, [("remind_certificate", "host")]),
        ("no_show", -7, []),
    ],
)
def test_hours_and_certificate_are_asked_again(state, last_day, told):
    placement = a_placement(state, last_day - 1)
    placement.days.update(real_minutes=450 if state == "completed" else None)

    going.remind_going()
    going.remind_going()

    assert reminders() == told


def test_the_certificate_is_asked_at_seven_and_at_fourteen_days(time_machine):
    placement = a_placement("completed", -8)
    placement.days.update(real_minutes=450)
    going.remind_going()
    Reminder.objects.update(
        mail=OutboxMail.objects.create(key="x", name="x", to="x@example.org", reply_to="y@example.org")
    )
    time_machine.move_to(dt.datetime.now(dt.UTC) + dt.timedelta(days=7))

    going.remind_going()
    going.remind_going()

    assert reminders() == [("remind_certificate", "host"), ("remind_certificate", "host")]


def test_what_has_been_done_leaves_tomorrows_mail():
    placement = a_placement("ready", -6)
    going.remind_going()
    assert reminders() == [("remind_attendance", "host")]

    placement.attend(by=placement.host_lead)

    assert reminders() == []


@pytest.mark.parametrize("whose", ["placement", "host", "sender"])
def test_a_hold_takes_away_what_waits_and_it_comes_back_after(whose):
    placement, maya = a_placement("ready", 7), MemberFactory(is_coordinator=True)
    row = {"placement": placement, "host": placement.host, "sender": placement.sender}[whose]
    going.remind_going()
    waiting = reminders()

    row.hold(by=maya, until=today())
    assert reminders() == []
    row.hold(by=maya, until=None)
    going.remind_going()

    assert reminders() == waiting != []


@pytest.mark.parametrize("whose", ["placement", "host", "sender"])
def test_on_hold_nobody_is_reminded(whose):
    placement = a_placement("ready", -6)
    row = {"placement": placement, "host": placement.host, "sender": placement.sender}[whose]
    row.hold_until = today()
    row.save()

    going.remind_going()
    going.ask_attendance()

    assert (reminders(), mails("attendance")) == ([], [])
