"""How far, how long, and for whom: the model of docs/travel.md."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from catalogue.models import Offer
from catalogue.travel import Traveller, km_text, minutes, minutes_text, reach, rounded, way
from exchange.members import places
from exchange.members.models import Member, Organisation
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory

MODES = st.sampled_from(list(Member.Mode))
JETTE, SCHAERBEEK, GHENT = (places.municipality(code) for code in ("1090", "1030", "9000"))


@given(st.floats(0, 300), st.floats(0, 300), MODES)
def test_a_longer_way_never_takes_less_time(one, other, mode):
    assert minutes(min(one, other), mode) <= minutes(max(one, other), mode)


@given(st.floats(0, 300), MODES)
def test_the_reach_of_the_minutes_a_way_takes_is_that_way(km, mode):
    assert reach(minutes(km, mode), mode) == pytest.approx(km, abs=1e-6)


@given(st.sampled_from(places.all_places()), st.sampled_from(places.all_places()))
def test_a_way_is_as_long_as_the_way_back_and_never_leaves_belgium(one, other):
    assert way(one, other) == pytest.approx(way(other, one))
    assert 0 <= way(one, other) < 1.3 * 300


@pytest.mark.parametrize(
    "km, mode, expected",
    [(0.5, "public", 6.25), (6, "public", 30), (10, "public", 43.3), (40, "public", 73.3), (6, "bicycle", 26),
     (10, "car", 35), (45, "car", 65)],
)  # fmt: skip
def test_the_time_is_what_the_document_says(km, mode, expected):
    assert minutes(km, mode) == pytest.approx(expected, abs=0.05)


@pytest.mark.parametrize("number, expected", [(0, 5), (6.25, 5), (22.4, 20), (22.6, 25), (61, 60)])
def test_minutes_are_rounded_to_five_and_never_to_none(number, expected):
    assert rounded(number) == expected


@pytest.mark.parametrize("language, words", [
    ("fr", ("6,2 km", "environ 25 min", "environ 1 h 40", "moins de 1 km")),
    ("nl", ("6,2 km", "ongeveer 25 min", "ongeveer 1 u 40", "minder dan 1 km")),
    ("en", ("6.2 km", "about 25 min", "about 1 h 40", "less than 1 km")),
])  # fmt: skip
def test_distance_and_time_are_said_in_the_readers_language(language, words):
    with translation.override(language):
        assert (km_text(6.21), minutes_text(24), minutes_text(101), km_text(0.4)) == words


def test_a_person_without_any_known_place_is_no_traveller(db):
    assert Traveller.of(MemberFactory()) is None


def test_one_sets_out_from_the_organisation_unless_ones_team_sits_elsewhere(db):
    member = MemberFactory(of=OrganisationFactory(postcode="1090"))
    assert Traveller.of(member).point().postcode == "1090"

    member.memberships.update(workplace="1030")
    assert Traveller.of(Member.objects.get(pk=member.pk)).point() == SCHAERBEEK


def test_an_ended_membership_is_no_place_to_set_out_from(db):
    member = MemberFactory(of=OrganisationFactory(postcode="1090"))
    member.memberships.get().end(by=member)

    assert Traveller.of(member) is None


def test_the_words_name_where_one_sets_out(db):
    traveller = Traveller(JETTE, GHENT, "bicycle")

    with translation.override("en"):
        assert traveller.words(SCHAERBEEK) == "4.6 km, about 20 min from your workplace"
        assert traveller.words(GHENT, "home") == "less than 1 km, about 5 min from your home"
        assert traveller.words(Organisation(postcode="ZZ")) == ""


def test_the_way_from_home_is_compared_with_the_usual_one(db):
    with translation.override("en"):
        assert Traveller(JETTE, JETTE, "bicycle").longer(SCHAERBEEK) == "About 20 minutes longer than your usual way."
        assert Traveller(JETTE, SCHAERBEEK, "bicycle").longer(SCHAERBEEK).startswith("About 20 minutes shorter")
        assert Traveller(JETTE, SCHAERBEEK, "car").longer(JETTE) == "About as long as your usual way."
        assert Traveller(JETTE, None, "car").longer(SCHAERBEEK) == ""


@pytest.fixture
def offers(db):
    return {code: OfferFactory(organisation__postcode=code) for code in ("1030", "1090", "9000", "ZZ")}


@pytest.mark.parametrize("start, most, expected", [
    ("work", 25, {"1030", "1090"}), ("work", 15, {"1090"}), ("home", 20, {"9000"}),
    ("work", 600, {"1030", "1090", "9000"}),
])  # fmt: skip
def test_within_keeps_what_can_be_reached_in_time(offers, start, most, expected):
    traveller = Traveller(JETTE, GHENT, "bicycle")
    found = traveller.within(Offer.objects.all(), most, start)

    assert {offer.organisation.postcode for offer in found} == expected


def test_within_and_the_minutes_on_the_card_agree(offers):
    traveller = Traveller(JETTE, None, "public")
    place = offers["1030"].organisation
    exact = traveller.minutes_to(place)

    assert traveller.within(Organisation.objects.filter(pk=place.pk), exact + 0.01).exists()
    assert not traveller.within(Organisation.objects.filter(pk=place.pk), exact - 0.01).exists()


def test_nearest_comes_first_and_what_is_not_known_last(offers):
    traveller = Traveller(JETTE, GHENT, "car")
    order = traveller.nearest_first(Offer.objects.all())
    from_home = traveller.nearest_first(Organisation.objects.all(), "home")

    assert [offer.organisation.postcode for offer in order] == ["1090", "1030", "9000", "ZZ"]
    assert from_home.first().postcode == "9000"


def test_an_organisation_that_moves_takes_its_point_along(db):
    place = OrganisationFactory(postcode="1030")
    place.postcode = "9000"
    place.save(update_fields=["postcode"])
    place.refresh_from_db()

    assert (place.latitude, place.longitude) == (GHENT.latitude, GHENT.longitude)


def test_every_belgian_postcode_is_known():
    assert len(places.by_postcode()) >= 1145
