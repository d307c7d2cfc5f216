"""Every list page asks the database as often for fifty rows as for one, six times at most beside session and user."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from exchange.demo.benchmark.urls import HELLO
from exchange.notifications.models import OutboxMail
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, PlacementFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LIMIT = 6
MEMBER = [
    "catalogue:list",
    "catalogue:list ?sector=MH&language=fr&month=3&q=equipe",
    "catalogue:list ?sort=near&from_work=45",
    "catalogue:organisations",
    "catalogue:organisations ?q=maison+adultes+dagcentrum",
    "catalogue:own_offers",
    "placements:list",
    "home",
    "members:people",
    "matching:favourites",
    "matching:wishes",
    "matching:open_wishes",
]
MAYA = [
    "desk:home", "desk:placements", "desk:organisations", "desk:answers", "notifications:list", "matching:proposals",
    "matching:gaps",
]  # fmt: skip
MORE = {  # pages that hold several lists, or several ways of narrowing one
    "catalogue:list ?sort=near&from_work=45": 7,
    "home": 22,
    "placements:list": 13,
    "desk:home": 39,
}


@pytest.fixture(autouse=True)
def with_hello(settings):
    settings.ROOT_URLCONF = "exchange.demo.benchmark.urls"


@pytest.fixture
def house():
    return OrganisationFactory(latitude=50.86, longitude=4.37)


@pytest.fixture
def member(client, house):
    member = MemberFactory(reference=house)
    client.force_login(member)
    return member


@pytest.fixture
def maya(client):
    maya = MemberFactory(is_coordinator=True)
    Authenticator.objects.create(user=maya, type=Authenticator.Type.TOTP, data={})
    client.force_login(maya)
    return maya


def add_rows(number, house, reader):
    """So many of everything that a list may show to this reader."""
    for _row in range(number):
        offer = OfferFactory(organisation__latitude=50.85, organisation__longitude=4.35)
        PlacementFactory(offer=offer, sender=house, worker=MemberFactory(of=house))
        PlacementFactory(offer=OfferFactory(organisation=house))
        reader.favourites.create(offer=offer)
        MemberFactory(of=house)
        key = f"for-counting:{OutboxMail.objects.count()}"
        OutboxMail.objects.create(key=key, to="a@example.org", language="fr", subject="Essai", text="Essai")


def queries(client, path):
    """How many it asks beside session and user, when what a process keeps has been read."""
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as beside:
        client.get(HELLO)
    return len(asked) - len(beside)


def address(page, house):
    name, _blank, query = page.partition(" ")
    return reverse(name, args=[house.pk] if name == "members:people" else []) + query


def count(client, pages, house, reader):
    """Of each page its queries for one row and for fifty."""
    add_rows(1, house, reader)
    one = {page: queries(client, address(page, house)) for page in pages}
    add_rows(49, house, reader)
    return {page: (one[page], queries(client, address(page, house))) for page in pages}


def check(found):
    assert {page: numbers for page, numbers in found.items() if numbers[0] != numbers[1]} == {}
    assert {page: many for page, (_one, many) in found.items() if many > MORE.get(page, LIMIT)} == {}


def test_a_members_lists(client, house, member):
    check(count(client, MEMBER, house, member))


def test_mayas_lists(client, house, maya):
    check(count(client, MAYA, house, maya))
