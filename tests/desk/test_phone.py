"""Settled by phone: what Maya writes down takes the step, without a mail."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from exchange.notifications.models import OutboxMail, Reminder
from exchange.placements import turns
from exchange.placements.models import Placement
from exchange.placements.states import Guest, Party
from exchange.questionnaires.models import Sheet
from exchange.questionnaires.tasks import ask_feedback
from tests.placements.going import a_placement, values
from tests.questionnaires.asked import over, write

from .morning import on_the_desk, signed_in

pytestmark = pytest.mark.django_db
EMPLOYER = {"name": "Mia Baas", "function": "Head"}


def settle(client, placement, task, **fields):
    OutboxMail.objects.all().delete()
    page = reverse("desk:by_phone", args=[placement.number, task])
    return client.post(page, fields)


def state(placement):
    return Placement.objects.get(pk=placement.pk).state


@pytest.mark.parametrize(
    "start, task, fields, after",
    [
        ("requested", "answer", {"outcome": "agreed"}, "confirmed"),
        ("requested", "answer", {"outcome": "refused", "reason": "full"}, "refused"),
        ("requested", "answer", {"outcome": "withdrawn"}, "cancelled"),
        ("declared", "countersign", {"outcome": "agreed"}, "confirmed"),
    ],
)
def test_an_answer_by_phone_takes_the_step_and_mails_nobody(client, start, task, fields, after):
    els, placement = signed_in(client), a_placement(start)

    settle(client, placement, task, note="Called both on Monday.", **fields)

    event = placement.events.last()
    assert (state(placement), event.by, event.note) == (after, els, "Called both on Monday.")
    assert (OutboxMail.objects.count(), Reminder.objects.count()) == (0, 0)


@pytest.mark.parametrize("outcome, after, name", [("agreed", "requested", "Mia Baas"), ("refused", "refused", "")])
def test_the_employers_word_by_phone_is_kept_with_name_and_function(client, outcome, after, name):
    signed_in(client)
    placement = a_placement("requested", consent_rule="each")

    settle(client, placement, "consent", outcome=outcome, **EMPLOYER)

    kept = Placement.objects.get(pk=placement.pk)
    assert (kept.state, kept.consent_name) == (after, name)
    assert OutboxMail.objects.count() == 0


@pytest.mark.parametrize(("start", "task"), [("requested", "answer"), ("declared", "countersign")])
def test_the_hosts_yes_by_phone_is_kept_while_the_employer_still_has_to_answer(client, start, task):
    els = signed_in(client)
    placement = a_placement(start, consent_rule="each")

    settle(client, placement, task, outcome="agreed", note="Called.")

    kept = Placement.objects.get(pk=placement.pk)
    assert (kept.state, kept.accepted_by, kept.events.last().name) == (start, els, "accept")
    assert [step.name for step in turns.tasks(kept)] == ["consent"]
    assert OutboxMail.objects.count() == 0


def test_the_employers_yes_by_phone_after_the_hosts_confirms_without_a_mail(client):
    signed_in(client)
    placement = a_placement("requested", consent_rule="each")
    settle(client, placement, "answer", outcome="agreed")

    settle(client, placement, "consent", outcome="agreed", **EMPLOYER)

    assert (state(placement), OutboxMail.objects.count()) == ("confirmed", 0)


def test_the_employers_own_yes_after_the_hosts_by_phone_tells_everybody(client):
    signed_in(client)
    placement = a_placement("requested", consent_rule="each")
    settle(client, placement, "answer", outcome="agreed")

    Placement.objects.get(pk=placement.pk).consent(by=Guest(Party.APPROVER, "Mia Baas", "Head"))

    assert state(placement) == "confirmed"
    assert "placements/confirm" in {mail.name for mail in OutboxMail.objects.all()}


@pytest.mark.parametrize(
    "task, fields, sentence",
    [
        ("consent", {"outcome": "agreed"}, "The agreement prints name and function. Please write both."),
        ("answer", {"outcome": "refused"}, "Choose a reason: the worker sees it."),
        ("answer", {}, "Make a choice for “What was agreed?”."),
    ],
)
def test_what_is_missing_is_asked_and_nothing_happens(client, task, fields, sentence):
    signed_in(client)
    placement = a_placement("requested", consent_rule="each")

    answer = settle(client, placement, task, **fields)

    assert sentence in answer.content.decode()
    assert (state(placement), placement.events.count()) == ("requested", 0)


@pytest.mark.parametrize(
    "start, task, after", [("negotiating", "dates", "requested"), ("confirmed", "agree_change", "confirmed")]
)
def test_one_of_the_proposed_dates_is_chosen_by_phone(client, start, task, after):
    signed_in(client)
    placement = a_placement(start)
    chosen = placement.date_sets.create(party="host", days=values(40, 41))

    settle(client, placement, task, outcome=chosen.pk)

    kept = Placement.objects.get(pk=placement.pk)
    assert kept.state == after
    assert [day.isoformat() for day in kept.dates()] == [day["date"] for day in chosen.days]
    assert OutboxMail.objects.count() == 0


def test_the_hosts_choice_among_the_workers_dates_is_its_yes(client):
    signed_in(client)
    placement = a_placement("negotiating")
    chosen = placement.date_sets.create(party="worker", days=values(40, 41))

    settle(client, placement, "dates", outcome=chosen.pk)

    assert (state(placement), OutboxMail.objects.count()) == ("confirmed", 0)


def test_a_change_of_dates_is_declined_by_phone_and_the_dates_stay(client):
    signed_in(client)
    placement = a_placement("confirmed")
    before = placement.dates()
    placement.date_sets.create(party="host", days=values(40, 41))

    settle(client, placement, "agree_change", outcome="kept", note="She works then.")

    kept = Placement.objects.get(pk=placement.pk)
    assert (kept.dates(), kept.date_sets.get().is_open, kept.events.last().name) == (before, False, "keep_dates")
    assert OutboxMail.objects.count() == 0


def typed(*starts_in):
    """Rows of dates as the page sends them."""
    rows = {f"days-{n}-{name}": text for n, day in enumerate(values(*starts_in)) for name, text in day.items()}
    return {"days-TOTAL_FORMS": len(starts_in), "days-INITIAL_FORMS": 0, **rows}


@pytest.mark.parametrize("days, kept", [((40, 41), 2), ((40,), 0)])
def test_new_dates_told_by_phone_are_written_where_they_keep_the_rules(client, days, kept):
    signed_in(client)
    placement = a_placement("confirmed")
    placement.set_days([])

    answer = settle(client, placement, "new_dates", outcome="agreed", **typed(*days))

    assert (len(Placement.objects.get(pk=placement.pk).dates()), OutboxMail.objects.count()) == (kept, 0)
    assert (answer.status_code == 302) == bool(kept)


def test_one_more_row_of_dates_keeps_what_was_typed(client):
    signed_in(client)
    placement = a_placement("confirmed")
    placement.set_days([])

    answer = settle(client, placement, "new_dates", more="days", **typed(40))

    assert (values(40)[0]["date"] in answer.content.decode(), state(placement)) == (True, "confirmed")
    assert "days-1-date" in answer.content.decode()


def test_nobody_but_maya_writes_dates_that_the_other_side_did_not_propose():
    placement = a_placement("confirmed")
    placement.set_days([])

    with pytest.raises(PermissionDenied):
        placement.give_dates(by=placement.host_lead, days=values(40, 41))

    assert placement.dates() == []


HOURS = {"outcome": "corrected", "hours_0": 6, "minutes_0": 30, "hours_1": 0, "minutes_1": 0}


@pytest.mark.parametrize(
    "more, after, minutes",
    [
        ({}, "completed", [390, 0]),
        ({"hours_0": 0, "minutes_0": 0}, "ready", [None, None]),
        ({"hours_0": ""}, "ready", [None, None]),
        ({"hours_0": 23}, "ready", [None, None]),
    ],
)
def test_other_hours_by_phone_are_kept_per_day_and_none_at_all_is_no_attendance(client, more, after, minutes):
    signed_in(client)
    placement = a_placement("ready", starts_in=-6)

    settle(client, placement, "attendance", **HOURS | more)

    assert (state(placement), [day.real_minutes for day in placement.days.all()]) == (after, minutes)
    assert OutboxMail.objects.count() == 0


def test_hours_as_planned_by_phone_wait_for_the_certificate(client):
    signed_in(client)
    placement = a_placement("ready", starts_in=-6)

    settle(client, placement, "attendance", outcome="agreed")

    assert (state(placement), on_the_desk()["certificate"]) == ("completed", ["ended 5 days ago"])
    assert OutboxMail.objects.count() == 0


def test_feedback_told_by_phone_is_noted_read_and_asked_no_more(client):
    els, placement = signed_in(client), over()

    settle(client, placement, "feedback", outcome="told", note="Loved it.")
    ask_feedback()

    sheet = Sheet.for_(placement, "end", "worker")
    assert (sheet.note, sheet.read_by, bool(sheet.finished_at), sheet.is_open) == ("Loved it.", els, True, False)
    assert OutboxMail.objects.count() == 0


@pytest.mark.parametrize("given, is_finished", [({}, False), ({"W01": 9}, True)])
def test_who_would_rather_not_answer_is_asked_no_more(client, given, is_finished):
    signed_in(client)
    placement = over()
    write(Sheet.for_(placement, "end", "worker"), given)

    settle(client, placement, "feedback", outcome="rested")
    ask_feedback()

    sheet = Sheet.for_(placement, "end", "worker")
    assert (sheet.is_open, bool(sheet.finished_at)) == (False, is_finished)
    assert OutboxMail.objects.count() == 0


@pytest.mark.parametrize("start, task", [("confirmed", "sign"), ("requested", "consent"), ("requested", "certificate")])
def test_what_only_a_person_can_give_or_does_not_wait_is_not_settled(client, start, task):
    signed_in(client)
    placement = a_placement(start)

    answer = settle(client, placement, task, outcome="agreed")

    assert answer.url == reverse("desk:placement", args=[placement.number])
    assert state(placement) == start
