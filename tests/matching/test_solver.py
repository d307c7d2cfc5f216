"""The best set of matches: what may not be, what weighs, which of two equal sets, and what when time is over."""

import random
from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.matching import solver
from exchange.matching.solver import Candidate, Problem, Standing, circles, greedy, solve

SECONDS = 30
SIZE = 6  # wishes and offers, so that every set can be looked at


def candidate(wish, offer, weight=10, *, month=3, person=None, sender=1, host=2):
    person = 100 + wish if person is None else person
    return Candidate(wish, offer, month, weight, person, sender, host)


def pairs(candidates):
    return [(one.wish, one.offer) for one in candidates]


def is_allowed(problem, chosen):
    people = [one.person for one in chosen]
    spots = [(one.offer, one.month) for one in chosen]
    return len(set(people)) == len(people) and all(spots.count(spot) <= problem.places[spot] for spot in spots)


def by_hand(problem):
    """The points of the best of all allowed sets, looked at one by one."""
    wishes = sorted({one.wish for one in problem.candidates})
    choices = [[None, *(one for one in problem.candidates if one.wish == wish)] for wish in wishes]
    sets = ([one for one in row if one] for row in product(*choices))
    return max(problem.points(chosen) for chosen in sets if is_allowed(problem, chosen))


@st.composite
def problems(draw):
    """Up to six wishes of up to six people, up to six offers of four organisations, two months."""
    number = st.integers(0, 3)
    people, senders = draw(st.lists(st.integers(0, 5), min_size=SIZE, max_size=SIZE)), draw(st.tuples(*[number] * SIZE))
    hosts = draw(st.tuples(*[number] * SIZE))
    picks = draw(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 20)), min_size=1, max_size=12))
    weights = {(wish, offer): weight for wish, offer, weight in picks}
    found = [
        Candidate(wish, offer, offer % 2, weight, people[wish], senders[wish], hosts[offer])
        for (wish, offer), weight in weights.items()
    ]
    places = {(one.offer, one.month): draw(st.integers(0, 2)) for one in found}
    waits = st.frozensets(number)
    return Problem(found, places, draw(waits), draw(waits), waiting_bonus=7, circle_bonus=4)


@settings(max_examples=150, deadline=None)
@given(problems())
def test_the_set_is_as_good_as_the_best_of_all_sets(problem):
    found = solve(problem, SECONDS)

    assert is_allowed(problem, found.chosen)
    assert len({one.wish for one in found.chosen}) == len(found.chosen)
    assert (found.standing, found.points) == (Standing.BEST, by_hand(problem))


@settings(max_examples=30, deadline=None)
@given(problems(), st.randoms())
def test_the_same_input_gives_the_same_set_in_whatever_order_it_comes(problem, chance):
    mixed = list(problem.candidates)
    chance.shuffle(mixed)
    again = Problem(mixed, problem.places, problem.waits_to_host, problem.waits_to_send, 7, 4)

    assert solve(again, SECONDS) == solve(problem, SECONDS)


def test_two_who_want_the_last_place_the_older_wish_gets_it():
    problem = Problem([candidate(2, 7), candidate(1, 7)], {(7, 3): 1})

    assert pairs(solve(problem, SECONDS).chosen) == [(1, 7)]


def test_of_two_places_that_are_worth_the_same_the_earlier_month_then_the_older_offer_is_taken():
    spots = [candidate(1, 5, month=4), candidate(1, 9, month=3), candidate(1, 8, month=3)]

    assert pairs(solve(Problem(spots, {(one.offer, one.month): 1 for one in spots}), SECONDS).chosen) == [(1, 8)]


def test_everybody_is_served_rather_than_one_alone_well():
    wishes = [candidate(1, 7, 30), candidate(1, 8, 20), candidate(2, 7, 25)]

    assert pairs(solve(Problem(wishes, {(7, 3): 1, (8, 3): 1}), SECONDS).chosen) == [(1, 8), (2, 7)]


def test_a_person_with_two_wishes_gets_one_place():
    wishes = [candidate(1, 7, 10, person=5), candidate(2, 8, 12, person=5)]

    assert pairs(solve(Problem(wishes, {(7, 3): 1, (8, 3): 1}), SECONDS).chosen) == [(2, 8)]


def test_places_are_counted_per_month():
    wishes = [candidate(1, 7), candidate(2, 7), candidate(3, 7, month=4)]

    assert pairs(solve(Problem(wishes, {(7, 3): 1, (7, 4): 1}), SECONDS).chosen) == [(1, 7), (3, 7)]


def test_a_host_that_waits_wins_a_near_tie_but_not_a_clear_lead():
    near = [candidate(1, 7, 30, host=2), candidate(1, 8, 20, host=3)]
    clear = [candidate(1, 7, 40, host=2), candidate(1, 8, 20, host=3)]
    places = {(7, 3): 1, (8, 3): 1}

    chosen = [pairs(solve(Problem(one, places, frozenset({3})), SECONDS).chosen) for one in (near, clear)]
    assert chosen == [[(1, 8)], [(1, 7)]]


def test_the_bonus_for_waiting_counts_once_for_an_organisation():
    """Two visitors to the host that waits are no better than one there and one elsewhere."""
    wishes = [candidate(1, 7, 20, host=3), candidate(2, 8, 20, host=3), candidate(2, 9, 25, host=4)]
    problem = Problem(wishes, {(7, 3): 1, (8, 3): 1, (9, 3): 1}, frozenset({3}))

    assert pairs(solve(problem, SECONDS).chosen) == [(1, 7), (2, 9)]


def test_a_sender_that_waits_gets_the_last_place():
    wishes = [candidate(1, 7, 20, sender=1), candidate(2, 7, 10, sender=4)]

    assert pairs(solve(Problem(wishes, {(7, 3): 1}, waits_to_send=frozenset({4})), SECONDS).chosen) == [(2, 7)]


def test_a_swap_and_a_ring_are_favoured_a_little():
    there, elsewhere = candidate(2, 8, 18, sender=2, host=1), candidate(2, 9, 20, sender=2, host=5)
    problem = Problem([candidate(1, 7, 20), there, elsewhere], {(7, 3): 1, (8, 3): 1, (9, 3): 1})

    found = solve(problem, SECONDS)
    assert (pairs(found.chosen), found.circles) == ([(1, 7), (2, 8)], [(1, 2)])


def test_circles_are_named_from_their_lowest_number_on():
    assert circles([(1, 2), (2, 1), (2, 3), (3, 1), (4, 4), (3, 4)]) == [(1, 2), (1, 2, 3)]


def test_past_its_time_it_says_so_and_takes_the_weightiest_that_fit():
    found = solve(crowd(), 0)

    assert (found.standing, found.chosen) == (Standing.GREEDY, greedy(crowd(), crowd().candidates))


def test_when_time_is_over_it_gives_the_best_so_far_and_says_so(monkeypatch):
    """Many swaps and rings that each weigh much: found at once, but proved best only after many seconds."""
    monkeypatch.setattr(solver, "CIRCLES", 300)
    problem = replace(tangle(), circle_bonus=10)

    found = solve(problem, 0.5)
    assert (found.standing, is_allowed(problem, found.chosen)) == (Standing.IN_TIME, True)
    assert found.points > sum(one.weight for one in found.chosen)


def test_the_greedy_set_keeps_the_rules():
    wishes = [candidate(1, 7, 9), candidate(2, 7, 8), candidate(2, 8, 3), candidate(3, 8, 2, person=102)]

    assert pairs(greedy(Problem(wishes, {(7, 3): 1, (8, 3): 1}), wishes)) == [(1, 7), (2, 8)]


def test_nothing_to_choose_from_is_the_best_set_of_none():
    assert solve(Problem([], {}), SECONDS) == solver.Solution([], Standing.BEST, 0)


def tangle():
    """Sixty wishes of a dozen organisations, each for many places at most of the others."""
    chance = random.Random(1)
    hosts = [chance.randrange(12) for _offer in range(50)]
    ways = [(wish, chance.randrange(12), offer) for wish in range(60) for offer in chance.sample(range(50), 15)]
    senders = {wish: sender for wish, sender, _offer in ways}
    found = [
        candidate(wish, offer, chance.randint(30, 100), sender=senders[wish], host=hosts[offer])
        for wish, _sender, offer in ways
        if senders[wish] != hosts[offer]
    ]
    return Problem(found, {(one.offer, one.month): 2 for one in found})


def crowd():
    chance = random.Random(1)
    rows = [(wish, offer, chance.randint(1, 100)) for wish in range(60) for offer in chance.sample(range(90), 12)]
    found = [candidate(wish, offer, weight, sender=wish % 15, host=offer % 15) for wish, offer, weight in rows]
    return Problem(found, {(one.offer, one.month): 1 for one in found})
