"""A search that is kept as a wish: what of each filter the wish holds, and what it says it does not keep."""

import pytest
from django.urls import reverse

from catalogue.filters import OfferFilter
from exchange.matching import looking
from exchange.matching.models import Wish
from exchange.programmes.models import Term
from tests.factories import MemberFactory, OrganisationFactory
from tests.matching.test_wishes import WIDE, place

pytestmark = pytest.mark.django_db
NEW = "matching:wish_new"
SENTENCE = "A wish does not keep these filters of your search: {}. "
HELD = {  # a filter of the catalogue with its value: the field of the wish, what stands in it
    "q": ("nuit", "words", "nuit"),
    "month": (["3", "4"], "months", ["3", "4"]),
    "from_work": ("45", "travel_minutes", "45"),
    "from_home": ("20", "travel_minutes", "20"),
    "sector": (["MH", "DIS"], "sectors", ["DIS", "MH"]),
    "structure": ("MOB", "structures", ["MOB"]),
    "public": ("ASD", "publics", ["ASD"]),
    "theme": (["T_CRIS", "T_RECO"], "themes", ["T_CRIS", "T_RECO"]),
    "language": ("nl", "languages", ["nl"]),
}
LEFT_OUT = {
    "place": ("1030", "Place"),
    "setting": ("AMB", "Setting"),
    "profession": ("EDU", "Professions welcome"),
    "level": ("B1", "My level in the language that is asked"),
    "weekday": ("2", "Days of the week"),
    "days": ("3", "Duration"),
    "access": ("WHEEL", "Accessibility"),
    "diploma": ("none", "Diploma"),
    "programme": ("vlinder", "Programme"),
}


@pytest.fixture
def member(client):
    member = MemberFactory(of=OrganisationFactory(postcode="1030", latitude=50.867, longitude=4.377))
    client.force_login(member)
    return member


def held_in(form, column):
    """What stands in a field of the form, terms by their codes."""
    value = form[column].value()
    return sorted(Term.objects.filter(pk__in=value).values_list("code", flat=True)) if column in Wish.LISTS else value


def test_every_filter_is_held_or_named():
    assert {*HELD, *LEFT_OUT} == set(OfferFilter.base_filters)


@pytest.mark.parametrize("name", HELD)
def test_a_filter_that_a_wish_can_hold_stands_in_it(client, member, name):
    value, column, held = HELD[name]

    page = client.get(reverse(NEW), {name: value})

    assert held_in(page.context["form"], column) == held
    assert "A wish does not keep" not in page.content.decode()


@pytest.mark.parametrize("name", LEFT_OUT)
def test_a_filter_that_a_wish_can_not_hold_is_named(client, member, name):
    value, label = LEFT_OUT[name]

    assert SENTENCE.format(label) in client.get(reverse(NEW), {name: value}).content.decode()


def test_all_that_is_not_kept_is_one_sentence_also_after_a_mistake(client, member):
    search = reverse(NEW) + "?weekday=2&place=1030&setting=AMB&sort=near&days="

    for page in (client.get(search), client.post(search, {"months": ["13"]})):
        assert SENTENCE.format("Place, Setting, Days of the week") in page.content.decode()


@pytest.mark.parametrize(
    "work, home, minutes, start, left",
    [
        ("45", "", "45", "work", []), ("", "45", "45", "home", []),
        ("60", "20", "20", "home", ["Travel from my workplace"]), ("20", "20", "20", "work", ["Travel from my home"]),
    ],
)  # fmt: skip
def test_of_two_ways_the_shorter_is_kept(client, member, work, home, minutes, start, left):
    context = client.get(reverse(NEW), {"from_work": work, "from_home": home}).context

    form = context["form"]
    assert (form["travel_minutes"].value(), form["travel_from"].value()) == (minutes, start)
    assert context["left_out"] == ", ".join(left)


def test_a_way_that_no_filter_offers_is_not_kept(client, member):
    assert client.get(reverse(NEW), {"from_work": "7"}).context["form"]["travel_minutes"].value() is None


def test_a_search_within_45_minutes_finds_no_place_at_the_sea(client, member):
    near, _far = place(postcode="1030", latitude=50.867, longitude=4.377), place(**WIDE)
    form = client.get(reverse(NEW), {"from_work": "45", "sector": "MH", "month": "3", "q": "equipe"}).context["form"]
    names = ("words", "months", "travel_minutes", "travel_from", "cadence", "sectors")

    client.post(reverse(NEW), {name: form[name].value() for name in names})

    wish = Wish.objects.get(worker=member)
    assert (wish.words, wish.months, [row.code for row in wish.sectors.all()]) == ("equipe", [3], ["MH"])
    assert (wish.travel_minutes, wish.travel_from) == (45, "work")
    assert list(looking.offers_for(wish)) == [near]
