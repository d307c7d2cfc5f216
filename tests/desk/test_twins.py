"""Maya adds, changes and removes words that mean the same, and the search follows."""

import pytest
from django.apps import apps
from django.urls import reverse

from catalogue.models import Offer
from exchange import jobs
from exchange.members.models import Organisation
from exchange.programmes import seed
from exchange.programmes.models import Twin
from exchange.programmes.texts import Texts
from tests.factories import OfferFactory, OrganisationFactory

from .morning import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def els(client):
    return signed_in(client)


def follow():
    for app in ("catalogue", "exchange.members"):
        jobs.import_string(f"{app}.tasks.remember_words")()


def test_a_row_that_maya_adds_is_searched_by(client, els):
    offer = OfferFactory(title=Texts(fr="La pairaidance"))
    house = OrganisationFactory(whom_we_receive=Texts(fr="La pairaidance"))

    client.post(reverse("desk:twins"), {"words": "pairaidance\nervaringswerk, Pairaidance"})
    follow()

    assert Twin.objects.latest("pk").words == ["pairaidance", "ervaringswerk"]
    assert list(Offer.objects.matching("ervaringswerk")) == [offer]
    assert list(Organisation.objects.matching("ervaringswerk")) == [house]


def test_one_word_alone_has_no_twin(client, els):
    page = client.post(reverse("desk:twins"), {"words": "pairaidance\nPairaidance"})

    assert "Write at least two words, each on its own line." in page.content.decode()
    assert not Twin.objects.filter(code=None).exists()


def test_a_changed_row_replaces_the_words_it_had(client, els):
    twin = Twin.objects.get(code="SSM")

    client.post(reverse("desk:twin", args=[twin.pk]), {"words": "SSM\nCGG\nkliniek"})

    assert Twin.objects.get(code="SSM").words == ["SSM", "CGG", "kliniek"]


def test_a_removed_row_is_forgotten_and_does_not_come_back(client, els):
    OfferFactory(title=Texts(fr="Notre CPAS"))

    client.post(reverse("desk:twin_remove", args=[Twin.objects.get(code="CPAS").pk]))
    seed.add_twins(apps)
    follow()

    assert not Offer.objects.matching("ocmw").exists()
    assert "OCMW" not in client.get(reverse("desk:twins")).content.decode()
