"""The dates a page suggests can be asked: the host is open, a place is free, the notice holds."""

import datetime as dt

import pytest
import time_machine

from exchange.placements.models import Placement
from exchange.placements.suggestions import suggestions
from tests.factories import OfferFactory, PlacementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(dt.datetime(2027, 3, 1, 10, tzinfo=dt.UTC), tick=False):
        yield


def test_some_days_in_a_row_the_same_a_week_later_and_one_day_a_week():
    keys = [suggestion.key for suggestion in suggestions(OfferFactory())]

    assert keys == ["2027-03-11,2027-03-12", "2027-03-18,2027-03-19", "2027-03-11,2027-03-18"]


def test_a_host_that_wants_days_in_a_row_gets_no_weekly_suggestion():
    assert len(suggestions(OfferFactory(in_a_row=True))) == 2


def test_full_days_closed_months_and_other_weekdays_are_left_out():
    offer = OfferFactory(weekdays=[0, 1], months=[4])
    PlacementFactory(offer=offer, state="confirmed", days=[dt.date(2027, 4, 5)])

    assert [suggestion.key for suggestion in suggestions(offer)][:2] == [
        "2027-04-12,2027-04-13",
        "2027-04-19,2027-04-20",
    ]


def test_a_public_holiday_is_not_suggested():
    easter_monday = dt.date(2027, 3, 29)

    for suggestion in suggestions(OfferFactory(weekdays=[0, 1], notice_days=20)):
        assert easter_monday.isoformat() not in suggestion.key


def test_short_days_need_more_dates():
    offer = OfferFactory(starts=dt.time(13), ends=dt.time(16, 30))

    for suggestion in suggestions(offer):
        days = offer.default_days([dt.date.fromisoformat(date) for date in suggestion.key.split(",")])
        assert Placement(offer=offer).refusal_of_length(Placement(offer=offer).planned_days(days)) is None


def test_a_suggestion_tells_its_hours_and_free_places():
    first = suggestions(OfferFactory(capacity=2))[0]

    assert (first, first.small, first.free) == ("Thu 11 and Fri 12 March", "9:00–17:00 · 15 h", "2 places are free")
