import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalogue.finding import Finding
from exchange.programmes.models import Programme
from exchange.programmes.texts import Texts
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, term

pytestmark = pytest.mark.django_db
LIST = "/catalogue/"


@pytest.fixture
def member(client):
    member = MemberFactory(of=OrganisationFactory())
    client.force_login(member)
    return member


def titles(client, query=""):
    return {str(offer.title) for offer in client.get(LIST + query).context["page"]}


def named(title, **values):
    """An offer with this title; `lists` fills its lists of terms."""
    lists = values.pop("lists", {})
    offer = OfferFactory(title=Texts(en=title), **values)
    for name, (kind, code) in lists.items():
        getattr(offer, name).set([term(kind, code)])
    return offer


def of(**values):
    values = {kind: term(kind, code) for kind, code in values.items()}
    return OrganisationFactory(**values)


def test_the_filter_of_programmes_is_there_where_offers_belong_to_two(client, member):
    named("of the first")
    assert titles(client, "?programme=second") == {"of the first"}

    second = Programme.objects.create(code="second", name={"en": "The second"}, is_current=False)
    named("of the second", programme=second)
    first = Programme.current().code
    assert titles(client, "?programme=second") == {"of the second"}
    assert titles(client, f"?programme={first}") == {"of the first"}
    assert titles(client, f"?programme={first}&programme=second") == {"of the first", "of the second"}


def test_values_of_one_filter_widen_and_filters_narrow(client, member):
    named("march", months=[3])
    named("april", months=[4])
    named("april in Dutch", months=[4], lists={"languages": ("language", "nl")})

    assert titles(client, "?month=3&month=4") == {"march", "april", "april in Dutch"}
    assert titles(client, "?month=3&month=4&language=nl") == {"april in Dutch"}


def test_an_unknown_value_in_the_address_is_left_aside(client, member):
    named("one")

    assert titles(client, "?sector=NONSENSE&month=99&page=x") == {"one"}


def test_a_finding_takes_another_order_and_keeps_its_filters(member):
    first, second = named("first", months=[3]), named("second", months=[3])
    named("closed", months=[4])

    finding = Finding(QueryDict("month=3&page=1"), member)

    assert list(finding.page(finding.offers.order_by("pk"))) == [first, second]
    assert (finding.query, finding.chips) == ("month=3", [("March", "", "month", "3")])


def test_a_chip_leads_to_the_same_list_without_its_filter(client, member):
    named("march", months=[3])

    chips = client.get(LIST + "?month=3&month=4&language=fr&q=mar&page=1").context["chips"]

    assert {(chip.words, chip.name, chip.value): chip.query for chip in chips} == {
        ("“mar”", "q", "mar"): "month=3&month=4&language=fr",
        ("French", "language", "fr"): "month=3&month=4&q=mar",
        ("March", "month", "3"): "month=4&language=fr&q=mar",
        ("April", "month", "4"): "month=3&language=fr&q=mar",
    }


def test_a_filter_with_one_value_is_not_shown_unless_it_is_in_use(client, member):
    named("one")

    shown = [field.name for field in client.get(LIST).context["filters"].facets]
    used = [field.name for field in client.get(LIST + "?sector=MH").context["filters"].facets]

    assert shown == ["month", "from_work", "profession", "weekday", "days", "diploma"]
    assert used == ["sector", "month", "from_work", "profession", "weekday", "days", "diploma"]


def test_nothing_found_says_what_each_filter_costs_the_most_places_first(client, member):
    for number in range(3):
        named(f"april {number}", months=[4], lists={"languages": ("language", "nl")})
    named("march in French", months=[3])
    named("may", months=[5])

    page = client.get(LIST + "?q=april&month=3&month=5&sector=MH&page=2&sort=near")

    assert list(page.context["to_loosen"]) == [
        ("March, May", "q=april&sector=MH&sort=near", "month", 3),
        ("april", "month=3&month=5&sector=MH&sort=near", "q", 2),
    ]
    assert "Without “March, May”: 3 places" in page.content.decode()
    for one in page.context["to_loosen"]:
        assert len(titles(client, f"?{one.query}")) == one.number


def test_a_search_without_a_hit_says_what_the_filters_beside_it_find(client, member):
    named("one", months=[3])
    named("two", months=[4])

    page = client.get(LIST + "?q=<nowhere>&month=3")

    assert 'data-filter="q">Without “&lt;nowhere&gt;”: 1 place</a>' in page.content.decode()
    assert page.context["to_loosen"] == [("<nowhere>", "month=3", "q", 1)]
    assert client.get(LIST + "?q=one").context["to_loosen"] == []


def test_where_letting_one_filter_go_is_not_enough_nothing_is_promised(client, member):
    named("one", months=[3])

    page = client.get(LIST + "?q=nowhere&month=4")

    assert page.context["to_loosen"] == []
    assert "Letting one filter go is not enough." in page.content.decode()


def test_a_fragment_holds_the_list_alone(client, member):
    named("one")

    html = client.get(LIST, headers={"HX-Request": "true"}).content.decode()

    assert ("one" in html, "1 place fits" in html, "<html" in html) == (True, True, False)


def test_the_second_page_shows_the_next_twenty(client, member):
    organisation = OrganisationFactory()
    for number in range(25):
        OfferFactory(organisation=organisation, title=Texts(en=f"nr {number}"))

    html = client.get(LIST + "?month=3").content.decode()

    assert 'href="?month=3&amp;page=2"' in html
    assert (len(titles(client)), len(titles(client, "?page=2"))) == (20, 5)


def queries(client, address):
    """Of a page whose counts are known to the process."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("address", [LIST, LIST + "?language=fr&month=3&q=deux&sector=MH", "/catalogue/organisations/"])
def test_one_and_fifty_rows_cost_the_same_queries(client, member, address):
    OfferFactory()
    one = queries(client, address)
    for _number in range(49):
        OfferFactory()

    assert queries(client, address) == one


def test_the_newest_comes_first(client, member):
    old, new = named("old"), named("new")
    type(old).objects.filter(pk=old.pk).update(published_at=old.published_at.replace(year=2020))

    assert [offer.pk for offer in client.get(LIST).context["page"]] == [new.pk, old.pk]


@pytest.mark.parametrize("origin", ["/catalogue/?month=3", "/catalogue/map/?month=3&month=4", "/catalogue/best/"])
def test_the_way_back_keeps_the_page_and_its_filters(client, member, origin):
    offer = named("one")

    page = client.get(offer.get_absolute_url(), headers={"Referer": f"http://testserver{origin}"})

    assert page.context["back"] == origin
    elsewhere = client.get(offer.get_absolute_url(), headers={"Referer": "http://evil.test/catalogue/?month=3"})
    assert elsewhere.context["back"] == reverse("catalogue:list")


def test_each_count_is_what_choosing_it_finds(client, member):
    named("march", organisation=of(sector="DIS"), months=[3], weekdays=[0])
    named("nurses", months=[4], minimum_dates=3, lists={"professions": ("profession", "NUR")})
    named("in Dutch", months=[3, 4], no_diploma=False, lists={"languages": ("language", "nl")})

    for facet in client.get(LIST + "?month=3").context["filters"].facets:
        for option in [each for each in facet.options if facet.name != "month" and each.number is not None]:
            chosen = f"?month=3&{facet.name}={option.value}"
            assert (chosen, option.number) == (chosen, len(titles(client, chosen)))


def test_counts_are_said_beside_the_choices_and_follow_in_a_fragment(client, member):
    named("one", months=[3])

    page = client.get(LIST + "?month=3").content.decode()
    fragment = client.get(LIST + "?month=3", headers={"HX-Request": "true"}).content.decode()

    assert '<span aria-hidden="true">1</span><span class="vh">, 1 place</span>' in page
    assert ("hx-swap-oob" in page, 'id="places_id_month_2" hx-swap-oob="true"' in fragment) == (False, True)
