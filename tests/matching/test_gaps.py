"""What is wished beside what is offered: figures written out, whom to ask, and a fixed number of queries."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from catalogue.models import Offer
from exchange.matching.gaps import Gaps
from exchange.programmes.texts import Texts
from tests.factories import MemberFactory, OrganisationFactory, term
from tests.matching.market import house, place, wish

pytestmark = pytest.mark.django_db
UCCLE, IXELLES = {"postcode": "1180"}, {"postcode": "1050"}


def kind(structure, **where):
    return house(sector=term("sector", "MH"), structure=term("structure", structure), **where)


@pytest.fixture
def market():
    """Three wishes and two places; mobile teams are wished twice and offered once."""
    sender = house(**UCCLE)
    wish(organisation=sender, lists__structures=["MOB"], lists__themes=["T_CRIS"], months=[3])
    wish(organisation=sender, lists__structures=["MOB"], lists__themes=["T_CRIS", "T_RECO"], months=[3, 4])
    wish(organisation=house(**IXELLES))
    place(organisation=kind("MOB", **IXELLES), months=[3, 5]).themes.set([term("theme", "T_RECO")])
    place(organisation=kind("DAY", **IXELLES), months=[5])


def figures(number):
    with translation.override("en"):
        rows = Gaps().kinds[number].rows
    return {row.label: (row.wished, row.offered, row.missing) for row in rows}


def test_by_theme(market):
    theme = {code: str(term("theme", code)) for code in ("T_CRIS", "T_RECO")}

    assert figures(0) == {theme["T_CRIS"]: (2, 0, 2), theme["T_RECO"]: (1, 1, 0)}


def test_by_type(market):
    assert figures(1) == {str(term("structure", "MOB")): (2, 1, 1), str(term("structure", "DAY")): (0, 1, 0)}


def test_by_month(market):
    assert figures(2) == {"March": (2, 1, 1), "April": (1, 0, 1), "May": (0, 2, 0)}


def test_by_municipality(market):
    assert figures(3) == {"Uccle": (2, 0, 2), "Ixelles": (1, 2, 0)}


def test_an_organisation_counts_in_its_own_municipality_where_its_postcode_covers_two(market):
    brussels = Texts(fr="Bruxelles", nl="Brussel")
    wish(organisation=house(**IXELLES, municipality=brussels))
    silent = house(**IXELLES, municipality=brussels)

    assert figures(3) == {"Uccle": (2, 0, 2), "Ixelles": (1, 2, 0), "Bruxelles": (1, 0, 1)}
    assert {one: [row.label for row in rows] for one, rows in Gaps().whom_to_ask()}[silent] == ["Bruxelles"]


def test_whom_to_ask_are_members_without_a_place_that_would_fill_a_gap(market):
    mobile, _day = kind("MOB", **IXELLES), kind("DAY", **IXELLES)
    OrganisationFactory(structure=term("structure", "MOB"), state="paused")

    asked = [(organisation, [row.label for row in rows]) for organisation, rows in Gaps().whom_to_ask()]

    senders = [one for one, rows in asked if rows == ["Uccle"]]
    assert [one.postcode for one in senders] == ["1180"]
    assert (mobile, [str(term("structure", "MOB"))]) in asked
    assert len(asked) == 2


def test_a_closed_wish_and_a_hidden_place_are_not_counted():
    wish(lists__themes=["T_CRIS"]).stop()
    place(state="hidden").themes.set([term("theme", "T_CRIS")])

    assert figures(0) == {}


def test_it_costs_the_same_queries_for_one_and_for_many(market):
    def asked(number):
        for _row in range(number):
            wish(organisation=house(**UCCLE), lists__themes=["T_CRIS"])
            place()
            kind("MOB", **UCCLE)
        with CaptureQueriesContext(connection) as queries:
            gaps = Gaps()
            gaps.whom_to_ask(), gaps.who_comes_near()
        return len(queries)

    assert (asked(1), asked(7)) == (6, 6)


def test_an_organisation_without_people_is_called_where_it_has_only_a_phone(client, market):
    OrganisationFactory(structure=term("structure", "MOB"), phone="02 512 34 56", mail="")
    maya = MemberFactory(is_coordinator=True)
    Authenticator.objects.create(user=maya, type=Authenticator.Type.TOTP, data={})
    client.force_login(maya)

    page = client.get(reverse("matching:gaps")).content.decode()

    assert 'href="tel:025123456"' in page
    assert 'href="mailto:"' not in page


def near(label):
    """Whom it names for this gap, and why."""
    with translation.override("en"):
        found = {row.label: hosts for row, hosts in Gaps().who_comes_near()}
    return found.get(label, [])


def receives(structure="MOB", months=(), themes=(), publics=(), sector="MH"):
    """A host with one place."""
    host = house(sector=term("sector", sector), structure=term("structure", structure))
    made = place(organisation=host, months=list(months) or list(range(1, 13)))
    made.themes.set([term("theme", code) for code in themes])
    made.publics.set([term("public", code) for code in publics])
    return host


@pytest.mark.parametrize(
    "wished, host, why, named",
    [
        ({"lists__themes": ["T_CRIS", "T_RECO"]}, {"themes": ["T_RECO"]}, "Offers what the same people wish too: {}.",
         ("theme", "T_RECO")),
        ({"lists__publics": ["ASD"]}, {"publics": ["ASD"]}, "Receives whom they would like to meet: {}.",
         ("public", "ASD")),
        ({"lists__sectors": ["DIS"]}, {"sector": "DIS"}, "Works in the sector they wish: {}.", ("sector", "DIS")),
        ({}, {"sector": "MH"}, "Works in another sector than some of them: {}.", ("sector", "MH")),
    ],
)  # fmt: skip
def test_a_theme_leads_to_hosts_that_have_what_is_wished_along_with_it(wished, host, why, named):
    for _number in range(2):
        wish(**{"lists__themes": ["T_CRIS"]} | wished)
    found, _has_it, _far = receives(**host), receives(themes=["T_CRIS"], publics=["ASD"]), receives(sector="DIS")

    with translation.override("en"):
        sentence = why.format(term(*named))
    assert near(str(term("theme", "T_CRIS")))[0] == (found, sentence)


def test_a_theme_that_both_sectors_wish_leads_to_hosts_of_either():
    for sector in ("DIS", "MH"):
        wish(organisation=house(sector=term("sector", sector)), lists__themes=["T_CRIS"])
    hosts = [receives(), receives(sector="DIS")]

    assert [host for host, _why in near(str(term("theme", "T_CRIS")))] == hosts


def test_the_more_of_what_is_wished_a_host_has_the_sooner_it_is_named():
    wish(lists__themes=["T_CRIS", "T_RECO"], lists__publics=["ASD"], lists__sectors=["MH"])
    _sector, public = receives(), receives(publics=["ASD"])
    theme, all_of_it = receives(themes=["T_RECO"]), receives(themes=["T_RECO"], publics=["ASD"])

    named = [host for host, _why in near(str(term("theme", "T_CRIS")))]

    assert named == [all_of_it, theme, public]


def test_a_month_leads_to_hosts_that_receive_the_nearest_to_it():
    wish(months=[1])
    summer, autumn = receives(months=[6, 7]), receives(months=[10, 11, 12])
    receives(months=[1])
    wish(months=[1])

    assert near("January") == [
        (autumn, "Receives in other months, such as: October, November, December."),
        (summer, "Receives in other months, such as: June, July."),
    ]


def test_who_wishes_it_is_not_asked_for_it():
    seeker = receives(months=[5], themes=["T_RECO"])
    wish(organisation=seeker, lists__themes=["T_CRIS", "T_RECO"], months=[3])

    assert (near(str(term("theme", "T_CRIS"))), near("March")) == ([], [])


def test_the_page_leads_from_a_gap_to_the_desk(client, market):
    maya = MemberFactory(is_coordinator=True)
    Authenticator.objects.create(user=maya, type=Authenticator.Type.TOTP, data={})
    client.force_login(maya)
    page = client.get(reverse("matching:gaps")).content.decode().partition("Who might add it")[2]

    assert "April: 1 more wished than offered" in page
    assert "Receives in other months, such as: March, May." in page
    host = Offer.objects.get(months=[3, 5]).organisation
    assert f'<a href="{reverse("desk:organisation", args=[host.pk])}">' in page
