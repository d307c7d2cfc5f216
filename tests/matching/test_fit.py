"""Why a place is suggested: each reason with a place on either side of it, and what is never said."""

import pytest

from exchange.matching import fit
from exchange.matching.fit import Facts

NOTHING = Facts(profession=False, answered=0)
SIDES = [
    ("other sector", "sector", {"crosses": True}, {"crosses": False}),
    ("a theme you look for", "themes", {"themes": 1}, {"themes": 0}),
    ("2 themes you look for", "themes", {"themes": 2}, {"themes": 0}),
    ("25 min from your work", "travel", {"minutes": 24.0}, {"minutes": 46.0}),
    ("25 min from your home", "travel", {"minutes": 26.0, "start": "home"}, {"minutes": None}),
    ("your language", "language", {"speaks": True}, {"speaks": False}),
    ("possible in March", "months", {"month": 3}, {"month": None}),
    ("first visitor welcome", "first", {"hosted": 0}, {"hosted": 1}),
    ("your profession", "profession", {"profession": True}, {"profession": None}),
    ("a free place", "places", {"free": 1}, {"free": 0}),
]


def facts(**values):
    return Facts(**{**NOTHING.__dict__, **values})


@pytest.mark.parametrize("words, key, there, _elsewhere", SIDES)
def test_a_reason_that_holds_is_said_and_earns(words, key, there, _elsewhere):
    (reason,) = fit.reasons(facts(**there))

    assert (reason.key, reason.words) == (key, words)
    assert fit.points(facts(**there)) > fit.points(NOTHING)


@pytest.mark.parametrize("_words, _key, _there, elsewhere", SIDES)
def test_a_reason_that_does_not_hold_is_not_said(_words, _key, _there, elsewhere):
    assert fit.reasons(facts(**elsewhere)) == []


@pytest.mark.parametrize("unsaid", [{"answered": 1.0}, {"owes": True}])
def test_answers_and_balance_order_and_are_never_said(unsaid):
    assert fit.points(facts(**unsaid)) > fit.points(NOTHING)
    assert fit.reasons(facts(**unsaid)) == []


def test_a_nearer_place_earns_more_until_it_is_near():
    way = [fit.points(facts(minutes=minutes)) for minutes in (80, 75, 60, 30, 15, 5)]

    assert way == [0, 0, 5, 15, 20, 20]


def test_the_same_sector_loses_nothing():
    assert fit.points(facts(crosses=False)) == 0


def test_a_weight_of_nothing_silences_a_reason():
    found = fit.reasons(facts(crosses=True, hosted=0), fit.WEIGHTS | {"sector": 0})

    assert [reason.key for reason in found] == ["first"]


def test_the_card_says_the_three_weightiest():
    found = fit.reasons(facts(crosses=True, minutes=25.0, month=3, hosted=0, free=1))

    assert fit.sentence(found) == "other sector, 25 min from your work, possible in March"


def test_every_weight_has_its_words_and_its_share():
    assert set(fit.WEIGHTS) == set(fit.LABELS) == set(fit.shares(NOTHING))
