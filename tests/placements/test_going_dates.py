"""Other dates after the confirmation: proposed, taken, put aside, put off. Expectations: domain.md 7.3, 7.6."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from exchange.notifications.models import OutboxMail
from exchange.placements.models import Placement
from exchange.placements.states import MoveRefused
from tests.factories import PlacementFactory

from .going import a_placement, values, who

pytestmark = pytest.mark.django_db


def test_only_who_can_agree_to_other_dates_is_asked_about_them():
    placement = a_placement("confirmed", 30)

    placement.propose_change(by=placement.worker, days=values(40, 41))

    assert list(OutboxMail.objects.values_list("to", flat=True)) == [placement.host_lead.email]


def test_proposed_dates_hold_only_once_the_other_side_agrees():
    placement = a_placement("confirmed", 30)
    before = placement.dates()
    placement.propose_change(by=placement.worker, days=values(40, 41))
    assert placement.dates() == before
    with pytest.raises(PermissionDenied):
        placement.change_dates(by=placement.worker, date_set=placement.date_sets.get())

    placement.change_dates(by=placement.host_lead, date_set=placement.date_sets.get())

    assert [day.as_value() for day in placement.days.all()] == values(40, 41)
    assert not placement.date_sets.get().is_open


@pytest.mark.parametrize("party", ["worker", "host", "maya"])
def test_proposed_dates_are_put_aside_by_either_side(party):
    placement = a_placement("confirmed", 30)
    before = placement.dates()
    placement.propose_change(by=placement.worker, days=values(40, 41))

    placement.keep_dates(by=who(placement, party), date_set=placement.date_sets.get())

    kept = Placement.objects.get()
    assert (kept.dates(), kept.proposal, kept.state) == (before, None, "confirmed")


@pytest.mark.parametrize("party, told", [("worker", "host"), ("host", "worker")])
def test_the_other_side_hears_that_the_dates_stay(party, told):
    placement = a_placement("confirmed", 30)
    date_set = placement.date_sets.create(party="worker", days=values(40, 41))

    placement.keep_dates(by=who(placement, party), date_set=date_set)

    heard = {(mail.name, mail.key.split(":")[2]) for mail in OutboxMail.objects.all()}
    assert heard == {("placements/keep_dates", told)}


def test_who_declines_too_late_declines_nothing_newer():
    placement = a_placement("confirmed", 30)
    placement.propose_change(by=placement.worker, days=values(40, 41))
    old = placement.date_sets.get()
    placement.propose_change(by=placement.worker, days=values(42, 43))

    with pytest.raises(MoveRefused):
        placement.keep_dates(by=placement.host_lead, date_set=old)

    assert Placement.objects.get().proposal.days == values(42, 43)


def test_a_proposal_is_taken_once():
    placement = a_placement("confirmed", 30)
    placement.propose_change(by=placement.worker, days=values(40, 41))
    date_set = placement.date_sets.get()
    placement.change_dates(by=placement.host_lead, date_set=date_set)

    with pytest.raises(MoveRefused):
        placement.change_dates(by=placement.host_lead, date_set=date_set)

    assert placement.events.filter(name="change_dates").count() == 1


@pytest.mark.parametrize(
    "days", [values(40), values(40, 41, ends="10:00"), values(-3, -2)], ids=["one date", "too few hours", "over"]
)
def test_dates_that_break_a_rule_are_not_proposed(days):
    placement = a_placement("confirmed", 30)

    with pytest.raises(MoveRefused):
        placement.propose_change(by=placement.worker, days=days)

    assert placement.date_sets.count() == 0


def test_new_dates_need_a_free_place():
    placement = a_placement("confirmed", 30)
    PlacementFactory(offer=placement.offer, state="confirmed", days=[dt.date.fromisoformat(values(41)[0]["date"])])

    with pytest.raises(MoveRefused):
        placement.postpone(by=placement.host_lead, reason="staff", days=values(40, 41))

    placement.refresh_from_db()
    assert (placement.state, len(placement.dates())) == ("confirmed", 2)


def test_the_worker_is_nowhere_else_on_the_new_dates():
    placement = a_placement("confirmed", 30)
    PlacementFactory(
        worker=placement.worker,
        sender=placement.sender,
        state="ready",
        days=[dt.date.fromisoformat(values(41)[0]["date"])],
    )

    with pytest.raises(MoveRefused):
        placement.propose_change(by=placement.host_lead, days=values(40, 41))


def test_postponed_without_dates_it_waits_sixty_days_for_new_ones():
    placement = a_placement("ready", 30)

    placement.postpone(by=placement.worker, reason="ill")

    assert (placement.state, placement.dates(), placement.first_day) == ("confirmed", [], None)
    assert placement.dates_wanted_by == dt.date.fromisoformat(values(60)[0]["date"])
