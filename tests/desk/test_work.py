"""The columns of the desk: what stands where, in which words, and what is late by the numbers of product.md."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from exchange.desk import morning, work
from exchange.placements.models import Placement
from exchange.placements.states import Party
from exchange.questionnaires.models import Sheet
from tests.agreements.signing import a_confirmed_placement, sign
from tests.placements.going import a_placement
from tests.questionnaires.asked import over, write

from .morning import BRUSSELS, MONDAY, late, on_the_desk, signed_in

pytestmark = pytest.mark.django_db
ASKED = ["requested", "negotiating", "declared"]


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


def at(clock, day):
    """Move to the morning of a day of March 2027."""
    clock.move_to(dt.datetime(2027, 3, day, 9, tzinfo=BRUSSELS))


def test_a_request_waits_for_its_host_and_beside_it_for_the_employer(clock):
    a_placement("requested", consent_rule="each")
    a_placement("employer_pending", consent_rule="strict", asked_at=None)
    at(clock, 3)

    assert sorted(on_the_desk()["answer"]) == ["asked 2 days ago", "employer asked 2 days ago"]


def test_a_confirmed_placement_waits_for_its_signatures(clock):
    placement = a_confirmed_placement()
    assert on_the_desk()["sign"] == ["both still to sign; starts 31 Mar"]

    sign(placement, Party.WORKER)

    assert on_the_desk()["sign"] == ["worker signed today, host not yet; starts 31 Mar"]


def test_what_is_ready_is_coming_up_until_it_has_ended(clock):
    a_placement("ready", starts_in=8)
    assert on_the_desk()["coming"] == ["9–10 Mar"]

    at(clock, 9)
    assert on_the_desk()["coming"] == ["now: 9–10 Mar"]

    at(clock, 12)
    assert (on_the_desk()["coming"], on_the_desk()["certificate"]) == ([], ["ended 2 days ago, hours to confirm"])


def test_hours_without_certificate_wait_for_the_host(clock):
    placement = a_placement("ready", starts_in=-6)
    placement.attend(by=placement.host_lead)

    assert on_the_desk()["certificate"] == ["ended 5 days ago"]


def test_feedback_says_how_far_it_is_and_new_answers_stand_first():
    placement = over(days_ago=1)
    sheet = Sheet.for_(placement, "end", "worker")
    questions = sheet.questionnaire.questions.count()
    write(Sheet.for_(placement, "end", "host"), {"H01": 4})
    write(sheet, {"W01": 9}).finish()

    assert on_the_desk()["feedback"][0] == "new: read it"
    assert questions > 1
    assert on_the_desk()["feedback"][1].startswith("1 of ")


LATE = [  # the state, its columns, the first day in March on which it is late; asked on Monday the first
    ("requested", {}, 15), ("negotiating", {}, 15), ("declared", {}, 4),
    ("employer_pending", {"consent_rule": "strict", "asked_at": None}, 11),
]  # fmt: skip


@pytest.mark.parametrize("state, columns, day", LATE)
def test_a_request_is_late_by_the_numbers(clock, state, columns, day):
    placement = a_placement(state, **columns)
    if state == "negotiating":
        placement.date_sets.create(party="host", days=[])
    at(clock, day - 1)
    assert late() == {}

    at(clock, day)
    assert late() == {"answer": 1}


def test_an_unsigned_agreement_is_late_three_working_days_before(clock):
    a_placement("confirmed", starts_in=14)  # Monday the fifteenth
    at(clock, 9)
    assert late() == {}

    at(clock, 10)
    assert late() == {"sign": 1}


def test_hours_are_late_after_ten_days_and_a_certificate_after_twenty_one(clock):
    placement = a_placement("ready", starts_in=-1)
    at(clock, 10)
    assert late() == {}
    at(clock, 11)
    assert late() == {"certificate": 1}
    placement.attend(by=placement.host_lead)
    at(clock, 21)
    assert late() == {}

    at(clock, 22)
    assert late() == {"certificate": 1}


def test_feedback_is_never_late(clock):
    over(days_ago=1)
    at(clock, 28)

    assert late() == {}


@pytest.mark.parametrize("where", ["placement", "host", "sender"])
def test_what_rests_is_not_late_and_says_until_when(clock, where):
    placement = a_placement("requested")
    row = placement if where == "placement" else getattr(placement, where)
    type(row).objects.filter(pk=row.pk).update(hold_until=dt.date(2027, 3, 20))
    at(clock, 18)

    assert late() == {}
    assert on_the_desk()["answer"] == ["asked 17 days ago; rests until 20 Mar"]


def test_the_late_stand_first_then_the_longest_wait(clock):
    a_placement("declared")
    at(clock, 3)
    a_placement("requested")
    at(clock, 5)

    assert on_the_desk()["answer"] == ["declared 4 days ago, to be confirmed", "asked 2 days ago"]
    assert late() == {"answer": 1}


def test_the_columns_and_the_lists_cost_the_same_for_one_and_for_many(client, django_assert_max_num_queries):
    signed_in(client)
    one_of_each()
    few = [queries(client, django_assert_max_num_queries) for _round in range(2)][1]
    for _number in range(46):
        a_placement("requested")
    one_of_each()

    assert queries(client, django_assert_max_num_queries) == few


def one_of_each():
    a_placement("requested")
    sign(a_confirmed_placement(), Party.WORKER)
    write(Sheet.for_(over(), "end", "worker"), {"W01": 9}).finish()


def queries(client, limit):
    """Per page, how many queries it takes."""
    found = []
    for name in ("home", "placements", "organisations", "answers"):
        with limit(200) as taken:
            assert client.get(reverse(f"desk:{name}")).status_code == 200
        found.append(len(taken))
    return found


def test_drafts_are_nobodys_business():
    a_placement("draft", asked_at=None)

    assert Placement.objects.count() == 1
    assert set(map(len, on_the_desk().values())) == {0}


def said_late():
    return [(matter.sentence, matter.small, matter.url) for matter in morning.late(work.columns(work.live()))]


def test_the_one_that_is_late_is_named_and_led_to(clock):
    placement = a_placement("requested", consent_rule="none", asked_at=timezone.now())
    at(clock, 17)

    assert said_late() == [
        (
            f"{placement.worker.short_name} has waited 16 days for {placement.host}",
            "Waiting for an answer",
            reverse("desk:placement", args=[placement.number]),
        )
    ]


def test_a_late_certificate_is_named_with_its_column(clock):
    placement = a_placement("ready", starts_in=-6)
    placement.attend(by=placement.host_lead)
    at(clock, 31)

    assert [row[:2] for row in said_late()] == [
        (f"Certificate to issue: {placement.worker.short_name} → {placement.host}", "ended 35 days ago")
    ]


def test_from_two_up_they_are_counted(clock):
    for _number in range(2):
        a_placement("requested", consent_rule="none", asked_at=timezone.now())
    at(clock, 17)

    assert said_late() == [("2 entries are late: Waiting for an answer", "", reverse("desk:column", args=["answer"]))]
