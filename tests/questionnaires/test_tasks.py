"""Asking, reminding, lapsing: when, to whom, and never twice."""

import datetime as dt

import pytest
from django.utils import timezone, translation

from exchange.notifications.models import Link, OutboxMail, Reminder
from exchange.placements import words
from exchange.placements.tasks.going import remind_going
from exchange.questionnaires import tasks
from exchange.questionnaires.models import Sheet
from tests.factories import MemberFactory
from tests.placements.going import a_placement

from .asked import over, write

pytestmark = pytest.mark.django_db


def told():
    return sorted(OutboxMail.objects.filter(name="questionnaires/send").values_list("to", flat=True))


def in_days(number):
    return timezone.localdate() + dt.timedelta(days=number)


@pytest.mark.parametrize(
    "state, days_ago, number",
    [
        ("ready", 0, 0), ("ready", 1, 2), ("completed", 0, 0), ("completed", 1, 2), ("completed", 29, 2),
        ("completed", 30, 0), ("interrupted", 1, 2), ("no_show", 1, 0), ("confirmed", 1, 0), ("cancelled", 1, 0),
    ],
)  # fmt: skip
def test_worker_and_host_are_asked_from_the_day_after(state, days_ago, number):
    over(state, days_ago, moved_at=timezone.now() - dt.timedelta(days=days_ago))

    assert len(told()) == number


def test_asking_twice_writes_two_mails_and_not_four():
    placement = over()

    tasks.ask_feedback()

    assert told() == [placement.host_lead.email, placement.worker.email]
    assert Link.objects.filter(purpose="feedback").count() == 2


def test_the_host_mail_goes_to_who_confirmed_the_hours():
    placement = a_placement("completed", -2)
    deputy = MemberFactory()
    deputy.memberships.create(organisation=placement.host, is_deputy=True)
    placement.events.create(name="attend", after="completed", party="host", by=deputy)

    tasks.ask_feedback()

    assert told() == sorted([deputy.email, placement.worker.email])


def test_an_early_end_counts_from_the_day_it_ended():
    ended = timezone.now() - dt.timedelta(days=1)
    placement = a_placement("interrupted", starts_in=-1, dates=5, moved_at=ended)

    tasks.ask_feedback()

    assert Sheet.for_(placement, "end", "worker").lapses_on == in_days(29)


@pytest.mark.parametrize("where", ["placement", "host", "sender"])
def test_what_is_on_hold_is_left_in_peace(where):
    placement = a_placement("completed", -2)
    held = {"placement": placement, "host": placement.host, "sender": placement.sender}[where]
    held.hold_until = in_days(0)
    held.save()

    tasks.ask_feedback()

    assert told() == []


def due(placement, **columns):
    """Turn the clock: the reminder of this placement's sheets is due today."""
    Sheet.objects.filter(placement=placement).update(remind_on=in_days(0), **columns)


def test_the_reminder_comes_a_week_later_and_the_end_after_thirty_days():
    sheet = Sheet.for_(over(), "end", "worker")

    assert (sheet.remind_on, sheet.lapses_on) == (in_days(7), in_days(29))


def test_only_who_has_not_finished_is_reminded_and_only_once():
    placement = over()
    due(placement)
    Sheet.for_(placement, "end", "worker").finish()

    for _time in range(2):
        tasks.remind_feedback()

    assert [reminder.to for reminder in Reminder.objects.all()] == [placement.host_lead.email]
    assert Sheet.objects.due().count() == 0


def test_a_reminder_rests_while_maya_holds():
    placement = over()
    due(placement)
    type(placement).objects.update(hold_until=in_days(3))

    tasks.remind_feedback()

    assert Reminder.objects.count() == 0


def test_a_reminder_that_waits_is_dropped_when_the_questions_are_answered():
    placement = over()
    due(placement)
    tasks.remind_feedback()

    Sheet.for_(placement, "end", "worker").finish()

    assert [reminder.to for reminder in Reminder.objects.all()] == [placement.host_lead.email]


def test_what_lapses_keeps_what_was_answered():
    placement = over()
    answered, silent = (Sheet.for_(placement, "end", party) for party in ("worker", "host"))
    write(answered, {"W01": 6})
    Sheet.objects.update(lapses_on=in_days(-1))

    for _time in range(2):
        tasks.lapse_feedback()

    assert list(Sheet.objects.finished()) == [answered]
    assert Sheet.objects.get(pk=silent.pk).lapsed_at is not None
    assert Link.objects.open().count() == 0


def test_nothing_lapses_on_the_last_day():
    over()
    Sheet.objects.update(lapses_on=in_days(0))

    tasks.lapse_feedback()

    assert Sheet.objects.open().count() == 2


def test_where_it_ended_on_another_day_after_all_it_is_asked_anew():
    placement = over("ready", 3)
    placement.days.last().delete()
    placement.days.update(date=in_days(-2))

    tasks.ask_feedback()

    assert len(told()) == 4


@pytest.mark.parametrize(
    "language, subject, until",
    [
        ("fr", "Comment s’est passée", "Vous pouvez répondre jusqu’au"),
        ("nl", "Hoe was het", "Je kan antwoorden tot"),
        ("en", "How was it", "You can answer until"),
    ],
)
def test_the_mail_is_in_its_readers_language(language, subject, until):
    placement = a_placement("completed", -2, worker=MemberFactory(language=language))

    tasks.ask_feedback()

    mail = OutboxMail.objects.get(to=placement.worker.email)
    with translation.override(language):
        day = words.day_text(in_days(29))
    assert mail.subject.startswith(subject)
    assert f"{until} {day}" in mail.text


def test_the_reminder_is_in_its_readers_language():
    placement = a_placement("completed", -2, worker=MemberFactory(language="nl"))
    tasks.ask_feedback()
    due(placement)

    tasks.remind_feedback()

    sentence = Reminder.objects.get(to=placement.worker.email).sentence
    with translation.override("nl"):
        until = words.day_text(in_days(29))
    assert sentence == f"Hoe was het bij {placement.host.name['nl']}? Tot {until} wachten er enkele vragen op je."


def test_a_hold_takes_away_the_reminder_that_waits_and_it_comes_back_after():
    placement, maya = over(days_ago=8), MemberFactory(is_coordinator=True)
    Sheet.objects.update(remind_on=in_days(0))
    tasks.remind_feedback()
    assert Reminder.objects.count() == 2

    placement.hold(by=maya, until=in_days(3))
    assert Reminder.objects.count() == 0
    placement.hold(by=maya, until=None)
    tasks.remind_feedback()

    assert Reminder.objects.count() == 2


def test_finishing_the_outline_takes_its_reminder_away():
    placement = a_placement("ready", 7)
    remind_going()
    assert Reminder.objects.filter(to=placement.worker.email).exists()

    Sheet.for_(placement, "preparation", "worker").finish()

    assert not Reminder.objects.filter(to=placement.worker.email).exists()
