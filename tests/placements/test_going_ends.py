"""How an immersion ends: early, attended, or in an absence that Maya settles. Expectations: domain.md 7.3, 7.6."""

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps

from exchange.members.models import Organisation
from exchange.notifications.models import OutboxMail
from exchange.placements import words
from exchange.placements.models import PastImmersion
from exchange.placements.states import MoveRefused
from exchange.placements.steps import timeline, where
from tests.factories import MemberFactory, OrganisationFactory, term

from .going import a_placement, values

pytestmark = pytest.mark.django_db
TODAY, BEGUN, OVER = 0, -1, -5  # the first day, in days from now


@pytest.mark.parametrize("reason, told", [("match", 0), ("safety", 1), ("secrecy", 1)])
def test_safety_and_secrecy_alert_maya(reason, told):
    placement = a_placement("ready", BEGUN, dates=3)

    placement.end_early(by=placement.worker, reason=reason, minutes={})

    assert OutboxMail.objects.filter(key__contains=":maya:").count() == told


def test_an_early_end_keeps_the_hours_done():
    placement = a_placement("ready", TODAY)
    first, second = placement.dates()
    placement.days.filter(date=first).update(starts=dt.time(0, 1))

    placement.end_early(by=placement.host_lead, reason="personal", minutes={first: 180, second: 0})

    assert (placement.state, placement.real_minutes(), placement.hours_text) == ("interrupted", 180, "3 hours")


def test_after_an_early_end_people_read_the_days_that_were_attended():
    placement = a_placement("ready", TODAY)
    first, second = placement.dates()
    placement.days.filter(date=first).update(starts=dt.time(0, 1))

    placement.end_early(by=placement.host_lead, reason="personal", minutes={first: 180, second: 0})

    told = (placement.dates_text, placement.days_text, placement.length_text, timeline(placement)[-3].small)
    assert told == (words.days_text([first]), words.days_text([first]), "One day", words.short_day_text(first))
    assert placement.dates() == [first, second]


def test_hours_as_planned_keep_their_times_of_the_day():
    placement = a_placement("ready", OVER)
    planned = placement.dates_text

    placement.attend(by=placement.host_lead)

    assert (placement.dates_text, planned.endswith(", 9:00–17:00")) == (planned, True)


def test_without_figures_the_hours_are_those_planned():
    placement = a_placement("ready", OVER)

    placement.attend(by=placement.host_lead)

    assert [day.real_minutes for day in placement.days.all()] == [450, 450]


def test_at_most_an_hour_more_than_planned_is_confirmed():
    placement = a_placement("ready", OVER)
    first = placement.first_day

    with pytest.raises(MoveRefused):
        placement.attend(by=placement.host_lead, minutes={first: 511})
    assert placement.real_minutes() is None
    placement.attend(by=placement.host_lead, minutes={first: 510})

    assert placement.real_minutes() == 960


def test_some_dates_may_have_been_missed():
    placement = a_placement("ready", OVER)

    placement.attend(by=placement.host_lead, minutes={placement.first_day: 0})

    assert placement.hours_text == "7 hours 30 minutes"
    assert (placement.state, placement.is_long_enough) == ("completed", False)


def test_none_at_all_is_an_absence():
    placement = a_placement("ready", OVER)

    placement.attend(by=placement.host_lead, minutes=dict.fromkeys(placement.dates(), 0))

    assert (placement.state, placement.real_minutes()) == ("no_show", None)


@pytest.mark.parametrize(
    "host, sender, same_counts, counted",
    [
        ("MH", "DIS", False, 1),
        ("MH", "MH", False, 0),
        ("MH", "MH", True, 1),
        ("DUAL", "DUAL", False, 1),
        ("MH", "DUAL", False, 1),
    ],
)
def test_what_crosses_sectors_counts_for_the_commitment(host, sender, same_counts, counted):
    placement = a_placement("ready", OVER)
    set_sectors(placement, host, sender, same_counts)

    placement.attend(by=placement.host_lead)

    placement.host.refresh_from_db()
    placement.sender.refresh_from_db()
    assert (placement.host.hosted, placement.host.received, placement.host.sent) == (counted, 1, 0)
    assert (placement.sender.hosted, placement.sender.received, placement.sender.sent) == (0, 0, counted)


@pytest.mark.parametrize("minutes, received", [(180, 1), (0, 0)])
def test_who_came_for_some_hours_was_received(minutes, received):
    placement = a_placement("ready", TODAY)
    first, second = placement.dates()
    placement.days.filter(date=first).update(starts=dt.time(0, 1))

    placement.end_early(by=placement.host_lead, reason="personal", minutes={first: minutes, second: 0})

    placement.host.refresh_from_db()
    assert (placement.host.hosted, placement.host.received) == (0, received)


def test_the_first_count_of_who_was_received_is_made_from_what_there_is():
    done, cut, empty = (a_placement(state, OVER) for state in ("completed", "interrupted", "interrupted"))
    cut.days.update(real_minutes=200)
    other = OrganisationFactory(hosted=4)
    days = {"first_day": "2025-03-04", "last_day": "2025-03-05", "dates": ["2025-03-04", "2025-03-05"], "minutes": 900}
    rows = [PastImmersion(programme=done.programme, host=done.host, sender=other, **days)]
    PastImmersion.objects.bulk_create(rows)

    import_module("exchange.placements.migrations.0003_count_who_was_received").fill(apps, None)

    houses = [done.host, cut.host, empty.host, other]
    assert [Organisation.objects.get(pk=house.pk).received for house in houses] == [2, 1, 0, 4]


def set_sectors(placement, host, sender, same_counts):
    placement.host.sector, placement.sender.sector = term("sector", host), term("sector", sender)
    placement.host.save()
    placement.sender.save()
    placement.programme.same_sector_counts = same_counts


def test_while_an_absence_is_talked_over_no_date_stands_beside_it():
    placement = a_placement("ready", OVER)
    placement.mark_absent(by=placement.host_lead)
    before = timeline(placement)[-1]

    placement.contest(by=placement.worker, note="I was there.")
    placement.refresh_from_db()

    assert (before.label, before.small) == (
        "The visit did not take place",
        words.short_span_text(placement.dates()),
    )
    assert (timeline(placement)[-1].label, timeline(placement)[-1].small) == ("Maya talks with both sides", "")
    assert where(placement, timeline(placement)).endswith(": Maya talks with both sides")


def test_an_absence_is_contested_once_and_within_five_days(time_machine):
    placement = a_placement("ready", OVER)
    placement.mark_absent(by=placement.host_lead)
    marked = placement.events.get().at
    time_machine.move_to(marked + dt.timedelta(days=6))
    with pytest.raises(MoveRefused):
        placement.contest(by=placement.worker, note="I was there.")
    time_machine.move_to(marked + dt.timedelta(days=5))

    placement.contest(by=placement.worker, note="I was there.")

    with pytest.raises(MoveRefused):
        placement.contest(by=placement.worker, note="I was there.")
    assert [event.name for event in placement.events.all()] == ["mark_absent", "contest"]


@pytest.mark.parametrize(
    "outcome, more, after, real",
    [
        ("absent", {}, "no_show", None),
        ("completed", {}, "completed", 900),
        ("ready", {"days": values(20, 21)}, "confirmed", None),
    ],
)
def test_maya_settles_an_absence(outcome, more, after, real):
    placement = a_placement("no_show", OVER)

    placement.settle(by=MemberFactory(is_coordinator=True), outcome=outcome, **more)

    placement.refresh_from_db()
    assert (placement.state, placement.real_minutes()) == (after, real)
