"""Whose word on the hours holds after an early end, and until when it may change. Expectations: domain.md 4.1, 7.6."""

import pytest
from django.urls import reverse

from exchange.notifications.models import OutboxMail
from exchange.placements import turns
from exchange.placements.states import MoveRefused
from tests.desk.morning import signed_in

from .going import a_placement

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun():
    """Three days: yesterday, today, tomorrow."""
    return a_placement("ready", -1, dates=3)


def ended(placement, by, *minutes):
    hours = dict(zip(placement.dates(), minutes, strict=True))
    placement.end_early(by=by, reason="personal", minutes=hours)
    return placement


def real(placement):
    return [day.real_minutes for day in placement.days.all()]


def received(placement):
    placement.host.refresh_from_db()
    return placement.host.received


@pytest.mark.parametrize("minutes", [(450, 450, 1), (511, 0, 0)])
def test_nothing_is_done_on_a_day_to_come_nor_more_than_the_margin(begun, minutes):
    with pytest.raises(MoveRefused):
        ended(begun, begun.worker, *minutes)

    assert (begun.state, real(begun)) == ("ready", [None, None, None])


def test_the_last_day_is_one_of_the_days_so_far(client, begun):
    client.force_login(begun.worker)
    url = reverse("placements:end_early", args=[begun.number])

    shown = client.get(url)
    client.post(url, {"reason": "match", "day": 2, "hours": 6, "minutes": 30})

    begun.refresh_from_db()
    assert ([key for key, _text in shown.context["form"].fields["day"].choices], begun.state) == ([0, 1], "ready")


def test_the_hours_that_the_worker_gives_wait_for_the_host(begun):
    ended(begun, begun.worker, 450, 120, 0)
    assert (begun.can_be_certified, received(begun), turns.tasks(begun)[0].name) == (False, 0, "attendance")

    begun.confirm_hours(by=begun.host_lead, minutes={begun.first_day: 300})

    assert (real(begun), begun.can_be_certified, received(begun)) == ([300, 120, 0], True, 1)
    assert [task.name for task in turns.tasks(begun)] == ["certificate"]
    mail = OutboxMail.objects.get(name="placements/attend")
    assert (mail.to, "7 hours" in mail.text) == (begun.worker.email, True)


def test_the_hours_that_the_host_gives_hold_and_may_still_change(begun):
    ended(begun, begun.host_lead, 450, 120, 0)
    assert (begun.can_be_certified, received(begun)) == (True, 1)

    begun.confirm_hours(by=begun.host_lead, minutes=dict.fromkeys(begun.dates(), 0))

    assert (real(begun), begun.can_be_certified, received(begun)) == ([0, 0, 0], False, 0)


def test_who_says_to_have_come_may_be_absent_all_the_same(begun):
    ended(begun, begun.worker, 450, 0, 0)

    begun.mark_absent(by=begun.host_lead)

    assert (begun.state, real(begun), received(begun)) == ("no_show", [None, None, None], 0)
    assert begun.can_be_contested


def test_who_was_there_by_the_word_of_the_host_was_not_absent(begun):
    ended(begun, begun.host_lead, 450, 0, 0)

    with pytest.raises(MoveRefused):
        begun.mark_absent(by=begun.host_lead)
    assert begun.state == "interrupted"


def test_what_counts_as_done_keeps_some_hours():
    placement = a_placement("completed", -5)
    placement.days.update(real_minutes=450)

    with pytest.raises(MoveRefused):
        placement.confirm_hours(by=placement.host_lead, minutes=dict.fromkeys(placement.dates(), 0))


def test_maya_writes_down_the_hours_she_heard_by_phone(client, begun):
    signed_in(client)
    ended(begun, begun.worker, 450, 120, 0)
    OutboxMail.objects.all().delete()
    boxes = {"hours_0": 6, "minutes_0": 0, "hours_1": 2, "minutes_1": 0}

    for task, more in [("attendance", {"outcome": "agreed"}), ("certificate", {"outcome": "corrected", **boxes})]:
        client.post(reverse("desk:by_phone", args=[begun.number, task]), more)

    assert (real(begun), OutboxMail.objects.count()) == ([360, 120, 0], 0)
    assert [event.name for event in begun.events.all()] == ["end_early", "confirm_hours", "confirm_hours"]
