"""From the confirmation to the end: each verb, what it refuses, and who hears of it. Expectations: domain.md 7.3."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from exchange.notifications.models import OutboxMail
from exchange.placements.models import Placement
from exchange.placements.states import MoveRefused
from tests.factories import MemberFactory

from .going import a_placement, values, who

pytestmark = pytest.mark.django_db
OVER = -5  # the first day, in days from now
BEGUN = -1  # of three days


def mails():
    """Which mail went to which role; who has two roles, or a role that two people have, counts once."""
    return sorted(
        {(mail.name.removeprefix("placements/"), mail.key.split(":")[2]) for mail in OutboxMail.objects.all()}
    )


def act(placement, verb, by, **more):
    needs = {
        "cancel": {"reason": "dates"},
        "postpone": {"reason": "ill"},
        "end_early": {"reason": "match", "minutes": {}},
        "contest": {"note": "I was there."},
        "propose_change": {"days": values(40, 41)},
        "settle": {"outcome": "absent"},
    }
    return getattr(placement, verb)(by=by, **{**needs.get(verb, {}), **more})


@pytest.mark.parametrize(
    "state, starts_in, verb, party, after",
    [
        ("confirmed", 30, "mark_ready", "worker", "ready"),
        ("confirmed", 30, "mark_ready", "sender", PermissionDenied),
        ("requested", 30, "mark_ready", "worker", MoveRefused),
        ("confirmed", 30, "propose_change", "host", "confirmed"),
        ("ready", 30, "propose_change", "host", MoveRefused),
        ("confirmed", 30, "postpone", "worker", "confirmed"),
        ("ready", 30, "postpone", "host", "confirmed"),
        ("ready", OVER, "postpone", "host", MoveRefused),
        ("ready", 30, "postpone", "sender", PermissionDenied),
        ("confirmed", 30, "cancel", "worker", "cancelled"),
        ("ready", 30, "cancel", "host", "cancelled"),
        ("ready", 30, "cancel", "sender", "cancelled"),
        ("ready", 30, "cancel", "maya", "cancelled"),
        ("ready", OVER, "cancel", "host", MoveRefused),
        ("completed", OVER, "cancel", "host", MoveRefused),
        ("ready", BEGUN, "end_early", "worker", "interrupted"),
        ("ready", BEGUN, "end_early", "host", "interrupted"),
        ("ready", OVER, "end_early", "host", MoveRefused),
        ("ready", 30, "end_early", "host", MoveRefused),
        ("ready", BEGUN, "end_early", "sender", PermissionDenied),
        ("ready", OVER, "attend", "host", "completed"),
        ("ready", OVER, "attend", "worker", PermissionDenied),
        ("ready", 30, "attend", "host", MoveRefused),
        ("confirmed", OVER, "attend", "host", MoveRefused),
        ("ready", OVER, "mark_absent", "host", "no_show"),
        ("ready", 30, "mark_absent", "host", MoveRefused),
        ("ready", OVER, "mark_absent", "maya", PermissionDenied),
        ("no_show", OVER, "settle", "maya", "no_show"),
        ("no_show", OVER, "settle", "host", PermissionDenied),
    ],
)
def test_verbs_go_where_the_domain_says(state, starts_in, verb, party, after):
    placement = a_placement(state, starts_in, dates=3)

    if isinstance(after, str):
        act(placement, verb, who(placement, party))
    else:
        with pytest.raises(after):
            act(placement, verb, who(placement, party))

    assert Placement.objects.get().state == (after if isinstance(after, str) else state)
    assert placement.events.count() == int(isinstance(after, str))


@pytest.mark.parametrize(
    "state, starts_in, verb, party, told",
    [
        ("confirmed", 30, "mark_ready", "worker", []),
        (
            "confirmed",
            OVER,
            "mark_ready",
            "worker",
            [("signed_late", "host"), ("signed_late", "maya"), ("signed_late", "worker")],
        ),
        ("confirmed", 30, "propose_change", "host", [("propose_change", "worker")]),
        ("confirmed", 30, "propose_change", "worker", [("propose_change", "host")]),
        ("ready", 30, "postpone", "worker", [("postpone", "host"), ("postpone", "sender"), ("postpone", "worker")]),
        (
            "ready",
            30,
            "cancel",
            "worker",
            [("cancel", "employer"), ("cancel", "host"), ("cancel", "maya"), ("cancel", "worker")],
        ),
        (
            "ready",
            BEGUN,
            "end_early",
            "host",
            [("end_early", "host"), ("end_early", "sender"), ("end_early", "worker")],
        ),
        ("ready", OVER, "attend", "host", [("attend", "worker")]),
        ("completed", OVER, "confirm_hours", "host", [("attend", "worker")]),
        ("ready", OVER, "mark_absent", "host", [("mark_absent", "maya"), ("mark_absent", "worker")]),
        ("no_show", OVER, "settle", "maya", [("settle", "host"), ("settle", "worker")]),
    ],
)
def test_the_right_people_hear_of_it(state, starts_in, verb, party, told):
    placement = a_placement(state, starts_in, dates=3)

    act(placement, verb, who(placement, party))

    assert mails() == told


def test_who_comes_second_changes_nothing():
    placement = a_placement("ready", 30)
    second = Placement.objects.get()
    placement.cancel(by=placement.worker, reason="dates")

    with pytest.raises(MoveRefused):
        second.postpone(by=placement.host_lead, reason="staff")

    assert (Placement.objects.get().state, len(placement.dates())) == ("cancelled", 2)
    assert [event.name for event in placement.events.all()] == ["cancel"]


def test_a_late_signature_leaves_a_mark():
    on_time, late = a_placement("confirmed", 30), a_placement("confirmed", OVER)

    on_time.mark_ready(on_time.worker)
    late.mark_ready(late.worker)

    assert (on_time.signed_late, late.signed_late) == (False, True)


def test_without_dates_it_cannot_become_ready():
    placement = a_placement("confirmed", 30)
    placement.postpone(by=placement.worker, reason="ill")

    with pytest.raises(MoveRefused):
        placement.mark_ready(placement.worker)


def test_the_host_never_reads_why_the_employer_cancelled():
    placement = a_placement("ready", 30)

    placement.cancel(by=placement.sender_lead, reason="employer", note="A conflict in the team.")

    texts = {mail.key.split(":")[2]: mail.text for mail in OutboxMail.objects.all()}
    assert "A conflict in the team." in texts["employer"]
    assert "A conflict in the team." not in texts["host"]
    assert "The employer no longer agrees" not in texts["host"]


@pytest.mark.parametrize("working_days, late", [(2, True), (3, False)])
def test_less_than_three_working_days_before_is_late(working_days, late, time_machine):
    time_machine.move_to(dt.datetime(2027, 3, 1, 10, tzinfo=dt.UTC))  # a Monday
    placement = a_placement("ready", working_days)

    placement.cancel(by=placement.host_lead, reason="staff")

    assert placement.is_late_cancellation is late


def test_who_needs_maya_gives_a_number_and_no_story():
    placement = a_placement("ready", 30)
    MemberFactory(is_coordinator=True, language="en")

    placement.ask_help(by=placement.worker, category="safety", phone="02 000 00 99")

    mail = OutboxMail.objects.get()
    assert (mail.name, mail.is_urgent) == ("placements/ask_help", True)
    assert "02 000 00 99" in mail.text
    assert "Something does not feel safe" in mail.text


@pytest.mark.parametrize("is_allowed", [True, False])
def test_after_a_late_signature_maya_decides_once_whether_a_certificate_may_follow(is_allowed):
    placement = a_placement("completed", OVER, signed_late=True)
    placement.days.update(real_minutes=450)
    assert (placement.can_be_certified, placement.waits_for_late_word) == (False, True)

    placement.decide_late(by=who(placement, "maya"), is_allowed=is_allowed)

    assert (placement.can_be_certified, placement.waits_for_late_word) == (is_allowed, False)
    assert mails() == [("late_decided", "host"), ("late_decided", "worker")]
    with pytest.raises(MoveRefused):
        placement.decide_late(by=who(placement, "maya"), is_allowed=is_allowed)


def test_what_maya_kept_back_she_may_still_give_and_not_the_other_way_round():
    placement, els = a_placement("completed", OVER, signed_late=True), MemberFactory(is_coordinator=True)
    placement.decide_late(by=els, is_allowed=False)

    placement.decide_late(by=els, is_allowed=True)

    assert placement.may_be_certified
    with pytest.raises(MoveRefused):
        placement.decide_late(by=els, is_allowed=False)


def test_signed_late_anew_maya_decides_anew():
    placement = a_placement("ready", OVER, signed_late=True)
    placement.decide_late(by=who(placement, "maya"), is_allowed=True)

    placement.events.create(name="sign", before="confirmed", after="ready", party="worker")

    assert placement.waits_for_late_word


def test_who_signed_in_time_asks_maya_nothing():
    placement = a_placement("completed", OVER)

    with pytest.raises(MoveRefused):
        placement.decide_late(by=who(placement, "maya"), is_allowed=False)
