"""Maya hides an offer that is not right: its host reads why."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from catalogue.models import Offer
from exchange.notifications.models import OutboxMail
from tests.factories import MemberFactory, OfferFactory

from .morning import signed_in

pytestmark = pytest.mark.django_db
WORDS = "The hours are those of another place."


@pytest.fixture
def offer():
    offer = OfferFactory()
    MemberFactory(reference=offer.organisation, email="host@example.org")
    Offer.objects.filter(pk=offer.pk).update(contact=None)
    return offer


def hide(client, offer, words=WORDS):
    return client.post(reverse("desk:offer_hide", args=[offer.pk]), {"words": words})


def standing(offer):
    return Offer.objects.get(pk=offer.pk).state


def test_maya_hides_an_offer_and_the_host_reads_why(client, offer):
    signed_in(client)

    page = client.get(reverse("catalogue:offer", args=[offer.pk])).content.decode()
    hide(client, offer)

    mail = OutboxMail.objects.get()
    assert reverse("desk:offer_hide", args=[offer.pk]) in page
    assert (standing(offer), mail.name, mail.to) == ("hidden", "catalogue/taken_off", "host@example.org")
    assert WORDS in mail.text


def test_without_a_reason_nothing_is_hidden(client, offer):
    signed_in(client)

    answer = hide(client, offer, words="")

    assert (answer.status_code, standing(offer), OutboxMail.objects.count()) == (200, "published", 0)


def test_a_second_click_hides_nothing_and_mails_nobody(client, offer):
    signed_in(client)
    hide(client, offer)

    answer = hide(client, offer)

    assert (answer.url, OutboxMail.objects.count()) == (offer.get_absolute_url(), 1)


def test_nobody_else_hides_it_in_mayas_name(client, offer):
    member = MemberFactory(reference=offer.organisation)
    client.force_login(member)

    page = client.get(reverse("catalogue:offer", args=[offer.pk])).content.decode()

    assert (hide(client, offer).status_code, reverse("desk:offer_hide", args=[offer.pk]) in page) == (404, False)
    with pytest.raises(PermissionDenied):
        offer.take_off(member, WORDS)
    assert standing(offer) == "published"
