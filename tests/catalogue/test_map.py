"""The map: a number per postcode, as many as the list finds, each a link to the list of that place."""

import pytest

from catalogue.map import APART, Mark, label_side, outlines, spread
from exchange.programmes.texts import Texts
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
MAP = "/catalogue/map/"


@pytest.fixture
def robin(client):
    member = MemberFactory(of=OrganisationFactory(postcode="1090"))
    client.force_login(member)
    return member


@pytest.fixture
def offers():
    return [OfferFactory(organisation__postcode=code) for code in ("1030", "1030", "1080", "9000", "ZZ")]


def numbers(marks):
    return {mark.postcode: mark.number for mark in marks}


def test_places_are_counted_per_postcode_and_outside_apart(client, robin, offers):
    context = client.get(MAP).context

    assert numbers(context["inside"]) == {"1030": 2, "1080": 1}
    assert numbers(context["outside"]) == {"9000": 1, "ZZ": 1}
    assert (context["number"], context["outside_number"]) == (5, 2)


def test_the_map_keeps_the_filters_and_says_them(client, robin, offers):
    context = client.get(MAP + "?from_work=45").context

    assert numbers(context["inside"]) == {"1030": 2, "1080": 1} and not context["outside"]
    assert context["chips"] == [("Under 45 min from work", "", "from_work", "45")]
    assert {mark.query for mark in context["inside"]} == {"from_work=45&place=1030", "from_work=45&place=1080"}


def test_a_mark_leads_to_as_many_places_as_it_says(client, robin, offers):
    for mark in client.get(MAP).context["inside"]:
        assert client.get(f"/catalogue/?{mark.query}").context["page"].paginator.count == mark.number


def test_a_mark_is_a_link_with_a_name_and_the_list_says_the_same(client, robin, offers):
    page = client.get(MAP).content.decode()

    assert 'aria-label="Schaerbeek 1030, 2 places"' in page
    assert page.count("/catalogue/?place=1030") == 2


def test_a_mark_of_one_place_names_it_and_leads_to_its_page(client, robin, offers):
    context = client.get(MAP).context
    alone = {mark.postcode: mark.url for mark in [*context["inside"], *context["outside"]] if mark.only}

    assert alone == {offer.organisation.postcode: offer.get_absolute_url() for offer in offers[2:]}
    assert f'<a href="{offers[2].get_absolute_url()}">{offers[2].organisation}</a>' in client.get(MAP).content.decode()


@pytest.mark.parametrize(("where", "side"), [([], -24), ([(330, 270)], 40), ([(330, 270), (330, 340)], -24)])
def test_the_words_at_my_work_avoid_a_mark_where_they_can(where, side):
    marks = [Mark("1000", "", 1, "", *spot) for spot in where]

    assert label_side(Mark("1090", "", 0, "", 300, 300), marks) == side


def test_a_mark_and_its_filter_name_both_municipalities_of_a_postcode(client, robin):
    words = {"name": Texts(fr="Les Tilleuls"), "municipality": Texts(fr="Bruxelles", nl="Brussel")}
    OfferFactory(organisation=OrganisationFactory(postcode="1050", **words))

    page = client.get(MAP).content.decode()

    assert 'aria-label="Les Tilleuls, Ixelles / Bruxelles 1050"' in page
    assert client.get("/catalogue/?place=1050").context["chips"][0][0] == "1050 Ixelles / Bruxelles"
    assert client.get("/catalogue/?place=1030").context["chips"][0][0] == "1030 Schaerbeek"


def test_my_work_is_marked_only_where_it_lies_on_the_map(client, robin, offers):
    assert client.get(MAP).context["work"].postcode == "1090"
    robin.memberships.update(workplace="9000")

    assert client.get(MAP).context["work"] is None


def test_the_list_leads_to_the_map_with_its_filters(client, robin, offers):
    assert "/catalogue/map/?from_work=45" in client.get("/catalogue/?from_work=45").content.decode()


def test_marks_at_one_spot_are_pushed_apart():
    marks = [Mark(str(number), "", 1, "", 300, 300) for number in range(5)]
    spread(marks)
    gaps = [((a.x - b.x) ** 2 + (a.y - b.y) ** 2) ** 0.5 for n, a in enumerate(marks) for b in marks[n + 1 :]]

    assert min(gaps) > APART - 4


def test_the_map_costs_the_same_queries_for_one_and_for_fifty(client, robin, django_assert_num_queries):
    OfferFactory(organisation__postcode="1210")  # one that is named
    for number in (1, 49):
        OfferFactory.create_batch(number)
        client.get(MAP)  # this process reads what it keeps
        with django_assert_num_queries(6):  # session, person, memberships, the mark, the places, the names
            client.get(MAP)


def test_brussels_has_nineteen_outlines_that_lie_in_the_drawing():
    drawing = outlines()

    assert len(drawing["paths"]) == 19
    assert (drawing["width"], 600 < drawing["height"] < 680) == (640, True)


def test_several_filters_are_removed_at_once_on_the_map_as_in_the_list(client, robin, offers):
    for path in (MAP, "/catalogue/"):
        one, two = (client.get(path + query).content.decode() for query in ("?month=3", "?month=3&month=4"))

        assert (f'<a href="{path}" data-filter="">' in one, f'<a href="{path}" data-filter="">' in two) == (False, True)
