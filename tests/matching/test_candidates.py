"""Which places can be proposed for a wish, in which months; the points are those of fit."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exchange.matching import fit
from exchange.matching.candidates import Candidates
from exchange.matching.models import Match
from exchange.members.models import Member
from exchange.placements.models import Placement
from tests.factories import OrganisationFactory, PlacementFactory, term
from tests.matching.market import house, next_month, place, sent, wish

pytestmark = pytest.mark.django_db
FAR = {"postcode": "8400", "latitude": 51.22, "longitude": 2.92}


def found(one):
    """The offers that were found for a wish, in order of fit."""
    return [row.offer for row in Candidates().found[one.pk]]


def months(one):
    return [list(row.months) for row in Candidates().found[one.pk]]


@pytest.mark.parametrize(
    "wished, there, elsewhere",
    [
        ({"lists__themes": ["T_CRIS", "T_RECO"]}, {"themes": ["T_RECO"]}, {"themes": ["T_WORK"]}),
        ({"lists__publics": ["ASD"]}, {"publics": ["ASD"]}, {}),
        ({"lists__languages": ["en"]}, {}, {"languages": ["fr"]}),
        ({"lists__sectors": ["MH"]}, {}, {"sector": "DIS"}),
        ({"lists__structures": ["MOB"]}, {"structure": "MOB"}, {"structure": "DAY"}),
        ({"months": [next_month().month]}, {}, {"months": [next_month(2).month]}),
        ({"travel_minutes": 45}, {}, FAR),
    ],
)
def test_what_is_wished_must_hold(wished, there, elsewhere):
    one = wish(**wished)
    fits, _not = (made(**values) for values in (there, elsewhere))

    assert found(one) == [fits]


def made(sector="MH", structure="DAY", themes=(), publics=(), languages=("fr", "en"), **values):
    own = {name: values.pop(name) for name in FAR if name in values}
    offer = place(
        organisation=house(sector=term("sector", sector), structure=term("structure", structure), **own), **values
    )
    offer.themes.set([term("theme", code) for code in themes])
    offer.publics.set([term("public", code) for code in publics])
    offer.languages.set([term("language", code) for code in languages])
    return offer


def test_place_and_visitor_share_a_language_and_none_is_asked_that_is_not_spoken():
    one = wish()
    fits, dutch = place(), place()
    dutch.languages.set([term("language", "nl")])
    asks = place(asked_language=term("language", "nl"))

    assert found(one) == [fits]
    one.worker.spoken.set([term("language", "nl")])
    assert found(one) == [fits, dutch, asks]


def test_the_own_house_a_paused_one_and_what_was_asked_before_are_left_out():
    one = wish()
    place(organisation=one.organisation)
    place(paused_until=timezone.localdate() + dt.timedelta(days=9))
    PlacementFactory(offer=place(), worker=one.worker, sender=one.organisation, state="refused")
    fits = place()

    assert found(one) == [fits]


def test_a_match_that_was_sent_is_not_proposed_again():
    one, offer = wish(), place()
    match = sent(one, offer)
    assert Candidates().found == {}

    match.put_away(by=one.worker)
    assert Candidates().found == {}
    Match.objects.update(shows_until=timezone.localdate() - dt.timedelta(days=1))

    assert found(one) == []


def visited(offer, *days):
    """Somebody is expected there on these days of the next month, 0 being the first."""
    PlacementFactory(offer=offer, state="confirmed", days=[next_month() + dt.timedelta(days=day) for day in days])


def test_months_are_free_where_a_visitor_still_fits():
    one, offer = wish(months=[next_month(number).month for number in (1, 2, 3)]), place()
    visited(offer, *range(31))
    offer.closed_periods.create(first=next_month(2), last=next_month(3) - dt.timedelta(days=1))

    assert months(one) == [[next_month(3)]]


@pytest.mark.parametrize("capacity, free", [(1, {}), (2, {next_month(): 1}), (3, {next_month(): 2})])
def test_a_month_has_as_many_places_as_fit_in_beside_who_is_expected(capacity, free):
    one = wish(months=[next_month().month])
    visited(place(capacity=capacity), *range(31))

    assert [row.months for row in Candidates().found.get(one.pk, [])] == [free][: bool(free)]


def test_two_days_of_a_visitor_leave_the_rest_of_the_month_free():
    one = wish(months=[next_month().month])
    visited(place(capacity=2), 2, 3)

    assert [row.months for row in Candidates().found[one.pk]] == [{next_month(): 2}]


def test_a_place_that_has_been_closed_for_years_stays_closed():
    one, offer = wish(months=[next_month(number).month for number in (1, 2, 3)]), place()
    last = next_month(3) - dt.timedelta(days=1)
    offer.closed_periods.create(first=last - dt.timedelta(days=1000), last=last)

    assert months(one) == [[next_month(3)]]


def test_a_month_takes_no_more_visitors_than_its_host_said():
    one = wish(months=[next_month(1).month, next_month(2).month])
    offer = place(capacity=2, monthly_capacity=1)
    visited(offer, 2, 3)

    assert [row.months for row in Candidates().found[one.pk]] == [{next_month(2): 1}]


def test_days_in_a_row_must_fit_into_the_month():
    one = wish(months=[next_month().month])
    place(weekdays=[0, 2], in_a_row=True)
    apart = place(weekdays=[0, 2])

    assert found(one) == [apart]


def test_the_order_is_that_of_fit():
    one = wish(lists__themes=["T_CRIS", "T_RECO"], months=[next_month().month])
    far = made(themes=["T_CRIS"], **FAR)
    best, same = made(themes=["T_CRIS", "T_RECO"]), made(themes=["T_CRIS"], sector="DIS")
    one.worker.function = term("profession", "EDU")
    one.worker.save()
    best.professions.set([term("profession", "EDU")])

    rows = Candidates().found[one.pk]

    assert [row.offer for row in rows] == [best, far, same]
    assert [row.points for row in rows] == [fit.points(row.facts) for row in rows]
    assert fit.told(rows[0].facts)[0] == "across the sectors"


def test_the_quick_points_are_those_of_the_facts():
    """The best of very many are found by quick points; they must be the exact ones."""
    one = wish(lists__themes=["T_CRIS"], months=[next_month().month])
    for sector in ("MH", "DIS", "DUAL"):
        made(themes=["T_CRIS", "T_RECO"], sector=sector)
        made(themes=["T_CRIS"], sector=sector, **FAR)
    candidates = Candidates()

    exact = {row.offer.pk: round(row.points, 6) for row in candidates.found[one.pk]}

    assert {pk: round(points, 6) for pk, points in candidates.quick(one).items()} == exact


def test_who_has_three_open_requests_and_whose_wish_no_host_reads_are_left_out():
    busy, hidden, one = wish(), wish(is_shown=False), wish()
    for _number in range(3):
        PlacementFactory(worker=busy.worker, sender=busy.organisation, state="requested")

    assert list(Candidates().found) == [one.pk]
    assert hidden.pk not in Candidates().found
    assert Placement.objects.count() == 3


def test_it_costs_the_same_queries_for_one_and_for_many():
    def asked(number):
        for _row in range(number):
            wish(words="equipe")
            place()
        with CaptureQueriesContext(connection) as queries:
            Candidates()
        return len(queries)

    assert asked(1) == asked(8)


def test_who_waits_is_known_by_the_commitment_alone():
    waits, hosted = house(sector=term("sector", "MH")), house(sector=term("sector", "MH"), hosted=2)
    place(organisation=waits), place(organisation=hosted)
    new, old = wish(), wish(organisation=OrganisationFactory(sent=1))

    problem = Candidates().problem()

    assert (problem.waits_to_host, problem.waits_to_send) == ({waits.pk}, {new.organisation_id})
    assert old.organisation_id not in problem.waits_to_send
    assert Member.objects.count() == 8
