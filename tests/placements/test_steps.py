"""What each reader is told about a placement: the way so far, and whose turn it is."""

import datetime as dt

import pytest
from django.utils import translation

from agreements.models import Agreement
from exchange.placements import steps, words
from exchange.placements.states import State
from tests.factories import MemberFactory

from .going import a_placement, values, who

pytestmark = pytest.mark.django_db
DAYS = [dt.date(2027, 3, 9), dt.date(2027, 3, 10)]


class Day:
    def __init__(self, date, starts, ends):
        self.date, self.starts, self.ends = date, dt.time.fromisoformat(starts), dt.time.fromisoformat(ends)


@pytest.fixture(autouse=True)
def spring(request, time_machine):
    time_machine.move_to(dt.datetime(2027, 2, 1, 10, tzinfo=dt.UTC))


@pytest.mark.parametrize(
    "language, text",
    [
        ("en", "Tue 9 and Wed 10 March, 8:45–16:30"),
        ("fr", "mardi 9 et mercredi 10 mars, de 8 h 45 à 16 h 30"),
        ("nl", "dinsdag 9 en woensdag 10 maart, van 8.45 tot 16.30 uur"),
    ],
)
def test_dates_read_as_people_say_them(language, text):
    with translation.override(language):
        said = words.dates_text([Day(date, "08:45", "16:30") for date in DAYS])

    assert said.replace("\xa0", " ") == text


@pytest.mark.parametrize(
    "days, text",
    [
        ([], "Dates to be agreed"),
        ([Day(DAYS[0], "21:00", "07:00")], "Tue 9 March, 21:00–7:00 the next morning"),
        (
            [Day(DAYS[0], "09:00", "17:00"), Day(DAYS[1], "09:00", "12:00")],
            "Tue 9 March, 9:00–17:00; Wed 10 March, 9:00–12:00",
        ),
        (
            [Day(date, "09:00", "17:00") for date in (dt.date(2027, 3, 30), dt.date(2027, 3, 31), dt.date(2027, 4, 1))],
            "Tue 30, Wed 31 March and Thu 1 April, 9:00–17:00",
        ),
        ([Day(dt.date(2028, 1, 5), "09:00", "17:00")], "Wed 5 January 2028, 9:00–17:00"),
    ],
)
def test_nights_other_hours_months_and_years_are_said(days, text):
    assert words.dates_text(days) == text


@pytest.mark.parametrize(
    "language, minutes, text",
    [
        ("en", 930, "15 hours 30 minutes in all"),
        ("fr", 930, "15 heures et 30 minutes en tout"),
        ("nl", 930, "15 uur en 30 minuten in totaal"),
        ("nl", 840, "14 uur in totaal"),
        ("fr", 60, "1 heure en tout"),
    ],
)
def test_a_length_of_time_is_never_taken_for_a_time_of_the_day(language, minutes, text):
    with translation.override(language):
        assert words.in_all(minutes).replace("\xa0", " ") == text


@pytest.mark.parametrize(
    "dates, text",
    [
        ((9, 10), "9–10 Mar"),
        ((9,), "9 Mar"),
        ((12, 9), "9 and 12 Mar"),
        ((9, 10, 11, 15), "9–11 and 15 Mar"),
        ((29, 31, 32), "29 Mar and 31 Mar – 1 Apr"),
        ((31, 32, 35), "31 Mar – 1 Apr and 4 Apr"),
        ((24, 33), "24 Mar and 2 Apr"),
    ],
)
def test_only_dates_that_follow_each_other_are_drawn_as_a_range(dates, text):
    assert words.short_span_text([dt.date(2027, 2, 28) + dt.timedelta(days) for days in dates]) == text


@pytest.mark.parametrize(
    "ends, lines",
    [
        (["17:00", "17:00"], ["9:00–17:00 each day"]),
        (["17:00"], ["9:00–17:00"]),
        (["17:00", "12:00"], ["Tue 9 March, 9:00–17:00", "Wed 10 March, 9:00–12:00"]),
    ],
)
def test_hours_that_are_the_same_each_day_are_said_once(ends, lines):
    days = [Day(date, "09:00", end) for date, end in zip(DAYS, ends, strict=False)]

    assert words.hours_lines(days) == lines


@pytest.mark.parametrize(
    "starts, ends, break_minutes, minutes",
    [("09:00", "17:00", 30, 450), ("21:00", "07:00", 60, 540), ("09:00", "09:00", 0, 1440)],
)
def test_planned_hours_leave_the_break_out_and_know_nights(starts, ends, break_minutes, minutes):
    placement = a_placement()
    placement.set_days([{"date": "2027-03-09", "starts": starts, "ends": ends, "break_minutes": break_minutes}])

    assert placement.planned_minutes() == minutes


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("party", ["worker", "host", "sender", "maya"])
def test_every_state_has_a_way_and_a_first_sentence_for_every_reader(state, party):
    placement = a_placement(state, -5 if state in {"completed", "interrupted", "no_show"} else 30)
    reader = who(placement, party)

    way, todo = steps.timeline(placement, reader), steps.todo(placement, reader)

    assert 2 <= len(way) <= 8
    assert [step.standing for step in way].count("now") == 1
    assert todo.heading and todo.sentence
    assert "%(" not in todo.heading + todo.sentence


@pytest.mark.parametrize(
    "state, starts_in, party, name",
    [
        ("draft", 30, "worker", "send"),
        ("requested", 30, "host", "answer"),
        ("declared", 30, "host", "countersign"),
        ("confirmed", 30, "worker", "sign"),
        ("confirmed", 30, "host", "sign"),
        ("ready", 30, "worker", "before"),
        ("ready", 5, "host", "prepare"),
        ("ready", -5, "host", "attendance"),
    ],
)
def test_it_is_this_readers_turn(state, starts_in, party, name):
    placement = a_placement(state, starts_in)

    todo = steps.todo(placement, who(placement, party))

    assert (todo.name, todo.is_yours) == (name, True)


@pytest.mark.parametrize(
    "state, starts_in, party, sentence",
    [
        ("requested", 30, "worker", "{host} has the request since 1 Feb. It closes on 22 Feb at the latest."),
        ("ready", -5, "worker", "{host} confirms the hours. Then the certificate follows."),
        ("ready", 30, "sender", "{worker} is expected on {dates}."),
        ("refused", 30, "worker", "Another place may well have room for you."),
    ],
)
def test_the_others_are_told_whose_turn_it_is(state, starts_in, party, sentence):
    placement = a_placement(state, starts_in)

    todo = steps.todo(placement, who(placement, party))

    filled = {"host": placement.host, "worker": placement.worker, "dates": placement.dates_text}
    assert (todo.is_yours, todo.sentence) == (False, sentence.format(**filled))


def test_a_certificate_whose_day_has_passed_was_due_then():
    placement = a_placement("completed", -20)
    placement.days.update(real_minutes=450)

    told = [steps.todo(placement, reader).sentence for reader in (placement.host_lead, placement.worker)]

    assert told == ["The hours are known: 15 hours. The certificate was due on 27 Jan."] * 2


def test_an_approver_is_asked_beside_the_host():
    placement = a_placement("requested", consent_rule="each")

    assert steps.todo(placement, placement.sender_lead).name == "consent"
    assert steps.todo(placement, placement.host_lead).name == "answer"
    assert steps.todo(placement, placement.worker).sentence.endswith(f"{placement.sender} has been asked on 1 Feb.")
    assert [step.label for step in steps.timeline(placement)][:3] == ["Asked", "Employer agrees", "Confirmed"]


def test_the_other_side_answers_proposed_dates():
    placement = a_placement("confirmed")
    placement.propose_change(by=placement.host_lead, days=values(40, 41))

    assert steps.todo(placement, placement.worker).name == "agree_change"
    assert steps.waiting_for(placement)[:2] == ("worker", [placement.worker])


def test_a_contested_absence_waits_for_maya():
    placement = a_placement("ready", -5)
    placement.mark_absent(by=placement.host_lead)
    assert steps.todo(placement, placement.worker).name == "contest"

    placement.contest(by=placement.worker, note="I was there.")

    assert steps.todo(placement, MemberFactory(is_coordinator=True)).name == "settle"
    assert steps.waiting_for(placement)[0] == "maya"


def test_a_signatory_signs_but_does_not_answer():
    placement = a_placement("confirmed")
    signatory = MemberFactory()
    placement.host.memberships.create(member=signatory, is_signatory=True)

    assert steps.todo(placement, signatory).name == "sign"
    assert steps.todo(placement, placement.host_lead).is_yours is False


def test_who_signs_last_reads_who_signed_first():
    placement = a_placement("confirmed")
    agreement = Agreement.of(placement)
    words_read = agreement.keep_words().sha256
    agreement.sign(party="host", by=placement.host_lead, read=words_read, name="Karim Achour", capacity="director")
    placement.refresh_from_db()

    todo = steps.todo(placement, placement.worker)

    assert todo.sentence.startswith("Karim Achour signed on 1 Feb. Reading takes about six minutes.")
    assert [step.small for step in steps.timeline(placement)][2] == "1 of 2"


def test_nobody_is_waited_for_when_all_is_over():
    assert steps.waiting_for(a_placement("cancelled")) == (None, [], None)
