"""Each side reads the sentence that is meant for it: who went, who hosted, who only looks on."""

import datetime as dt

import pytest
from django.urls import reverse

from exchange.placements import details, history, steps
from tests.agreements.signing import a_certificate

from .going import a_placement, values, who

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning(time_machine):
    time_machine.move_to(dt.datetime(2027, 2, 1, 10, tzinfo=dt.UTC))


@pytest.mark.parametrize(
    "party, sentence",
    [
        ("worker", "15 hours 30 minutes at Centre de jour Les Tilleuls. Thank you for going."),
        ("host", "Lena Dubois, 15 hours 30 minutes. Thank you for hosting."),
        ("sender", "15 hours 30 minutes at Centre de jour Les Tilleuls."),
    ],
)
def test_who_went_and_who_hosted_are_thanked_for_what_they_did(party, sentence):
    placement = a_certificate().placement

    assert steps.todo(placement, who(placement, party)).sentence == sentence


@pytest.mark.parametrize("phone, visitor", [("0470 12 34 56", "{worker} (0470 12 34 56)"), ("", "{worker}")])
def test_the_host_is_told_to_call_the_visitor_while_it_goes_on(phone, visitor):
    placement = a_placement("ready", 0)
    placement.worker.phone = phone

    said = [steps.todo(placement, who(placement, party)).sentence for party in ("host", "worker")]

    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in said] == [
        f"Today, 9:00–17:00. Something is not as it should be? Call {visitor.format(worker=placement.worker)} or Maya.",
        "Today, 9:00–17:00. Something is not as it should be? Call the contact, or Maya.",
    ]


def test_in_the_evening_the_next_day_is_said(time_machine):
    placement = a_placement("ready", 0)
    time_machine.move_to(dt.datetime(2027, 2, 1, 18, tzinfo=dt.UTC))

    said = steps.todo(placement, placement.worker).sentence

    assert said.startswith("Next day: Tue 2 February, 9:00–17:00. ")


def shown(client, member, placement):
    client.force_login(member)
    return client.get(reverse("placements:detail", args=[placement.number])).content.decode()


def test_the_host_reads_who_comes_not_its_own_house(client):
    placement = a_placement("confirmed")
    placement.host.street, placement.worker.phone = "Zqstreet 7", "0470 12 34 56"
    placement.host.save(), placement.worker.save()
    type(placement.offer).objects.filter(pk=placement.offer_id).update(contact=placement.host_lead)

    pages = {party: shown(client, who(placement, party), placement) for party in ("host", "worker")}

    assert f"<h1>{placement.worker} with you, two days</h1>" in pages["host"]
    assert ["Zqstreet 7" in page for page in pages.values()] == [False, True]
    assert [placement.host_lead.email in page for page in pages.values()] == [False, True]
    assert pages["host"].index("tel:0470123456") < pages["host"].index(placement.dates_text)


def test_nobody_is_told_to_call_oneself():
    placement = a_placement("confirmed")
    sides = [(placement.sender_lead, {"sender"}), (placement.host_lead, {"host"}), (placement.worker, {"worker"})]

    found = [[name for *_, name, _phone in details.phones(placement, *side)] for side in sides]

    host, sender = placement.offer.contact.name, placement.sender_lead.name
    assert found == [[host], [sender], [host, sender]]


@pytest.mark.parametrize("party", ["worker", "host"])
def test_a_no_says_its_reason(party):
    placement = a_placement("requested")
    placement.refuse(by=placement.host_lead, reason="full", note="Ask again in April.")

    said = history.refusal(placement, {party})

    assert said == history.No(str(placement.host), "All places are taken", "Ask again in April.")


def test_the_host_does_not_read_why_the_employer_said_no(client):
    placement = a_placement("requested", consent_rule="each")
    placement.refuse_consent(by=placement.sender_lead, note="Zqreason")

    assert ["Zqreason" in shown(client, who(placement, party), placement) for party in ("worker", "host")] == [
        True,
        False,
    ]
    assert history.refusal(placement, {"host"}) is None


@pytest.mark.parametrize(
    "state, line",
    [
        ("draft", "Step 1 of 6: request"),
        ("requested", "Step 2 of 6: confirmation"),
        ("confirmed", "Step 3 of 6: sign the agreement"),
        ("refused", "The way so far"),
    ],
)
def test_on_a_phone_the_way_is_one_line(state, line):
    placement = a_placement(state)

    assert steps.where(placement, steps.timeline(placement)) == line


def test_proposed_dates_are_answered_first_and_other_ones_wait_beneath(client):
    placement = a_placement("confirmed")
    placement.propose_change(by=placement.host_lead, days=values(40, 41), note="The team is away that week.")

    pages = []
    for reader in (placement.worker, placement.host_lead):
        client.force_login(reader)
        pages.append(client.get(reverse("placements:change", args=[placement.number])).content.decode())

    assert ["<h1>These dates are proposed</h1>" in page for page in pages] == [True, False]
    assert ["<h1>You proposed these dates</h1>" in page for page in pages] == [False, True]
    assert ["The team is away that week." in page for page in pages] == [True, True]
    assert [page.index("keep") < page.index("<summary><h2>Or propose others</h2>") for page in pages] == [True, True]
