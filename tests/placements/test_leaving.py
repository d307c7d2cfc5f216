"""Who leaves the employer, or an organisation that leaves, goes no further. Source: domain.md 7.6."""

import pytest
from django.utils import timezone

from agreements.models import Agreement
from exchange.desk import morning, work
from exchange.notifications.models import OutboxMail
from exchange.placements import steps
from exchange.placements.models import Placement
from exchange.placements.states import MoveRefused
from exchange.placements.tasks import leaving
from tests.agreements.signing import a_confirmed_placement, sign
from tests.factories import MemberFactory, PlacementFactory
from tests.placements.going import a_placement

pytestmark = pytest.mark.django_db
OPEN = ["employer_pending", "requested", "negotiating", "declared"]


def leave(placement):
    """The worker ends the membership; the placement is read again, as the next page would."""
    placement.worker.memberships.current().get(organisation=placement.sender).end(by=placement.worker)
    return Placement.objects.get(pk=placement.pk)


def told(name):
    return sorted(OutboxMail.objects.filter(name=name).values_list("to", flat=True))


@pytest.mark.parametrize("state, verb", [("requested", "confirm"), ("declared", "countersign")])
def test_the_host_cannot_confirm_who_has_left_the_employer(state, verb):
    placement = a_placement(state=state)
    host = placement.host_lead
    placement = leave(placement)

    with pytest.raises(MoveRefused) as refused:
        getattr(placement, verb)(by=host)

    assert str(refused.value.sentence) == (
        f"{placement.worker} no longer belongs to {placement.sender}, so this can’t go on. Please call Maya."
    )
    assert Placement.objects.get().state == state


def test_who_has_left_cannot_send_the_draft_that_names_the_old_employer():
    placement = leave(a_placement(state="draft"))

    with pytest.raises(MoveRefused) as refused:
        placement.send(by=placement.worker)

    assert str(refused.value.sentence) == (
        f"You no longer belong to {placement.sender}. Ask from where you work now, or call Maya."
    )
    assert Placement.objects.get().state == "draft"


def test_the_employer_is_not_asked_to_consent_for_who_has_left():
    placement = a_placement(state="requested", consent_rule="each")
    boss = placement.sender_lead
    placement = leave(placement)

    with pytest.raises(MoveRefused):
        placement.consent(by=boss, name="Boss")

    assert Placement.objects.get().consent_at is None


@pytest.mark.parametrize("party", ["worker", "host"])
def test_neither_side_signs_for_who_has_left(party):
    placement = a_confirmed_placement()
    leave(placement)

    with pytest.raises(MoveRefused, match="sign"):
        sign(placement, party)

    assert not Agreement.objects.get().signatures.exists()


@pytest.mark.parametrize("state", OPEN)
def test_an_open_request_of_who_has_left_ends_and_both_are_told_once(state):
    placement = a_placement(state=state)
    host, worker = placement.host_lead.email, placement.worker.email
    placement = leave(placement)

    leaving.end_left()
    leaving.end_left()

    assert Placement.objects.get().state == "cancelled"
    asked = [] if state == "employer_pending" else [host, placement.offer.contact.email]
    assert told("placements/fall_away") == sorted([worker, *asked])


@pytest.mark.parametrize("side", ["sender", "host"])
def test_open_requests_end_when_an_organisation_leaves_and_what_is_confirmed_stays(side):
    placement = a_placement(state="requested")
    confirmed = PlacementFactory(state="confirmed", sender=placement.sender, offer=placement.offer)
    lead = placement.sender_lead if side == "sender" else placement.host_lead
    getattr(placement, side).leave(by=lead)

    leaving.end_left()

    states = dict(Placement.objects.values_list("pk", "state"))
    assert states == {placement.pk: "cancelled", confirmed.pk: "confirmed"}


def test_an_open_request_of_who_still_belongs_goes_on():
    a_placement(state="requested")

    leaving.end_left()

    assert Placement.objects.get().state == "requested"


@pytest.mark.parametrize("state", ["confirmed", "ready"])
def test_host_and_maya_hear_once_that_who_was_to_come_has_left(state, settings):
    placement = a_placement(state=state)
    host = [placement.host_lead.email, placement.offer.contact.email]
    leave(placement)

    leaving.tell_left()
    leaving.tell_left()

    assert told("placements/left") == sorted([settings.MAYA_MAIL, *host])


def test_nobody_is_told_of_an_immersion_that_has_begun_or_of_who_still_belongs():
    a_placement(state="ready")
    leave(a_placement(state="ready", starts_in=-1, dates=3))

    leaving.tell_left()

    assert told("placements/left") == []


def test_maya_finds_who_left_before_going_on_her_list():
    MemberFactory(is_coordinator=True)
    placement = leave(a_placement(state="confirmed"))

    (line,) = morning.to_decide(work.live())

    assert (line.sentence, line.url, line.is_late) == (
        f"{placement.worker} left {placement.sender} before going to {placement.host}.",
        f"/desk/placements/{placement.number}/",
        True,
    )


def test_the_parties_are_told_that_it_is_mayas_turn_and_can_cancel():
    placement = a_placement(state="confirmed")
    host = placement.host_lead
    placement = leave(placement)

    assert steps.todo(placement, host).name == "left"
    assert not steps.todo(placement, host).is_yours
    assert placement.can("cancel", host) and placement.can("cancel", placement.worker)


def test_who_joins_the_employer_again_goes_on():
    placement = leave(a_placement(state="requested"))
    placement.worker.memberships.create(organisation=placement.sender, started_at=timezone.now())

    placement.confirm(by=placement.host.reference_person())

    assert Placement.objects.get().state == "confirmed"


def test_maya_is_mailed_when_an_organisation_leaves(settings):
    placement = a_placement(state="confirmed")

    placement.sender.leave(by=placement.sender_lead)

    assert told("members/leave_maya") == [settings.MAYA_MAIL]
