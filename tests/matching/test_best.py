"""Best for me: the order of places for one member, from rows, at a fixed number of queries."""

import datetime as dt

import pytest
from django.utils import timezone
from django.utils.dates import MONTHS

from catalogue.models import Offer
from exchange.matching.best import Best, reasons_for
from exchange.matching.models import FitWeight
from exchange.members.models import Organisation
from exchange.programmes.models import Programme
from tests.factories import (
    MemberFactory,
    OfferFactory,
    OrganisationFactory,
    PlacementFactory,
    WishFactory,
    term,
)
from tests.matching.market import next_month

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    """The member's own: a place for people with a disability, in Schaerbeek."""
    return OrganisationFactory(postcode="1030", latitude=50.867, longitude=4.377)


@pytest.fixture
def member(house):
    member = MemberFactory(of=house, language="fr", function=term("profession", "EDU"))
    member.spoken.set([term("language", "fr")])
    return member


def place(sector="DIS", hosted=1, received=1, **offer):
    far = {"postcode": "8400", "latitude": 51.22, "longitude": 2.92}
    here = {name: offer.pop(name) for name in list(offer) if name in far}
    organisation = OrganisationFactory(
        sector=term("sector", sector), hosted=hosted, received=received, **{**far, **here}
    )
    return OfferFactory(organisation=organisation, **{"languages": ["nl"], **offer})


def keys(offer, member):
    return {reason.key for reason in reasons_for(offer, member)}


def test_another_sector_is_a_reason_and_the_own_is_none(member):
    assert "sector" in keys(place("MH"), member)
    assert "sector" not in keys(place("DIS"), member)
    assert "sector" in keys(place("DUAL"), member)


def test_a_near_place_is_a_reason_and_a_far_one_is_none(member):
    assert "travel" in keys(place(postcode="1030", latitude=50.867, longitude=4.377), member)
    assert "travel" not in keys(place(), member)


def test_the_language_of_the_team_is_a_reason_unless_another_is_asked(member):
    assert "language" in keys(place(languages=["fr", "nl"]), member)
    assert "language" not in keys(place(languages=["nl"]), member)
    assert "language" not in keys(place(languages=["fr", "nl"], asked_language=term("language", "nl")), member)


def test_a_named_profession_is_a_reason(member):
    named, others, everybody = place(), place(), place()
    named.professions.set([term("profession", "EDU")])
    others.professions.set([term("profession", "NUR")])

    assert ["profession" in keys(offer, member) for offer in (named, others, everybody)] == [True, False, False]


def test_a_first_visitor_is_waited_for_where_nobody_came_yet(member):
    assert "first" in keys(place(received=0), member)
    assert "first" not in keys(place(received=1), member)
    assert "first" not in keys(place(hosted=0, received=1), member)  # somebody of one's own sector came


def test_a_month_is_a_reason_where_it_is_wished(member, house):
    march, april = place(months=[3]), place(months=[4])
    assert "months" not in keys(march, member)

    WishFactory(worker=member, organisation=house, months=[3])

    assert "months" in keys(march, member)
    assert "months" not in keys(april, member)


def test_themes_of_a_wish_and_of_a_ticked_goal_are_reasons(member, house):
    crisis, recovery, neither = place(), place(), place()
    crisis.themes.set([term("theme", "T_CRIS")])
    recovery.themes.set([term("theme", "T_RECO")])
    WishFactory(worker=member, organisation=house, lists__themes=["T_CRIS"])
    PlacementFactory(worker=member, sender=house).goals.set([term("goal", "recovery")])

    assert ["themes" in keys(offer, member) for offer in (crisis, recovery, neither)] == [True, True, False]


def visit(offer, number):
    """Somebody who comes on every day of the month so many ahead."""
    days = [next_month(number) + dt.timedelta(days=day) for day in range(28)]
    days += [day for day in (days[-1] + dt.timedelta(days=n) for n in (1, 2, 3)) if day.month == days[0].month]
    return PlacementFactory(offer=offer, state="confirmed", days=days)


def closed_in(offer, number):
    last = next_month(number + 1) - dt.timedelta(days=1)
    offer.closed_periods.create(first=next_month(number), last=last)


@pytest.mark.parametrize("values, happens, is_free", [
    ({}, lambda offer: None, True),
    ({}, lambda offer: visit(offer, 3), True),
    ({}, lambda offer: visit(offer, 2), False),
    ({"capacity": 2}, lambda offer: visit(offer, 2), True),
    ({"capacity": 2, "monthly_capacity": 1}, lambda offer: visit(offer, 2), False),
    ({}, lambda offer: closed_in(offer, 2), False),
    ({}, lambda offer: closed_in(offer, 3), True),
])  # fmt: skip
def test_a_wished_month_and_a_place_are_said_where_the_month_is_free(member, house, values, happens, is_free):
    WishFactory(worker=member, organisation=house, months=[next_month(2).month])
    offer = place(**values)
    happens(offer)

    assert {"months", "places"} & keys(offer, member) == ({"months", "places"} if is_free else set())


def test_of_several_months_the_next_that_is_free_is_said(member):
    offer, asked = place(), [next_month(3).month, next_month(1).month, next_month(2).month]
    visit(offer, 1), closed_in(offer, 2)

    (found,) = Best(Offer.objects.published().for_cards(), member, asked)[0:20]

    assert found.fit_reasons == f"possible in {MONTHS[next_month(3).month]}, a free place"


def test_who_wishes_no_month_hears_of_a_place_that_is_free_in_some(member):
    visited, closed = place(), place()
    visit(visited, 1)
    closed.closed_periods.create(first=next_month(0), last=next_month(12))

    assert "places" in keys(visited, member)
    assert "places" not in keys(closed, member)


def test_the_best_comes_first_and_the_own_places_last(member, house):
    own = OfferFactory(organisation=house)
    near = place("MH", hosted=0, received=0, languages=["fr"], postcode="1030", latitude=50.867, longitude=4.377)
    far = place()

    found = Best(Offer.objects.published().for_cards(), member)[0:20]

    assert found == [near, far, own]
    assert found[0].fit_reasons == "other sector, 5 min from your work, your language"
    assert found[2].fit_reasons == ""


def test_a_host_that_lets_requests_lapse_comes_after_one_that_answers(member):
    silent, answering = place(), place()
    Offer.objects.update(published_at=timezone.now())
    for offer, state in ((silent, "expired"), (answering, "refused")):
        for _number in range(3):
            PlacementFactory(offer=offer, state=state)

    found = Best(Offer.objects.published().for_cards(), member)[0:20]

    assert found == [answering, silent]
    assert found[0].fit_reasons == found[1].fit_reasons


def test_the_weights_of_maya_decide(member):
    near, other = place(postcode="1030", latitude=50.867, longitude=4.377), place("MH")
    assert Best(Offer.objects.published().for_cards(), member)[0:20] == [other, near]

    FitWeight.objects.create(programme=Programme.current(), reason="sector", points=0)

    assert Best(Offer.objects.published().for_cards(), member)[0:20] == [near, other]


@pytest.mark.parametrize("number", [1, 30])
def test_it_costs_the_same_for_one_and_for_many(member, django_assert_num_queries, number):
    for _number in range(number):
        place("MH")

    with django_assert_num_queries(12):  # nine of its own, then the count, the page and its languages
        best = Best(Offer.objects.published().for_cards(), member)
        assert len(best) == number
        assert len(best[0:20]) == min(number, 20)


def test_beyond_the_head_the_rough_order_goes_on(member, monkeypatch):
    monkeypatch.setattr("exchange.matching.best.HEAD", 2)
    offers = [place("MH", published_at=timezone.now() - dt.timedelta(days=n)) for n in range(5)]

    best = Best(Offer.objects.published().for_cards(), member)

    assert [*best[0:2], *best[2:4], *best[4:5]] == offers
    assert best[4:5][0].fit_reasons == "other sector, a free place"


def test_a_host_that_sent_more_than_it_received_comes_first(member):
    even, owing = place(hosted=2), place(hosted=2)
    Organisation.objects.filter(pk=even.organisation_id).update(sent=2)
    Organisation.objects.filter(pk=owing.organisation_id).update(sent=3)
    Offer.objects.update(published_at=timezone.now())

    found = Best(Offer.objects.published().for_cards(), member)[0:20]

    assert found == [owing, even]
    assert found[0].fit_reasons == found[1].fit_reasons
