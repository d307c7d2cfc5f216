"""Proposals: worked out from rows, repeatable, looked at and changed by Maya, sent by her alone."""

import sys

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from exchange.matching import tasks
from exchange.matching.models import FitWeight, Match, Proposal
from exchange.matching.proposing import work_out
from exchange.members.models import Member
from exchange.notifications.models import OutboxMail
from exchange.placements.states import MoveRefused
from exchange.programmes.models import Programme
from tests.factories import MemberFactory, MembershipFactory, term
from tests.matching.market import house, pairs, place, propose, wish

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya(client):
    maya = MemberFactory(is_coordinator=True)
    Authenticator.objects.create(user=maya, type=Authenticator.Type.TOTP, data={})
    client.force_login(maya)
    return maya


def test_maya_runs_proposals_and_sends_three(client, maya, django_capture_on_commit_callbacks):
    wishes, offers = [wish() for _number in range(4)], [place() for _number in range(4)]
    answer = client.post(reverse("matching:proposals"))
    assert "being worked out" in client.get(answer.url).content.decode()
    assert "HX-Refresh" not in client.get(answer.url, headers={"HX-Request": "true"}).headers
    tasks.work_out_proposal(Proposal.objects.get().pk)
    assert client.get(answer.url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    page = client.get(answer.url)
    matches = page.context["matches"]

    client.post(answer.url, {"match": [match.pk for match in matches[:3]]})

    assert len(matches) == len(wishes) == len(offers)
    assert Match.objects.sent().count() == 3
    asked = OutboxMail.objects.filter(name__startswith="matching/propose").values_list("name", flat=True)
    assert sorted(asked) == ["matching/propose"] * 3 + ["matching/propose_host"] * 3


def test_where_all_was_sent_there_is_no_button(client, maya):
    wish(), place()
    proposal = propose()
    address, button = reverse("matching:proposal", args=[proposal.pk]), "Send the ticked ones"
    before = button in client.get(address).content.decode()
    proposal.matches.get().send()

    assert (before, button in client.get(address).content.decode()) == (True, False)


def test_the_same_rows_give_the_same_proposal():
    for _number in range(6):
        wish(), place(capacity=2)

    first, again = propose(), propose()

    assert pairs(first) == pairs(again)
    assert list(first.matches.values_list("month", "facts")) == list(again.matches.values_list("month", "facts"))
    assert (first.points, first.standing) == (again.points, "best")


def test_the_last_place_goes_to_one_and_the_other_gets_another():
    structures = {"lists__structures": ["MOB"]}
    narrow, broad = wish(**structures), wish()
    only = place(organisation=house(sector=term("sector", "MH"), structure=term("structure", "MOB")))
    other = place()

    assert pairs(propose()) == [(narrow.pk, only.pk), (broad.pk, other.pk)]


def test_two_workers_write_it_once():
    wish(), place()
    proposal = Proposal.objects.create()
    stale = Proposal.objects.get()

    assert [work_out(proposal), work_out(stale)] == [True, False]
    assert Match.objects.count() == 1


def test_asking_twice_is_asking_once_while_it_waits(maya):
    assert Proposal.ask(by=maya) == Proposal.ask(by=maya)


def test_what_a_lost_task_left_is_worked_out():
    wish(), place()
    proposal = Proposal.objects.create()
    tasks.work_out_what_waits()
    assert Proposal.objects.get().state == "waiting"

    Proposal.objects.update(at=proposal.at - 2 * tasks.PATIENCE)
    tasks.work_out_what_waits()

    assert (Proposal.objects.get().state, Match.objects.count()) == ("done", 1)


def test_without_scipy_it_says_so_and_gives_the_best_one_after_the_other(client, maya, monkeypatch):
    one, offer = wish(), place()
    monkeypatch.setitem(sys.modules, "scipy", None)

    proposal = propose()

    assert (proposal.standing, pairs(proposal)) == ("simple", [(one.pk, offer.pk)])
    page = client.get(reverse("matching:proposal", args=[proposal.pk])).content.decode()
    assert "not installed here (the package scipy)" in page


def test_when_time_is_over_it_says_so(client, maya):
    for _number in range(30):
        wish(), place()

    proposal = propose(seconds=0)

    assert proposal.standing == "greedy"
    assert "Time was over" in client.get(reverse("matching:proposal", args=[proposal.pk])).content.decode()


def test_a_swap_is_pointed_out(client, maya):
    first, second = house(sector=term("sector", "MH")), house()
    for own, other in ((first, second), (second, first)):
        place(organisation=own)
        wish(organisation=own, lists__sectors=[other.sector.code])

    page = client.get(reverse("matching:proposal", args=[propose().pk]))

    assert [one.organisations for one in page.context["rounds"]] == [sorted([first, second], key=lambda one: one.pk)]
    assert page.content.decode().count("Swap") == 2


def test_a_ring_of_three_is_pointed_out(client, maya):
    """Each organisation is of a type of its own, and wishes that of the next."""
    codes = ["MOB", "DAY", "RES"]
    ring = [house(structure=term("structure", code)) for code in codes]
    for number, own in enumerate(ring):
        place(organisation=own)
        wish(organisation=own, lists__structures=[codes[(number + 1) % 3]])

    page = client.get(reverse("matching:proposal", args=[propose().pk]))

    first, second, third = ring
    assert [one.text for one in page.context["rounds"]] == [f"{first} → {second} → {third} → {first}"]
    html = page.content.decode()
    assert f"<span>{first} → {second} → {third} → {first}</span>" in html
    assert (html.count("Ring of three"), html.count("Swap")) == (3, 0)


def test_maya_chooses_another_place_and_adds_a_sentence_until_it_is_sent(client, maya):
    wish()
    place(), place()
    match = propose().matches.get()
    other = next(n for n, row in enumerate(match.choices) if row["offer"] != match.offer_id)
    path = reverse("matching:match_edit", args=[match.pk])

    client.post(path, {"choice": other, "sentence": "Une belle équipe."})
    match.refresh_from_db()
    assert (match.offer_id, match.sentence) == (match.choices[other]["offer"], "Une belle équipe.")

    match.send()
    client.post(path, {"choice": 0, "sentence": "Trop tard."})
    match.refresh_from_db()
    assert match.sentence == "Une belle équipe."


def test_what_cannot_be_sent_is_said_and_the_others_go(client, maya):
    gone, _stays = wish(), wish()
    place(), place()
    proposal = propose()
    gone.stop()

    page = client.post(
        reverse("matching:proposal", args=[proposal.pk]),
        {"match": list(proposal.matches.values_list("pk", flat=True))}, follow=True,
    )  # fmt: skip

    assert Match.objects.sent().count() == 1
    assert "The wish is closed" in page.content.decode()


@pytest.mark.parametrize("side", ["host", "employer", "worker without mail"])
def test_where_nobody_answers_nothing_is_sent(side):
    one, offer = wish(organisation=house(consent="none" if side == "worker without mail" else "each")), place()
    Member.objects.filter(pk=one.worker_id).update(has_mail=side != "worker without mail")
    match = propose().matches.get()
    empty = offer.organisation if side == "host" else one.organisation
    empty.memberships.leading().update(ended_at=timezone.now())

    with pytest.raises(MoveRefused) as refused:
        match.send()

    assert refused.value.sentence == f"Nobody answers for {empty} now. Please call there first."


@pytest.mark.parametrize("consent, approves", [("none", False), ("each", True)])
def test_who_needs_no_reference_person_is_asked_without_one(consent, approves):
    sender = house(consent=consent)
    if approves:
        MembershipFactory(organisation=sender, is_approver=True)
    wish(organisation=sender), place()
    match = propose().matches.get()
    sender.memberships.leading().update(ended_at=timezone.now())

    match.send()

    assert Match.objects.sent().get() == match


def test_a_person_is_asked_one_thing_at_a_time():
    one = wish()
    wish(organisation=one.organisation, worker=one.worker)
    place(), place()
    proposal = propose()
    assert proposal.matches.count() == 1

    proposal.matches.get().send()

    assert propose().matches.count() == 0


def test_two_who_wait_for_the_last_place_are_not_both_asked():
    wish(), wish()
    only, _other = place(), place()
    propose()
    first, second = Match.objects.order_by("pk")
    Match.objects.update(offer=only, month=first.month)
    for match in (first, second):
        match.refresh_from_db()

    first.send()

    with pytest.raises(MoveRefused) as refused:
        second.send()
    assert (refused.value.sentence, Match.objects.sent().get()) == ("No dates are left in this month.", first)


def test_a_reason_that_counts_for_nothing_is_not_said():
    FitWeight.decide(Programme.current(), {"sector": 0})
    wish(), place()

    reasons = propose().matches.get().reasons
    assert ("across the sectors" in reasons, "a language in common" in reasons) == (False, True)


def test_nobody_but_maya_sees_it(client):
    one = wish()
    place()
    match = propose().matches.get()
    client.force_login(one.worker)

    paths = [reverse("matching:proposals"), reverse("matching:proposal", args=[match.proposal_id]),
             reverse("matching:match_edit", args=[match.pk]), reverse("matching:gaps"),
             reverse("matching:match", args=[match.pk])]  # fmt: skip
    assert [client.get(path).status_code for path in paths] == [404] * 5


def test_the_command_tells_matches_reasons_and_how_good_they_are(capsys):
    one, offer = wish(), place()

    call_command("propose", seconds=10)

    told = capsys.readouterr().out
    assert f"{one.worker} → {offer.organisation}" in told
    assert "across the sectors" in told
    assert "1 of 1 wishes. This is the best spread" in told


def test_the_page_costs_the_same_for_one_match_and_for_many(client, maya):
    def asked(number):
        for _number in range(number):
            wish(), place()
        path = reverse("matching:proposal", args=[propose().pk])
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    assert asked(1) == asked(6)


def test_old_proposals_go_after_a_year():
    Proposal.objects.create()
    tasks.forget_proposals()
    assert Proposal.objects.count() == 1

    Proposal.objects.update(at=Proposal.objects.get().at - tasks.KEPT)
    tasks.forget_proposals()

    assert Proposal.objects.count() == 0
