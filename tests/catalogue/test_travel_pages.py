"""Travel in the list and on the page of an offer."""

import pytest

from exchange.members.models import Member
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def near():
    return OfferFactory(organisation__postcode="1030")


@pytest.fixture
def far():
    return OfferFactory(organisation__postcode="9000")


@pytest.fixture
def robin(client):
    member = MemberFactory(of=OrganisationFactory(postcode="1090"), travel_mode="bicycle")
    client.force_login(member)
    return member


def found(client, query=""):
    return list(client.get(f"/catalogue/?{query}").context["page"])


@pytest.mark.parametrize("minutes, is_found", [(20, False), (45, True), (60, True)])
def test_the_filter_keeps_what_can_be_reached_from_work(client, robin, near, far, minutes, is_found):
    assert found(client, f"from_work={minutes}") == ([near] if is_found else [])


def test_the_filter_from_home_asks_for_a_home(client, robin, near, far):
    assert "from_home" not in client.get("/catalogue/").context["filters"].offered
    type(robin).objects.filter(pk=robin.pk).update(home_postcode="9000")

    assert found(client, "from_home=20") == [far]


def test_the_travel_filter_has_a_chip_that_removes_it(client, robin, near):
    chips = client.get("/catalogue/?from_work=45&q=a").context["chips"]

    assert ("Under 45 min from work", "q=a", "from_work", "45") in chips


def test_the_nearest_can_come_first(client, robin, near, far):
    assert found(client) == [far, near]
    assert found(client, "sort=near") == [near, far]


@pytest.fixture
def at_home_in_ghent(robin):
    type(robin).objects.filter(pk=robin.pk).update(home_postcode="9000")


@pytest.mark.parametrize("query, ghent_first", [
    ("from_home=60&sort=near", True), ("from_work=&from_home=60&sort=near", True), ("sort=near", False),
])  # fmt: skip
def test_nearest_first_begins_at_home_where_the_filter_does(client, at_home_in_ghent, far, query, ghent_first):
    towards_work = OfferFactory(organisation__postcode="9090")  # Melle

    assert found(client, query) == ([far, towards_work] if ghent_first else [towards_work, far])


@pytest.mark.parametrize("query, way", [
    ("from_home=60", "33 km, about 55 min from your home"), ("", "28 km, about 50 min from your workplace"),
    ("from_work=60", "28 km, about 50 min from your workplace"),
    ("from_work=60&from_home=60", "28 km, about 50 min from your workplace"),
])  # fmt: skip
def test_a_card_counts_the_way_from_where_the_filter_does(client, at_home_in_ghent, query, way):
    OfferFactory(organisation__postcode="9300")  # Alost: by car within an hour of both
    Member.objects.update(travel_mode="car")

    page = client.get(f"/catalogue/?{query}")

    assert [f"{offer.trip} {offer.trip_from}" for offer in page.context["page"]] == [way]
    assert way.partition(" from ")[0] in page.content.decode()


def test_best_for_me_counts_the_way_from_where_the_filter_does(client, at_home_in_ghent, far):
    (offer,) = client.get("/catalogue/best/?from_home=45").context["page"]

    assert "5 min from your home" in offer.fit_reasons
    assert (offer.trip, offer.trip_from) == ("less than 1 km, about 5 min", "from your home")


def test_an_address_from_home_that_is_passed_on_tells_nothing_of_that_home(client, at_home_in_ghent, near):
    client.force_login(MemberFactory(of=OrganisationFactory(postcode="1090")))

    page = client.get("/catalogue/?from_home=20&sort=near").content.decode()

    assert ("from your workplace" in page, "from your home" in page, str(near) in page) == (True, False, True)


def test_a_place_narrows_the_list_and_has_its_chip(client, robin, near, far):
    answer = client.get("/catalogue/?place=9000")

    assert list(answer.context["page"]) == [far]
    assert answer.context["chips"] == [("9000 Gand", "", "place", "9000")]


def test_a_card_says_how_far_it_is(client, robin, near):
    page = client.get("/catalogue/").content.decode()

    assert "4.6 km, about 20 min" in page and "from your workplace" in page


def test_the_page_of_an_offer_says_both_ways_and_compares(client, robin, near):
    type(robin).objects.filter(pk=robin.pk).update(home_postcode="1090")
    page = client.get(near.get_absolute_url()).content.decode()

    assert "4.6 km, about 20 min from your workplace" in page
    assert "4.6 km, about 20 min from your home" in page
    assert "About 20 minutes longer than your usual way." in page


def test_what_is_wrong_with_how_one_travels_is_summed_up_once(client, robin):
    page = client.post("/profile/travel/", {"travel_mode": "balloon"}).content.decode()

    assert page.count("Something is not right yet") == 1


def test_who_has_no_known_place_is_told_where_to_give_a_postcode(client, near):
    client.force_login(MemberFactory(of=OrganisationFactory(postcode="ZZ")))

    assert "/profile/travel/" in client.get(near.get_absolute_url()).content.decode()
    assert "/profile/travel/" in client.get("/catalogue/").content.decode()
    assert found(client, "from_work=20&sort=near") == [near]
