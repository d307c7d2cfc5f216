"""Whom a visitor may call is somebody who works there."""

import pytest
from django.utils import timezone

from catalogue.models import Offer
from catalogue.tasks import replace_contacts
from exchange.notifications.models import OutboxMail
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer():
    house = OrganisationFactory()
    return OfferFactory(organisation=house, contact=MemberFactory(of=house, first_name="Karim"))


def leave(offer):
    offer.contact.memberships.update(ended_at=timezone.now())
    replace_contacts()
    replace_contacts()
    return Offer.objects.get()


def mails():
    return [(mail.name, mail.to) for mail in OutboxMail.objects.all()]


def test_when_the_contact_has_left_the_reference_person_is_called_and_told_once(offer):
    lead = MemberFactory(reference=offer.organisation)

    kept = leave(offer)

    assert (kept.contact, mails()) == (lead, [("catalogue/contact_left", lead.email)])
    assert "Karim" in OutboxMail.objects.get().text


def test_where_nobody_is_left_no_name_is_shown(offer, client):
    kept = leave(offer)
    client.force_login(MemberFactory(of=OrganisationFactory()))

    assert (kept.contact, "Karim" in client.get(kept.get_absolute_url()).content.decode()) == (None, False)


def test_who_works_there_stays_the_contact(offer):
    contact = offer.contact

    replace_contacts()

    assert (Offer.objects.get().contact, mails()) == (contact, [])
