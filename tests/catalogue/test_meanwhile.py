"""Two people who write the same offer at once: nothing is written over without a word."""

import re

import pytest
from django.urls import reverse

from catalogue.models import Offer
from tests.catalogue.test_hosting import filled
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(client):
    house = OrganisationFactory()
    lead = MemberFactory(reference=house)
    client.force_login(lead)
    return OfferFactory(organisation=house, contact=lead)


def opened(client, offer):
    page = client.get(reverse("catalogue:offer_edit", args=[offer.pk])).content.decode()
    return re.search(r'name="seen" value="(\w+)"', page)[1]


def save(client, offer, seen, **values):
    return client.post(reverse("catalogue:offer_edit", args=[offer.pk]), filled(offer, seen=seen, **values))


def test_who_saves_later_hears_of_it_once_and_may_then_write_over(client, offer):
    seen = opened(client, offer)
    save(client, offer, seen, see_fr="Autre chose.")

    page = save(client, offer, seen, title_fr="Mon titre").content.decode()

    assert "Yours differs in: Title and What one will see." in page
    assert Offer.objects.get().see.get("fr") == "Autre chose."
    assert 'value="Mon titre"' in page
    save(client, offer, re.search(r'name="seen" value="(\w+)"', page)[1], title_fr="Mon titre")
    assert (Offer.objects.get().title["fr"], Offer.objects.get().see["fr"]) == ("Mon titre", offer.see["fr"])


def test_who_saves_alone_hears_nothing_and_may_save_twice(client, offer):
    save(client, offer, opened(client, offer), title_fr="Un")
    save(client, offer, opened(client, offer), title_fr="Deux")

    assert Offer.objects.get().title["fr"] == "Deux"
