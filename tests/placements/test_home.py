"""The start page: what waits, for whom, what comes next, and what one may go on with."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from exchange.placements import home, turns
from exchange.placements.models import Placement
from tests.agreements.signing import a_certificate
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory

from .going import a_placement, values

pytestmark = pytest.mark.django_db


def page(client, member):
    client.force_login(member)
    return client.get("/home/").content.decode()


def loaded(placement):
    return [turns.with_turns(Placement.objects.all()).get(pk=placement.pk)]


@pytest.mark.parametrize("address", ["/home/", "/catalogue/"])
def test_whose_organisation_is_paused_is_told_so_and_reaches_the_own_immersions(client, address):
    house = OrganisationFactory(state="paused")
    client.force_login(MemberFactory(of=house))

    text = client.get(address).content.decode()

    assert f"{house} is paused" in text
    assert "do not belong to an organisation" not in text
    assert reverse("placements:list") in text.partition("Your immersions go on.")[2].partition("<footer")[0]


def test_who_also_belongs_to_an_active_organisation_hears_nothing_of_a_pause(client):
    member = MemberFactory(of=OrganisationFactory(state="paused"))
    member.memberships.create(organisation=OrganisationFactory())

    assert "is paused" not in page(client, member)


def test_an_offer_that_nobody_confirmed_is_a_task_of_its_host(client):
    offer = OfferFactory(asked_true_at=timezone.now())
    host = MemberFactory(reference=offer.organisation, phone="0470 00 00 00", function_title="Educator")
    host.spoken.set(offer.languages.all())

    text = page(client, host)

    assert f"Is “{offer.title.best()}” still true?" in text
    assert f"{reverse('catalogue:own_offers')}#offer-{offer.pk}" in text
    assert "One thing waits for you" in text


@pytest.mark.parametrize(
    "reader, says",
    [("worker", "{host} · {days}"), ("host_lead", "{worker} · {days}"), ("sender_lead", "{worker} · {host} · {days}")],
)
def test_the_line_of_an_immersion_names_whom_its_reader_does_not_know(reader, says):
    placement = a_placement("confirmed")
    values = {"host": placement.host, "worker": placement.worker, "days": placement.days_text}

    assert home.line(placement, getattr(placement, reader)) == says.format(**values)


def test_what_waits_for_somebody_else_says_who_has_it_and_since_when():
    placement = a_placement("requested", asked_at=timezone.now() - dt.timedelta(days=3), consent_rule="none")

    (wait,) = home.others(loaded(placement), placement.worker)

    assert (str(wait.what), wait.who) == ("Answer to the request", str(placement.host))
    assert home.others(loaded(placement), placement.host_lead) == []


def test_nobody_waits_for_the_opinion_or_the_outline_of_another(client):
    placement = a_placement("ready")

    assert home.others(loaded(placement), placement.host_lead) == []


def test_the_worker_sees_all_the_dates_and_whom_to_meet():
    placement = a_placement("ready", 5, dates=3)
    contact = MemberFactory(of=placement.host, first_name="Yasmina", last_name="Balise", phone="02 000 00 04")
    placement.offer.contact = contact
    placement.offer.save()

    coming = home.coming(loaded(placement), placement.worker)

    assert coming.times == [(placement.days_text, "9:00–17:00")]
    assert (coming.person, coming.phone) == ("Yasmina Balise", "02 000 00 04")


def test_dates_with_other_hours_stand_apart():
    placement = a_placement("ready", 5)
    placement.set_days([*values(5), *values(6, ends="12:00", break_minutes=0)])

    assert [hours for _days, hours in home.coming(loaded(placement), placement.worker).times] == [
        "9:00–17:00", "9:00–12:00",
    ]  # fmt: skip


def test_the_host_sees_who_comes():
    placement = a_placement("ready", 5)

    coming = home.coming(loaded(placement), placement.host_lead)

    assert (coming.person, coming.is_going) == (placement.worker.name, False)


def test_a_worker_finds_the_last_valid_certificate(client):
    certificate = a_certificate()
    worker = certificate.placement.worker

    before = reverse("agreements:certificate", args=[certificate.placement.number]) in page(client, worker)
    certificate.revoke(by=certificate.issued_by, reason="Wrong hours")

    assert (before, home.last_certified(worker)) == (True, None)


def test_who_leads_sees_the_two_wings_and_others_do_not(client):
    house = OrganisationFactory(hosted=3, sent=1)

    texts = [page(client, MemberFactory(**role)) for role in ({"reference": house}, {"of": house})]

    assert ["3 immersions hosted" in text for text in texts] == [True, False]


def test_who_has_nothing_to_do_may_go_on_searching(client):
    text = page(client, MemberFactory(of=OrganisationFactory()))

    assert [f'action="{reverse("catalogue:list")}"' in text, reverse("matching:best") in text] == [True, True]
