"""Each side reads the sentence that is meant for it: who went, who hosted, who only looks on."""

import datetime as dt

import pytest

from exchange.placements import steps
from tests.agreements.signing import a_certificate

from .going import a_placement, who

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning(time_machine):
    time_machine.move_to(dt.datetime(2027, 2, 1, 10, tzinfo=dt.UTC))


@pytest.mark.parametrize(
    "party, sentence",
    [
        ("worker", "15 h 30 at Centre de jour Les Tilleuls. Thank you for going."),
        ("host", "Lena Dubois, 15 h 30. Thank you for hosting."),
        ("sender", "15 h 30 at Centre de jour Les Tilleuls."),
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

    assert said == [
        f"Today, 9:00–17:00. Something is not as it should be? Call {visitor.format(worker=placement.worker)} or Maya.",
        "Today, 9:00–17:00. Something is not as it should be? Call the contact, or Maya.",
    ]


def test_in_the_evening_the_next_day_is_said(time_machine):
    placement = a_placement("ready", 0)
    time_machine.move_to(dt.datetime(2027, 2, 1, 18, tzinfo=dt.UTC))

    said = steps.todo(placement, placement.worker).sentence

    assert said.startswith("Next day: Tue 2 February, 9:00–17:00. ")
