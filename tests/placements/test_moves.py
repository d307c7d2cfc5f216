"""Moves × states × parties, against the table written by hand in `table`."""

from contextlib import contextmanager

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from exchange.notifications.models import OutboxMail
from exchange.placements.models import Placement
from exchange.placements.states import MOVES, MoveRefused
from tests.placements import table

pytestmark = pytest.mark.django_db


@pytest.mark.slow
@pytest.mark.parametrize("move", table.NAMES)
def test_moves_go_where_the_domain_says_and_nowhere_else(move):
    people, sender, offer = table.world()
    for state in table.STATES:
        with taken_back():
            placement = table.placement_for(move, state, people, sender, offer)
            before = table.everything(placement)
            for party in table.PARTIES:
                result = attempt(placement, before, move, party, people[party])

                assert result == table.ALLOWED.get((move, state, party), "refused"), (state, party)


@contextmanager
def taken_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def attempt(placement, before, move, party, by):
    """Where the move leads, before it is taken back; "refused" where it changed nothing at all."""
    placement = Placement.objects.get(pk=placement.pk)
    with taken_back():
        try:
            with transaction.atomic():
                table.act(placement, move, party, by)
        except (PermissionDenied, MoveRefused):
            assert table.everything(placement) == before
            return "refused"
        return Placement.objects.get(pk=placement.pk).state


def test_every_arrow_of_the_code_is_in_the_hand_written_table():
    consents = {"consent_first"}  # the verb `consent`, before the host is asked

    assert set(MOVES) - consents == set(table.NAMES)


@pytest.mark.parametrize("party", ["worker", "host", "sender", "stranger"])
def test_a_person_without_the_right_is_refused_not_told_how_it_stands(party):
    people, sender, offer = table.world()
    placement = table.placement_for("consent", "requested", people, sender, offer)

    with pytest.raises(PermissionDenied):
        placement.consent(by=people[party], name="x")


def test_a_second_click_changes_nothing_and_mails_nobody():
    people, sender, offer = table.world()
    first = table.placement_for("confirm", "requested", people, sender, offer)
    second = Placement.objects.get(pk=first.pk)
    first.confirm(by=people["host"])
    before = table.everything(first), OutboxMail.objects.count()

    with pytest.raises(MoveRefused):
        second.confirm(by=people["host"])

    assert (table.everything(first), OutboxMail.objects.count()) == before


BY_PHONE = [
    ("confirm", "requested"), ("refuse", "requested"), ("countersign", "declared"), ("withdraw", "requested"),
    ("agree_dates", "negotiating"), ("change_dates", "confirmed"), ("attend", "ready"), ("accept", "requested"),
]  # fmt: skip


@pytest.mark.parametrize("move, state", BY_PHONE)
def test_settled_by_phone_closes_the_step_without_a_mail(move, state):
    people, sender, offer = table.world()
    placement = table.placement_for(move, state, people, sender, offer)
    proposal = table.proposal(placement, "worker")
    more = {"refuse": {"reason": "full"}, "agree_dates": {"date_set": proposal}, "change_dates": {"date_set": proposal}}

    getattr(placement, move)(by=people["maya"], told=True, note="Called both.", **more.get(move, {}))

    event = placement.events.get()
    assert (event.is_told, event.note) == (True, "Called both.")
    assert not OutboxMail.objects.exists()


def test_a_consent_settled_by_phone_still_asks_the_host():
    people, sender, offer = table.world()
    placement = table.placement_for("consent", "employer_pending", people, sender, offer)

    placement.consent(by=people["maya"], name="Mia Baas", function="Head", told=True)

    assert [mail.name for mail in OutboxMail.objects.all()] == ["placements/send"]


def test_the_buttons_come_from_the_same_table():
    people, sender, offer = table.world()
    placement = table.placement_for("confirm", "requested", people, sender, offer)

    assert placement.moves(people["host"]) == {"accept", "confirm", "refuse", "propose_dates"}
    assert placement.moves(people["worker"]) == {"withdraw", "propose_dates"}
    assert placement.moves(people["stranger"]) == set()
