"""Each filter keeps what fits and drops the rest, the same on every page that shows what a search finds."""

import datetime as dt

import pytest
import time_machine

from tests.catalogue.finding import PAGES, found, found_on_each_page
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, term

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def member(client):
    member = MemberFactory(of=OrganisationFactory(postcode="1090"))
    client.force_login(member)
    return member


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

    assert found_on_each_page(client, query) == dict.fromkeys(PAGES, titles)


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

    assert found_on_each_page(client, query) == dict.fromkeys(PAGES, {"closed", "open"} if is_found else {"open"})


def test_what_is_closed_and_opened_again_is_found_at_once(client, november):
    offer = OfferFactory(title={"en": "one"})
    host = MemberFactory(reference=offer.organisation)
    seen = [found(client, "/catalogue/", "month=3")]
    period = offer.close(host, dt.date(2027, 3, 1), dt.date(2027, 3, 31), {})
    seen.append(found(client, "/catalogue/", "month=3"))
    offer.reopen(host, period.pk)

    assert [*seen, found(client, "/catalogue/", "month=3")] == [{"one"}, set(), {"one"}]
