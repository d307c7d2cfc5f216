"""Halfway and at the end of its months, an organisation is offered help with its commitment; never a reproach."""

import datetime as dt

import pytest
import time_machine

from exchange.members.tasks import remind_of_commitment
from exchange.notifications.models import Reminder
from tests.factories import MemberFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
JOINED = dt.datetime(2026, 8, 31, 12, tzinfo=dt.UTC)


def joined(**columns):
    organisation = OrganisationFactory(welcomed_at=JOINED, **columns)
    MemberFactory(reference=organisation)
    return organisation


def said():
    return [row.sentence for row in Reminder.objects.order_by("pk")]


def on(*day):
    with time_machine.travel(dt.datetime(*day, 9, tzinfo=dt.UTC), tick=False):
        remind_of_commitment()


@pytest.mark.parametrize(
    "day, times",
    [
        ((2027, 2, 28), 0),
        ((2027, 3, 1), 1),
        ((2027, 3, 30), 1),
        ((2027, 4, 1), 0),
        ((2027, 8, 31), 1),
        ((2027, 10, 1), 0),
    ],
)
def test_help_is_offered_at_six_and_at_twelve_months(day, times):
    joined()

    on(*day)
    on(*day)

    assert len(said()) == times


@pytest.mark.parametrize(
    "hosted, sent, words",
    [(0, 0, ["host a first visitor"]), (0, 1, ["can host now"]), (1, 0, ["may go now"]), (1, 1, [])],
)
def test_it_says_what_is_still_to_come(hosted, sent, words):
    joined(hosted=hosted, sent=sent)

    on(2027, 3, 1)

    assert [word in sentence for word, sentence in zip(words, said(), strict=True)] == [True] * len(words)


@pytest.mark.parametrize("columns", [{"state": "paused"}, {"hold_until": dt.date(2027, 3, 1)}])
def test_who_rests_is_left_in_peace(columns):
    joined(**columns)

    on(2027, 3, 1)

    assert said() == []


def test_who_has_done_it_meanwhile_hears_nothing():
    organisation = joined(sent=1)
    on(2027, 3, 1)
    organisation.hosted = 1
    organisation.save()

    on(2027, 3, 1)

    assert said() == []
