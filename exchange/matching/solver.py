"""The best set of matches for many wishes and places at once: plain values in, plain values out.

A mixed-integer programme that HiGHS solves, through scipy (`requirements/matching.txt`): one column per candidate,
one row per wish, per person and per offer and month. Bonuses are columns of their own, each worth its points once at
most, so that no organisation outweighs another by being in many candidates. Swaps (A sends to B, B to A) and rings of
three stand in the model rather than being found after it, since the best set without them seldom holds any.

Same input, same result: candidates are put in a fixed order first (older wish, earlier month, older offer), and among
sets that are worth the same the one with the smallest sum of places in that order wins.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.util import find_spec
from typing import Any

CIRCLES = 60  # swaps and rings that may earn a bonus, the weightiest first; 300 take up to 30 times as long


class Standing(StrEnum):
    """How good a set is known to be."""

    BEST = "best"
    IN_TIME = "in_time"  # the best found when time was over
    GREEDY = "greedy"  # nothing was found in time: the weightiest candidates, one after the other
    SIMPLE = "simple"  # the same, since scipy is not installed


@dataclass(frozen=True)
class Candidate:
    """One wish that one offer could meet in one month. `weight` is in whole points, at least 1."""

    wish: int
    offer: int
    month: Any  # anything that sorts
    weight: int
    person: int
    sender: int  # organisations
    host: int

    @property
    def order(self):
        return self.wish, self.month, self.offer

    @property
    def way(self):
        return self.sender, self.host


@dataclass(frozen=True)
class Problem:
    """What a set is chosen from. `places`: how many each (offer, month) has left.

    Bonuses, in points: once for each organisation that waits to host or to send and is in the set, once for each
    swap or ring that the set holds.
    """

    candidates: list
    places: dict
    waits_to_host: frozenset = frozenset()
    waits_to_send: frozenset = frozenset()
    waiting_bonus: int = 15
    circle_bonus: int = 5

    def points(self, chosen):
        """What a set is worth."""
        ways = {one.way for one in chosen}
        hosts, senders = {host for _sender, host in ways}, {sender for sender, _host in ways}
        waiting = len(self.waits_to_host & hosts) + len(self.waits_to_send & senders)
        earned = sum(ways.issuperset(steps(circle)) for circle in self.circles())
        return sum(one.weight for one in chosen) + self.waiting_bonus * waiting + self.circle_bonus * earned

    def circles(self):
        """The swaps and rings that are possible at all, the weightiest first; at most CIRCLES."""
        best = defaultdict(int)
        for one in self.candidates:
            best[one.way] = max(best[one.way], one.weight)
        found = circles(best)
        return sorted(found, key=lambda circle: (-sum(best[way] for way in steps(circle)), circle))[:CIRCLES]


@dataclass(frozen=True)
class Solution:
    """The chosen candidates in their fixed order, how good they are known to be, and what they are worth."""

    chosen: list
    standing: Standing
    points: int
    circles: list = field(default_factory=list)


def is_ready():
    """Whether the set of requirements that this needs is installed."""
    return find_spec("scipy") is not None


def solve(problem, seconds):
    """Choose the best set; stop after so many seconds with the best so far, and say so."""
    candidates = sorted(problem.candidates, key=lambda one: one.order)
    if not candidates:
        chosen, standing = [], Standing.BEST
    else:
        chosen, standing = _search(problem, candidates, seconds) if is_ready() else (None, Standing.SIMPLE)
    if chosen is None:
        chosen = greedy(problem, candidates)
    return Solution(chosen, standing, problem.points(chosen), circles({one.way for one in chosen}))


def greedy(problem, candidates):
    """Take the weightiest candidate that still fits, again and again."""
    left, taken, chosen = dict(problem.places), set(), []
    for one in sorted(candidates, key=lambda one: (-one.weight, one.order)):
        mine = {("wish", one.wish), ("person", one.person)}
        if left.get((one.offer, one.month), 0) > 0 and not mine & taken:
            left[one.offer, one.month] -= 1
            taken |= mine
            chosen.append(one)
    return sorted(chosen, key=lambda one: one.order)


def steps(circle):
    """The ways of a circle: (A, B, C) is A to B, B to C, C to A."""
    return list(zip(circle, [*circle[1:], circle[0]], strict=True))


def circles(ways):
    """The swaps and rings of three among these (sender, host) pairs, each from its lowest number on, in order."""
    after = defaultdict(set)
    for sender, host in ways:
        after[sender].add(host)
    found = []
    for first in list(after):
        for second in after[first] - {first}:
            if second > first and first in after.get(second, ()):
                found.append((first, second))
            thirds = after.get(second, set()) - {first, second} if second > first else ()
            found += [(first, second, third) for third in thirds if third > first and first in after.get(third, ())]
    return sorted(found)


def _search(problem, candidates, seconds):
    """Ask HiGHS. Returns the chosen candidates (None where it has none in time) and the standing."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    rows = _Rows(len(candidates))
    rows.limit(candidates, problem)
    values = [one.weight - tie for one, tie in zip(candidates, _ties(candidates), strict=True)]
    values += rows.reward(candidates, problem)
    found = milp(
        -np.array(values, dtype=float),
        integrality=np.arange(len(values)) < len(candidates),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(rows.matrix(len(values)), -np.inf, rows.most),
        options={"time_limit": seconds, "mip_rel_gap": 0},
    )
    if found.x is None:
        return None, Standing.GREEDY
    chosen = [one for one, value in zip(candidates, found.x, strict=False) if value > 0.5]
    return chosen, Standing.BEST if found.status == 0 else Standing.IN_TIME


def _ties(candidates):
    """What each candidate's place in the order takes off: less than one point for any whole set."""
    wishes = {wish: place for place, wish in enumerate(sorted({one.wish for one in candidates}))}
    within, places = defaultdict(int), []
    for one in candidates:
        places.append(wishes[one.wish] + within[one.wish])
        within[one.wish] += 1
    share = 1 / (1 + len(wishes) * (max(places) + 1))
    return [place * share for place in places]


class _Rows:
    """The sparse rows of the programme: no row's sum may exceed its number in `most`."""

    def __init__(self, columns):
        self.columns, self.most, self.entries = columns, [], []

    def add(self, most, columns, values):
        self.entries += [(len(self.most), column, value) for column, value in zip(columns, values, strict=True)]
        self.most.append(most)

    def limit(self, candidates, problem):
        """One match per wish and per person, no more than the places of an offer in a month."""
        groups = defaultdict(list)
        for column, one in enumerate(candidates):
            for group in (("wish", one.wish), ("person", one.person), ("place", one.offer, one.month)):
                groups[group].append(column)
        for group, columns in groups.items():
            most = problem.places.get(group[1:], 0) if group[0] == "place" else 1
            self.add(most, columns, [1] * len(columns))

    def reward(self, candidates, problem):
        """A column per bonus, held down by the candidates that earn it. Returns their points."""
        ways, hosts, senders = defaultdict(list), defaultdict(list), defaultdict(list)
        for column, one in enumerate(candidates):
            for group, key in ((ways, one.way), (hosts, one.host), (senders, one.sender)):
                group[key].append(column)
        earned = [([hosts[one]], problem.waiting_bonus) for one in sorted(problem.waits_to_host & hosts.keys())]
        earned += [([senders[one]], problem.waiting_bonus) for one in sorted(problem.waits_to_send & senders.keys())]
        earned += [([ways[way] for way in steps(circle)], problem.circle_bonus) for circle in problem.circles()]
        for column, (needed, _points) in enumerate(earned, start=self.columns):
            for columns in needed:
                self.add(0, [column, *columns], [1] + [-1] * len(columns))
        return [points for _needed, points in earned]

    def matrix(self, columns):
        from scipy.sparse import csr_array

        row, column, value = zip(*self.entries, strict=True)
        return csr_array((value, (row, column)), shape=(len(self.most), columns))
