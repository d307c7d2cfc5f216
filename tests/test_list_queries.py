"""Every list page asks the database as often for fifty rows as for one, six times at most beside session and user."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from exchange.demo.benchmark.urls import HELLO
from exchange.matching.models import Match, Proposal
from exchange.notifications.models import OutboxMail
from exchange.programmes.models import Twin
from exchange.programmes.workdays import today
from exchange.questionnaires.models import Sheet
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, PlacementFactory, WishFactory
from tests.matching.market import next_month

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LIMIT = 6
MEMBER = [
    "catalogue:list",
    "catalogue:list ?sector=MH&language=fr&month=3&q=equipe",
    "catalogue:list ?sort=near&from_work=45",
    "catalogue:map",
    "catalogue:organisations",
    "catalogue:organisations ?q=maison+adultes+dagcentrum",
    "catalogue:organisation",
    "catalogue:own_offers",
    "placements:list",
    "home",
    "members:people",
    "matching:best",
    "matching:favourites",
    "matching:wishes",
    "matching:wish",
    "matching:open_wishes",
]
MAYA = [
    "desk:home", "desk:column", "desk:placements", "desk:organisations", "desk:organisation", "desk:answers",
    "questionnaires:said", "desk:twins", "notifications:list", "matching:proposals", "matching:proposal",
    "matching:gaps",
]  # fmt: skip
OF_HOUSE = ["members:people", "catalogue:organisation", "desk:organisation", "questionnaires:said"]
MORE = {  # pages that hold several lists, or several ways of narrowing one
    "catalogue:organisation": 9,
    "home": 27,
    "placements:list": 14,
    "matching:best": 13,
    "matching:wish": 9,
    "desk:home": 41,
    "desk:column": 14,
    "desk:organisation": 12,
}


@pytest.fixture(autouse=True)
def with_hello(settings):
    settings.ROOT_URLCONF = "exchange.demo.benchmark.urls"


@pytest.fixture
def house():
    Proposal.objects.create(state="done")
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
        add_wishes(house, reader, offer, OfferFactory(organisation=house))
        add_for_maya(house)
        key = f"for-counting:{OutboxMail.objects.count()}"
        OutboxMail.objects.create(key=key, to="a@example.org", language="fr", subject="Essai", text="Essai")


def add_wishes(house, reader, theirs, ours):
    """A wish of the reader, or of a colleague, met elsewhere; one of others that we could meet; what came of both."""
    worker = reader if reader.is_in(house) else MemberFactory(of=house)
    mine, other = WishFactory(organisation=house, worker=worker), WishFactory()
    values = {"by": theirs.contact, "shows_until": today() + dt.timedelta(days=7)}
    house.wishes.earliest("pk").hits.create(offer=theirs)
    house.wishes.earliest("pk").invitations.create(offer=theirs, **values)
    other.hits.create(offer=ours)
    other.invitations.create(offer=ours, **values | {"by": ours.contact})
    values = {"month": next_month(), "points": 50, "facts": {"crosses": True, "hosted": 0}, "sent_at": timezone.now()}
    values |= {"proposal": Proposal.objects.earliest("at"), "shows_until": today() + dt.timedelta(days=7)}
    Match.objects.create(wish=mine, offer=theirs, worker=worker, consent_rule="none", **values)
    Match.objects.create(wish=other, offer=ours, worker=other.worker, consent_rule="none", **values)


def add_for_maya(house):
    """An answer about this organisation, a proposal, words that mean the same, somebody of her staff."""
    done = PlacementFactory(offer=OfferFactory(organisation=house), state="completed")
    sheet = Sheet.for_(done, "end", "worker")
    sheet.answers.create(question=sheet.questionnaire.questions.filter(kind="L5").first(), value=4)
    Sheet.objects.filter(pk=sheet.pk).update(finished_at=timezone.now())
    Proposal.objects.create(state="done")
    Twin.objects.create(words=["un", "een"])
    MemberFactory(is_coordinator=True)


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
    args = {
        "desk:column": ["answer"], "matching:wish": [house.wishes.earliest("pk").pk],
        "matching:proposal": [Proposal.objects.earliest("at").pk],
    } | {name: [house.pk] for name in OF_HOUSE}  # fmt: skip
    return reverse(name, args=args.get(name, [])) + query


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
