import datetime as dt

import pytest
from django.utils import translation

from catalogue.words import clock, days_text, hours_text, joined, months_sentence, weekdays_text


@pytest.mark.parametrize("months, first, language, sentence", [
    ([1, 2, 3, 5, 6], 12, "en", "Open in January to March, May and June."),
    ([12, 1, 4, 8, 9], 12, "en", "Open in December, January, April, August and September."),
    ([12, 1, 4, 8, 9], 12, "nl", "Open in december, januari, april, augustus en september."),
    ([1, 2, 3, 5], 12, "fr", "Mois ouverts : janvier à mars et mai."),
    ([11, 12, 1, 2], 12, "en", "Open in December to February and November."),
    ([11, 12, 1, 2], 9, "en", "Open in November to February."),
    ([1, 2, 3], 1, "nl", "Open in januari tot en met maart."),
    (list(range(1, 13)), 5, "en", "Open all year."),
    (list(range(1, 13)), 5, "fr", "Ouvert toute l’année."),
    ([], 1, "en", "No month is open."),
])  # fmt: skip
def test_months_are_said_as_a_person_would(months, first, language, sentence):
    with translation.override(language):
        assert months_sentence(months, first) == sentence


@pytest.mark.parametrize("days, language, text", [
    ([0, 1, 2, 3, 4], "en", "Monday to Friday"),
    ([0, 1, 2, 3, 4], "fr", "du lundi au vendredi"),
    ([0, 1, 2, 3, 4], "nl", "van maandag tot en met vrijdag"),
    ([0, 2], "en", "Monday and Wednesday"),
    ([0, 2], "fr", "le lundi et le mercredi"),
    ([0, 1, 2, 5], "nl", "van maandag tot en met woensdag en zaterdag"),
])  # fmt: skip
def test_days_of_the_week_are_said_as_a_person_would(days, language, text):
    with translation.override(language):
        assert weekdays_text(days) == text


@pytest.mark.parametrize("time, language, text", [
    (dt.time(9), "en", "9:00"), (dt.time(9, 30), "en", "9:30"),
    (dt.time(9), "fr", "9 h"), (dt.time(16, 5), "fr", "16 h 05"),
    (dt.time(17), "nl", "17\N{NO-BREAK SPACE}uur"), (dt.time(16, 30), "nl", "16.30\N{NO-BREAK SPACE}uur"),
])  # fmt: skip
def test_the_clock_speaks_three_languages(time, language, text):
    with translation.override(language):
        assert clock(time) == text


def test_hours_leave_minutes_out_when_there_are_none():
    assert [hours_text(minutes) for minutes in (60, 900, 930)] == ["1 hour", "15 hours", "15 hours 30 minutes"]


def test_days_are_spelled_or_counted():
    assert days_text(2, 2) == "two days"
    assert days_text(2, 4) == "two to four days"
    assert days_text(2, spelled=False) == "at least 2 days"


def test_names_are_joined_with_one_and():
    assert [joined(names) for names in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]
