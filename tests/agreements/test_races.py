"""Two at once, on a database that lets them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from agreements.models import Agreement, Certificate
from exchange.placements.models import Placement
from exchange.placements.states import MoveRefused, Party

from .signing import a_confirmed_placement, a_past_placement, sign

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*functions):
    """Run these in a thread each, all starting together; what each returned, or "refused"."""
    barrier = Barrier(len(functions))

    def run(function):
        barrier.wait()
        try:
            return function()
        except MoveRefused:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(functions)) as pool:
        return list(pool.map(run, functions))


def test_two_last_signatures_at_once_complete_the_agreement_once():
    placement = a_confirmed_placement()
    Agreement.of(placement)

    def signing(party):
        def run():
            mine = Placement.objects.get(pk=placement.pk)
            mine.host_lead = placement.host_lead
            return sign(mine, party).party

        return run

    assert sorted(at_once(signing(Party.HOST), signing(Party.WORKER))) == ["host", "worker"]
    placement.refresh_from_db()
    assert placement.state == "ready"
    assert placement.events.filter(name="sign").count() == 1


def test_one_side_that_signs_many_times_at_once_signs_once():
    placement = a_confirmed_placement()
    Agreement.of(placement)

    def signing():
        mine = Placement.objects.get(pk=placement.pk)
        mine.host_lead = placement.host_lead
        return sign(mine, Party.HOST).party

    assert sorted(at_once(*[signing] * 8)) == ["host"] + ["refused"] * 7


def test_of_many_who_issue_at_once_one_does_and_the_numbers_have_no_gap():
    placement, other = a_past_placement(), a_past_placement()

    def issuing():
        return Certificate.issue(Placement.objects.get(pk=placement.pk), by=placement.host_lead).number[-4:]

    assert sorted(at_once(*[issuing] * 8)) == ["0001"] + ["refused"] * 7
    assert Certificate.issue(other, by=other.host_lead).number[-4:] == "0002"
