"""A pause of an offer: not found until a day, back by itself, open to whoever has the address."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from catalogue.models import Offer
from catalogue.publishing import OfferMoved
from catalogue.tasks import tell_back
from exchange.notifications.models import OutboxMail
from exchange.placements.models import Placement
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
MARCH = dt.datetime(2027, 3, 1, 10, tzinfo=dt.UTC)
BACK = dt.date(2027, 3, 15)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MARCH, tick=False) as clock:
        yield clock


@pytest.fixture
def offer():
    return OfferFactory()


@pytest.fixture
def host(offer):
    return MemberFactory(reference=offer.organisation)


@pytest.fixture
def worker():
    return MemberFactory(of=OrganisationFactory())


def mails():
    return [(mail.name, mail.to) for mail in OutboxMail.objects.order_by("pk")]


@pytest.mark.parametrize("day, found", [(dt.date(2027, 3, 14), False), (BACK, True)])
def test_a_paused_offer_is_found_again_on_its_day_without_any_work(offer, host, clock, day, found):
    offer.pause(host, BACK)

    clock.move_to(dt.datetime.combine(day, dt.time(12), dt.UTC))

    assert Offer.objects.published().filter(pk=offer.pk).exists() is found


def test_the_contact_is_told_once_that_it_is_back(offer, host, clock):
    offer.pause(host, BACK)
    tell_back()
    assert mails() == []

    clock.move_to(dt.datetime.combine(BACK, dt.time(7), dt.UTC))
    tell_back()
    tell_back()

    assert mails() == [("catalogue/back", offer.contact.email)]


def test_a_contact_who_left_is_not_told_but_who_gets_the_requests(offer, host, clock):
    offer.pause(host, BACK)
    offer.contact.memberships.update(ended_at=MARCH)

    clock.move_to(dt.datetime.combine(BACK, dt.time(7), dt.UTC))
    tell_back()

    assert mails() == [("catalogue/back", host.email)]


def test_back_now_needs_no_mail(offer, host, clock):
    offer.pause(host, BACK)
    offer.resume(host)
    clock.move_to(dt.datetime.combine(BACK, dt.time(7), dt.UTC))
    tell_back()

    assert Offer.objects.published().filter(pk=offer.pk).exists()
    assert mails() == []


def test_publishing_again_ends_the_pause(offer, host):
    offer.pause(host, BACK)
    offer.hide(host)
    offer.republish(host)

    assert Offer.objects.published().filter(pk=offer.pk).exists()


def test_only_the_host_pauses_what_is_published(offer, host, worker):
    with pytest.raises(PermissionDenied):
        offer.pause(worker, BACK)
    offer.hide(host)
    with pytest.raises(OfferMoved):
        offer.pause(host, BACK)


def test_what_is_not_paused_cannot_come_back(offer, host):
    with pytest.raises(OfferMoved):
        offer.resume(host)


def test_its_page_says_so_and_offers_no_place(client, offer, host, worker):
    offer.pause(host, BACK)
    client.force_login(worker)

    page = client.get(offer.get_absolute_url()).content.decode()

    assert "It is back on Monday 15 March 2027." in page
    assert reverse("placements:ask", args=[offer.pk]) not in page
    assert offer.title.best() not in client.get(reverse("catalogue:list")).content.decode()


def test_a_request_meanwhile_is_refused_with_the_day(offer, host, worker):
    offer.pause(host, BACK)

    refusal = Placement(offer=offer, worker=worker, sender=worker.organisations().get()).refusal_whatever_dates()

    sentence = "This host receives nobody for the moment. You can ask again from Mon 15 March."
    assert (refusal.code, refusal.possible_on) == ("paused", BACK)
    assert refusal.sentence == sentence


@pytest.mark.parametrize("until, errors, kept", [
    ("2027-03-01", ["Choose a day after today."], None),
    ("2028-03-02", ["Choose a day within a year. For longer, hide the offer."], None),
    ("2027-03-15", [], BACK),
])  # fmt: skip
def test_the_day_lies_within_a_year(client, offer, host, until, errors, kept):
    client.force_login(host)

    page = client.post(reverse("catalogue:offer_pause", args=[offer.pk]), {"until": until})

    assert (page.context["form"].errors.get("until", []) if page.context else []) == errors
    assert Offer.objects.get(pk=offer.pk).paused_until == kept


def test_the_own_offers_show_the_day_and_one_click_back(client, offer, host):
    offer.pause(host, BACK)
    client.force_login(host)
    assert "Back on 15 March 2027" in client.get(reverse("catalogue:own_offers")).content.decode()

    client.post(reverse("catalogue:offer_resume", args=[offer.pk]))

    assert Offer.objects.get(pk=offer.pk).is_paused is False


def test_strangers_do_not_pause(client, offer, worker):
    client.force_login(worker)

    assert client.get(reverse("catalogue:offer_pause", args=[offer.pk])).status_code == 404
    assert client.post(reverse("catalogue:offer_resume", args=[offer.pk])).status_code == 404
