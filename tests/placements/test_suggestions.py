"""The dates a page suggests can be asked: the host is open, a place is free, the notice holds."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from exchange.placements.models import Placement
from exchange.placements.suggestions import suggestions
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, PlacementFactory

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

    told = ("Thu 11 and Fri 12 March", "9:00–17:00 · 15 hours in all", "2 places are free")
    assert (first, first.small, first.free) == told


def months_suggested(page):
    return {date.month for _key, one in page.context["form"].fields["proposal"].choices[:-1] for date in one.dates}


def test_the_days_suggested_lie_in_the_month_that_was_searched_for(client):
    offer, search = OfferFactory(), "http://testserver/catalogue/?month=6&month=x"
    client.force_login(MemberFactory(of=OrganisationFactory()))
    seen = client.get(offer.get_absolute_url(), headers={"Referer": search})
    address = reverse("placements:ask", args=[offer.pk]) + "?month=6&month=x"

    page = client.get(address)

    assert f'href="{address.replace("&", "&amp;")}"' in seen.content.decode()
    assert (months_suggested(page), "no days are free" in page.content.decode()) == ({6}, False)


def test_where_nothing_is_free_in_that_month_the_first_days_are_suggested_and_it_is_said(client):
    offer = OfferFactory(months=[3, 4])
    client.force_login(MemberFactory(of=OrganisationFactory()))

    page = client.get(reverse("placements:ask", args=[offer.pk]) + "?month=6")

    assert (months_suggested(page), "no days are free" in page.content.decode()) == ({3}, True)
