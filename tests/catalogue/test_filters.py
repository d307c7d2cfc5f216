"""Each filter keeps what fits and drops the rest, the same on every page that shows what a search finds."""

import pytest

from tests.catalogue.finding import PAGES, found
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, term

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def member(client):
    member = MemberFactory(of=OrganisationFactory(postcode="1090"))
    client.force_login(member)
    return member


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("query, titles", [
    ("level=understand", {"none", "understand"}),
    ("level=converse", {"none", "understand", "a language", "converse"}),
    ("level=fluent", {"none", "understand", "a language", "converse", "fluent"}),
    ("level=understand&level=converse", {"none", "understand", "a language", "converse"}),
])  # fmt: skip
def test_ones_level_finds_whatever_asks_no_more(client, page, query, titles):
    asked = {"none": None, "a language": None, "understand": "understand", "converse": "converse", "fluent": "fluent"}
    for number, (title, level) in enumerate(asked.items()):
        OfferFactory(
            title={"en": title}, organisation__postcode=f"10{number + 2}0",
            asked_language=None if title == "none" else term("language", "nl"),
            asked_level=level and term("level", level),
        )  # fmt: skip

    assert found(client, page, query) == titles


def test_the_levels_are_a_filter_where_a_host_asks_more_than_the_least(client):
    OfferFactory(asked_language=term("language", "nl"), asked_level=term("level", "understand"))
    assert "level" not in {facet.name for facet in client.get("/catalogue/").context["filters"].facets}

    OfferFactory(asked_language=term("language", "nl"))
    (facet,) = (each for each in client.get("/catalogue/").context["filters"].facets if each.name == "level")

    assert (facet.label, [(option.label, option.number) for option in facet.options]) == (
        "My level in the language that is asked",
        [("I understand the language", 1), ("I can hold a conversation", 2), ("I speak it fluently", 2)],
    )
