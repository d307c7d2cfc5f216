"""What happens when many act at once, on real PostgreSQL with real threads; and that the guards are what holds."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import close_old_connections, connection

from exchange.notifications.models import Link, LinkUsed, OutboxMail
from exchange.placements.models import Event, Placement
from exchange.placements.states import MoveRefused
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, PlacementFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
THREADS = 32


@pytest.fixture
def offer():
    host = OrganisationFactory()
    reference = MemberFactory(reference=host)
    return OfferFactory(organisation=host, contact=reference)


def at_once(*calls):
    """Run the calls at the same moment, each on its own connection; returns what each returned or raised."""
    start, results = threading.Barrier(len(calls)), [None] * len(calls)

    def run(number, call):
        try:
            start.wait()
            results[number] = call()
        except (MoveRefused, PermissionDenied, LinkUsed) as refused:
            results[number] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    return results


def confirmer(pk, by):
    """A call that confirms as a page would: it reads the row first."""
    placement = Placement.objects.get(pk=pk)
    return lambda: placement.confirm(by=by)


def confirm_all(placements, by):
    return at_once(*(confirmer(placement.pk, by) for placement in placements))


def confirmed():
    return Placement.objects.filter(state="confirmed").count()


def test_of_32_who_want_the_last_place_one_gets_it(offer):
    placements = [PlacementFactory(offer=offer) for _number in range(THREADS)]

    results = confirm_all(placements, offer.organisation.reference_person())

    assert confirmed() == 1
    assert [type(result) for result in results].count(MoveRefused) == THREADS - 1


def test_without_the_queue_the_offer_is_overbooked(offer, monkeypatch):
    placements = [PlacementFactory(offer=offer) for _number in range(THREADS)]
    everybody_counted = threading.Barrier(THREADS)
    monkeypatch.setattr(Placement, "_queue", lambda placement: None)
    judge = Placement.refusal_to_confirm

    def counted_together(placement):
        refusal = judge(placement)
        everybody_counted.wait(30)
        return refusal

    monkeypatch.setattr(Placement, "refusal_to_confirm", counted_together)

    confirm_all(placements, offer.organisation.reference_person())

    assert confirmed() == THREADS


def test_one_worker_is_confirmed_in_one_place_at_a_time(offer):
    first = PlacementFactory(offer=offer)
    places = [OfferFactory(organisation=offer.organisation, contact=offer.contact) for _number in range(THREADS - 1)]
    others = [PlacementFactory(offer=place, worker=first.worker, sender=first.sender) for place in places]

    confirm_all([first, *others], offer.organisation.reference_person())

    states = sorted(Placement.objects.values_list("state", flat=True))
    assert states == ["confirmed"] + ["expired"] * (THREADS - 1)


def test_of_32_clicks_on_one_request_one_counts(offer):
    placement = PlacementFactory(offer=offer)
    by = offer.organisation.reference_person()

    results = at_once(*(confirmer(placement.pk, by) for _click in range(THREADS)))

    assert [type(result) for result in results].count(MoveRefused) == THREADS - 1
    assert Event.objects.count() == 1
    assert OutboxMail.objects.filter(name="placements/confirm", to=placement.worker.email).count() == 1


def test_yes_and_no_at_once_leave_one_answer(offer):
    by = offer.organisation.reference_person()
    for _round in range(8):
        placement = PlacementFactory(offer=offer, days=[])
        yes, no = (Placement.objects.get(pk=placement.pk) for _side in range(2))

        at_once(lambda no=no: no.refuse(by=by, reason="full"), lambda yes=yes: yes.withdraw(by=yes.worker))

        assert placement.events.count() == 1


def test_a_worker_cannot_open_more_than_three_requests_at_once():
    sender = OrganisationFactory(consent="none")
    worker = MemberFactory(of=sender)
    drafts = [PlacementFactory(state="draft", asked_at=None, worker=worker, sender=sender) for _number in range(8)]

    at_once(*((lambda draft=draft: draft.send(by=worker)) for draft in drafts))

    assert Placement.objects.open().count() == 3


def test_the_employers_yes_and_the_hosts_yes_at_once_confirm(offer):
    """Neither may wait for the other: whoever comes second confirms, or is asked to look again."""
    by = offer.organisation.reference_person()
    for _round in range(8):
        placement = PlacementFactory(
            offer=OfferFactory(organisation=offer.organisation, contact=by), consent_rule="each"
        )
        boss = MemberFactory(reference=placement.sender)
        one, two = (Placement.objects.get(pk=placement.pk) for _side in range(2))

        results = at_once(lambda one=one: one.accept(by=by), lambda two=two, boss=boss: two.consent(by=boss, name="Bo"))

        placement.refresh_from_db()
        was_refused = isinstance(results[0], MoveRefused)
        assert placement.state == ("requested" if was_refused else "confirmed")
        assert placement.consent_at


def test_once_maya_gives_a_certificate_after_a_late_signature_nobody_of_hers_keeps_it_back(offer):
    placement = PlacementFactory(offer=offer, state="completed", signed_late=True)
    maya = MemberFactory(is_coordinator=True)
    calls = []
    for number in range(THREADS):
        row, is_allowed = Placement.objects.get(pk=placement.pk), number % 2 == 0
        calls.append(lambda row=row, is_allowed=is_allowed: row.decide_late(by=maya, is_allowed=is_allowed))

    at_once(*calls)

    said = list(placement.events.values_list("name", flat=True))
    assert said[-1] == "allow_certificate"
    assert len(said) == len(set(said))


def test_a_personal_link_counts_once(offer):
    placement = PlacementFactory(offer=offer, consent_rule="each")
    link, _token = Link.issue(
        "consent", about=placement.about, address="a@example.org", expires_at=placement.created_at.replace(year=2100)
    )

    results = at_once(*([link.use] * THREADS))

    assert [type(result) for result in results].count(LinkUsed) == THREADS - 1
