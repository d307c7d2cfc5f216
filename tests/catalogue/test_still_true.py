"""Offers stay true: asked after a year, hidden a month later, back in one click."""

import datetime as dt
import re

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from catalogue.models import Offer
from catalogue.publishing import NotReady, OfferMoved
from catalogue.tasks import keep_true
from exchange.members.models import Member
from exchange.notifications.models import MailSetting, OutboxMail, Reminder
from exchange.programmes.models import Programme
from exchange.programmes.workdays import months_earlier
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
SAID = dt.datetime(2026, 3, 1, 10, tzinfo=dt.UTC)
YEAR = dt.datetime(2027, 3, 1, 10, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(YEAR, tick=False) as clock:
        yield clock


@pytest.fixture
def offer():
    return OfferFactory(confirmed_at=SAID, published_at=SAID)


@pytest.fixture
def host(offer):
    return MemberFactory(reference=offer.organisation)


def state(offer):
    return Offer.objects.values_list("state", flat=True).get(pk=offer.pk)


def asked():
    return list(Reminder.objects.filter(name="catalogue/remind_still_true").order_by("pk").values_list("to", flat=True))


def link(text):
    return re.search(r"/offers/true/[^/\s]+/", text).group()


def lapse(clock):
    """Ask, wait, hide; the mail that tells it."""
    keep_true()
    clock.move_to(YEAR + 30 * DAY)
    keep_true()
    return OutboxMail.objects.filter(name="catalogue/lapse").get()


@pytest.mark.parametrize("day, number", [(YEAR - DAY, 0), (YEAR, 1)])
def test_the_contact_is_asked_once_after_twelve_months(offer, clock, day, number):
    clock.move_to(day)

    keep_true()
    keep_true()

    assert asked() == [offer.contact.email] * number
    assert state(offer) == "published"


def test_the_day_is_written_as_the_reader_writes_it(offer, clock):
    Member.objects.update(language="fr")
    clock.move_to(YEAR + DAY)

    keep_true()

    assert Reminder.objects.get(name="catalogue/remind_still_true").sentence.endswith("à partir du 1er avril 2027.")


def test_the_numbers_are_the_programmes(offer, clock):
    Programme.objects.update(offer_confirm_months=6, offer_hide_days=10)
    clock.move_to(SAID + 185 * DAY)
    keep_true()
    clock.move_to(SAID + 195 * DAY)
    keep_true()

    assert state(offer) == "hidden"


@pytest.mark.parametrize("days, after, mails", [(29, "published", 0), (30, "hidden", 1)])
def test_it_is_hidden_thirty_days_later_with_one_mail(offer, clock, days, after, mails):
    keep_true()

    clock.move_to(YEAR + days * DAY)
    keep_true()
    keep_true()

    assert state(offer) == after
    assert OutboxMail.objects.filter(name="catalogue/lapse", to=offer.contact.email).count() == mails


def test_who_said_yes_is_not_asked_again_for_a_year(offer, host, clock):
    keep_true()
    Offer.objects.get(pk=offer.pk).confirm(host)
    assert asked() == []

    clock.move_to(YEAR + 364 * DAY)
    keep_true()
    assert (state(offer), asked()) == ("published", [])

    clock.move_to(YEAR + 366 * DAY)
    keep_true()
    assert asked() == [offer.contact.email]


@pytest.mark.parametrize("change", [
    {"state": "draft"}, {"state": "hidden"}, {"state": "archived"}, {"paused_until": dt.date(2028, 1, 1)},
])  # fmt: skip
def test_nobody_is_asked_about_what_members_do_not_find(offer, change):
    Offer.objects.filter(pk=offer.pk).update(**change)

    keep_true()

    assert asked() == []


def test_who_pauses_is_asked_nothing_until_it_is_back(offer, host, clock):
    keep_true()
    path = link(Reminder.objects.get(name="catalogue/remind_still_true").url)
    Offer.objects.get(pk=offer.pk).pause(host, YEAR.date() + 10 * DAY)
    keep_true()
    assert (asked(), Client().get(path).status_code) == ([], 410)

    clock.move_to(YEAR + 40 * DAY)
    keep_true()
    assert (asked(), state(offer)) == ([offer.contact.email], "published")


def test_where_maya_lets_nobody_ask_nothing_is_hidden(offer, clock):
    keep_true()
    MailSetting.decide("catalogue/remind_still_true", is_on=False, paragraph={})

    clock.move_to(YEAR + 60 * DAY)
    keep_true()

    assert state(offer) == "published"


@pytest.mark.parametrize("change", [{"state": "paused"}, {"hold_until": dt.date(2027, 12, 1)}])
def test_an_organisation_that_rests_is_neither_asked_nor_hidden(offer, clock, change):
    keep_true()
    type(offer.organisation).objects.filter(pk=offer.organisation_id).update(**change)

    clock.move_to(YEAR + 60 * DAY)
    keep_true()

    assert state(offer) == "published"


def test_the_link_shows_first_and_the_button_brings_it_back_without_signing_in(offer, clock):
    path, browser = link(lapse(clock).text), Client()

    page = browser.get(path)
    assert (page.status_code, state(offer)) == (200, "hidden")

    answer = browser.post(path)
    assert (answer.status_code, state(offer)) == (200, "published")
    assert Offer.objects.get(pk=offer.pk).confirmed_at == YEAR + 30 * DAY
    assert [browser.get(path).status_code, browser.post(path).status_code] == [410, 410]


def test_the_link_that_asked_still_brings_it_back(offer, clock):
    keep_true()
    path = link(Reminder.objects.get(name="catalogue/remind_still_true").url)
    lapse(clock)

    assert Client().post(path).status_code == 200
    assert state(offer) == "published"


def test_a_link_brings_nothing_back_that_its_host_hid(offer, host):
    keep_true()
    path = link(Reminder.objects.get(name="catalogue/remind_still_true").url)
    Offer.objects.get(pk=offer.pk).hide(host)

    assert Client().post(path).status_code == 410
    assert (state(offer), asked()) == ("hidden", [])


def test_the_link_of_who_left_opens_nothing(offer, clock):
    path = link(lapse(clock).text)
    offer.contact.memberships.update(ended_at=YEAR)

    assert Client().post(path).status_code == 410
    assert state(offer) == "hidden"


def test_the_own_page_asks_and_one_click_brings_it_back(client, offer, host, clock):
    lapse(clock)
    client.force_login(host)
    assert reverse("catalogue:offer_true", args=[offer.pk]) in client.get(reverse("catalogue:own_offers")).text

    client.post(reverse("catalogue:offer_true", args=[offer.pk]))

    assert state(offer) == "published"
    assert reverse("catalogue:offer_true", args=[offer.pk]) not in client.get(reverse("catalogue:own_offers")).text


def test_another_organisation_meets_nothing_there(client, offer, clock):
    lapse(clock)
    client.force_login(MemberFactory(reference=OrganisationFactory()))

    assert client.post(reverse("catalogue:offer_true", args=[offer.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        offer.confirm(MemberFactory(of=offer.organisation))
    assert state(offer) == "hidden"


def test_what_became_incomplete_says_what_is_missing_and_stays_hidden(client, offer, host, clock):
    path = link(lapse(clock).text)
    Offer.objects.filter(pk=offer.pk).update(months=[])

    assert "Choose the months in which you are open." in Client().post(path).text
    with pytest.raises(NotReady):
        Offer.objects.get(pk=offer.pk).confirm(host)
    assert state(offer) == "hidden"


def test_what_is_missing_leads_from_the_mail_to_where_it_is_written_for_who_may_write(offer):
    keep_true()
    path = link(Reminder.objects.get(name="catalogue/remind_still_true").url)
    Offer.objects.filter(pk=offer.pk).update(months=[])
    there = f'href="{reverse("catalogue:offer_edit", args=[offer.pk])}#field-months"'

    for_contact = Client().post(path).text
    offer.contact.memberships.update(is_deputy=True)
    for_deputy = Client().post(path).text

    for page in (for_contact, for_deputy):
        assert "This must be completed first" in page and "What you typed" not in page
        assert 'href="#field-' not in page
    assert (there in for_contact, there in for_deputy) == (False, True)


def test_the_own_page_says_what_to_complete_before_it_is_true_again(client, offer, host, clock):
    lapse(clock)
    Offer.objects.filter(pk=offer.pk).update(months=[])
    client.force_login(host)

    page = client.post(reverse("catalogue:offer_true", args=[offer.pk])).text

    assert "This must be completed first" in page
    assert 'href="#field-months"' in page and 'id="field-months"' in page


def test_a_draft_cannot_be_confirmed(offer, host):
    Offer.objects.filter(pk=offer.pk).update(state="draft")

    with pytest.raises(OfferMoved):
        offer.confirm(host)


@pytest.mark.parametrize("date, number, before", [
    (dt.date(2027, 3, 31), 1, dt.date(2027, 2, 28)), (dt.date(2027, 1, 15), 12, dt.date(2026, 1, 15)),
    (dt.date(2028, 2, 29), 12, dt.date(2027, 2, 28)), (dt.date(2027, 1, 1), 1, dt.date(2026, 12, 1)),
])  # fmt: skip
def test_months_earlier_keeps_the_day_or_takes_the_last(date, number, before):
    assert months_earlier(date, number) == before
