"""Each filter keeps what fits and drops the rest, the same on every page that shows what a search finds."""

import datetime as dt
from urllib.parse import parse_qs

import pytest
import time_machine

from catalogue.filters import OfferFilter
from exchange.programmes.models import Programme
from tests.catalogue.finding import everywhere, found, found_on_each_page
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, term

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def member(client):
    member = MemberFactory(of=OrganisationFactory(postcode="1090"))
    client.force_login(member)
    return member


def lists(**codes):
    """Lists of terms: the name of the list, and the code of the one term in it."""
    return {"lists": codes}


def house(**values):
    return {"house": values}


BOTH_SIDES = [
    ("q=ins", {"see": {"fr": "Tout"}}, {}),
    ("q=CRIS", {"see": {"fr": "La crise"}}, {"see": {"fr": "Une exécrise"}}),
    ("place=1030", house(postcode="1030"), house(postcode="1080")),
    ("sector=MH", house(sector="MH"), house(sector="DIS")),
    ("sector=MH&sector=DUAL", house(sector="DUAL"), house(sector="DIS")),
    ("structure=MOB", house(structure="MOB"), house(structure="DAY")),
    ("setting=RESID", house(setting="RESID"), house(setting="AMB")),
    ("public=DD", lists(publics="DD"), lists(publics="ADU")),
    ("theme=T_CRIS", lists(themes="T_CRIS"), lists(themes="T_DD")),
    ("theme=T_CRIS&theme=T_DD", lists(themes="T_DD"), lists(themes="T_RECO")),
    ("language=nl", {"languages": ["fr", "nl"]}, {"languages": ["fr"]}),
    ("profession=EDU", lists(professions="EDU"), lists(professions="NUR")),
    ("profession=EDU", {}, lists(professions="NUR")),  # everybody is welcome
    ("access=WHEEL", lists(access="WHEEL"), lists(access="LIFT")),
    ("access=WHEEL", lists(access="WHEEL"), {}),
    ("month=3", {"months": [2, 3]}, {"months": [2, 4]}),
    ("month=12", {"months": [12]}, {"months": list(range(1, 12))}),
    ("month=3&month=4", {"months": [4]}, {"months": [5]}),
    ("weekday=2", {"weekdays": [0, 2]}, {"weekdays": [0, 1, 3]}),
    ("weekday=2&weekday=6", {"weekdays": [6]}, {"weekdays": [0]}),
    ("days=3", {"minimum_dates": 2, "maximum_dates": 3}, {"minimum_dates": 2, "maximum_dates": 2}),
    ("days=3", {"minimum_dates": 3}, {"minimum_dates": 4}),
    ("days=2&days=5", {"minimum_dates": 5}, {"minimum_dates": 3, "maximum_dates": 4}),
    ("diploma=none", {"no_diploma": True}, {"no_diploma": False}),
    ("from_work=20", house(postcode="1090"), house(postcode="1200")),
    ("from_work=45", house(postcode="1030"), house(postcode="9000")),
    ("from_home=20", house(postcode="9000"), house(postcode="1030")),
    ("from_work=60&from_home=60", house(postcode="9300"), house(postcode="1030")),
    ("month=3&language=nl", {"months": [3], "languages": ["nl"]}, {"months": [4], "languages": ["nl"]}),
    ("month=3&language=nl", {"months": [3], "languages": ["nl"]}, {"months": [3], "languages": ["fr"]}),
]  # fmt: skip


def make(title, lists=(), house=(), **values):
    """An offer with this title, of a house at a postcode of its own."""
    house = {"postcode": "1030" if title == "inside" else "1080", **dict(house)}
    house |= {kind: term(kind, house[kind]) for kind in ("sector", "structure", "setting") if kind in house}
    offer = OfferFactory(title={"en": title}, organisation=OrganisationFactory(**house), **values)
    for name, code in dict(lists).items():
        getattr(offer, name).set([term(KINDS[name], code)])
    return offer


KINDS = {"publics": "public", "themes": "theme", "professions": "profession", "access": "access"}


@pytest.mark.parametrize("query, inside, outside", BOTH_SIDES)
def test_each_filter_keeps_what_fits_and_drops_the_rest(client, member, query, inside, outside):
    type(member).objects.filter(pk=member.pk).update(home_postcode="9000", travel_mode="car")
    make("inside", **inside), make("outside", **outside)

    assert found_on_each_page(client, query) == everywhere({"inside"})
    assert found_on_each_page(client, "") == everywhere({"inside", "outside"})


def test_the_filter_of_programmes_parts_them_where_there_are_two(client):
    second = Programme.objects.create(code="second", name={"en": "The second"}, is_current=False)
    make("inside", programme=second), make("outside")

    assert found_on_each_page(client, "programme=second") == everywhere({"inside"})
    both = found_on_each_page(client, f"programme=second&programme={Programme.current().code}")
    assert both == everywhere({"inside", "outside"})


def test_every_filter_has_an_offer_on_each_side():
    tried = {name for query, _inside, _outside in BOTH_SIDES for name in parse_qs(query)}

    assert set(OfferFilter.base_filters) - tried == {"level", "programme"}  # in tests of their own


@pytest.mark.parametrize("query, titles", [
    ("level=understand", {"none", "understand"}),
    ("level=converse", {"none", "understand", "a language", "converse"}),
    ("level=fluent", {"none", "understand", "a language", "converse", "fluent"}),
    ("level=understand&level=converse", {"none", "understand", "a language", "converse"}),
])  # fmt: skip
def test_ones_level_finds_whatever_asks_no_more(client, query, titles):
    asked = {"none": None, "a language": None, "understand": "understand", "converse": "converse", "fluent": "fluent"}
    for number, (title, level) in enumerate(asked.items()):
        OfferFactory(
            title={"en": title}, organisation__postcode=f"10{number + 2}0",
            asked_language=None if title == "none" else term("language", "nl"),
            asked_level=level and term("level", level),
        )  # fmt: skip

    assert found_on_each_page(client, query) == everywhere(titles)


def test_the_levels_are_a_filter_where_a_host_asks_more_than_the_least(client):
    OfferFactory(asked_language=term("language", "nl"), asked_level=term("level", "understand"))
    assert "level" not in {facet.name for facet in client.get("/catalogue/").context["filters"].facets}

    OfferFactory(asked_language=term("language", "nl"))
    (facet,) = (each for each in client.get("/catalogue/").context["filters"].facets if each.name == "level")

    assert (facet.label, [(option.label, option.number) for option in facet.options]) == (
        "My level in the language that is asked",
        [("I understand the language", 1), ("I can hold a conversation", 2), ("I speak it fluently", 2)],
    )


@pytest.fixture
def november():
    """A day in the middle of a month: March is that of the next year, November what is left of this one."""
    with time_machine.travel(dt.datetime(2026, 11, 15, 10, tzinfo=dt.UTC), tick=False):
        yield


CLOSED = [
    ("month=3", (2027, 3, 1), (2027, 3, 31), False),
    ("month=3", (2027, 2, 20), (2027, 4, 2), False),
    ("month=3", (2027, 3, 2), (2027, 3, 31), True),
    ("month=3", (2027, 3, 1), (2027, 3, 30), True),
    ("month=3&month=4", (2027, 3, 1), (2027, 3, 31), True),
    ("month=3", (2028, 3, 1), (2028, 3, 31), True),
    ("month=2", (2027, 2, 1), (2027, 2, 28), False),
    ("month=11", (2026, 11, 15), (2026, 11, 30), False),
    ("month=11", (2026, 11, 16), (2026, 11, 30), True),
]


@pytest.mark.parametrize("query, first, last, is_found", CLOSED)
def test_a_month_that_a_closed_period_covers_is_not_found(client, november, query, first, last, is_found):
    offer = OfferFactory(title={"en": "closed"}, organisation__postcode="1030")
    offer.closed_periods.create(first=dt.date(*first), last=dt.date(*last))
    OfferFactory(title={"en": "open"}, organisation__postcode="1080")

    assert found_on_each_page(client, query) == everywhere({"closed", "open"} if is_found else {"open"})


def test_what_is_closed_and_opened_again_is_found_at_once(client, november):
    offer = OfferFactory(title={"en": "one"})
    host = MemberFactory(reference=offer.organisation)
    seen = [found(client, "/catalogue/", "month=3")]
    period = offer.close(host, dt.date(2027, 3, 1), dt.date(2027, 3, 31), {})
    seen.append(found(client, "/catalogue/", "month=3"))
    offer.reopen(host, period.pk)

    assert [*seen, found(client, "/catalogue/", "month=3")] == [{"one"}, set(), {"one"}]
