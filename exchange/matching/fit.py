"""How well a place fits somebody, and why, in words: plain values in, points and reasons out.

The same sector loses nothing and wins nothing. How a host answers and what it owes may order; they are never said.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

NEAR = 15  # minutes: nearer is not better
FAR = 75  # minutes: from here on the way earns nothing
SAID = 45  # minutes: a longer way is no reason to go
MOST = 3  # reasons on a card

# Points of each reason at most, where Maya chose no others.
WEIGHTS = {
    "sector": 30, "themes": 25, "travel": 20, "language": 20, "months": 15, "first": 10, "profession": 10,
    "places": 5, "answers": 10, "balance": 5,
}  # fmt: skip
LABELS = {
    "sector": gettext_lazy("Another sector than one’s own"),
    "themes": gettext_lazy("Themes and goals one looks for"),
    "travel": gettext_lazy("A short way"),
    "language": gettext_lazy("The team speaks one’s language"),
    "months": gettext_lazy("Open in a month one wishes"),
    "first": gettext_lazy("The host waits for a first visitor"),
    "profession": gettext_lazy("One’s profession is named as welcome"),
    "places": gettext_lazy("A place is free"),
    "answers": gettext_lazy("The host usually answers (never said)"),
    "balance": gettext_lazy("The host sent more than it received (never said)"),
}


@dataclass(frozen=True)
class Facts:
    """What one place is for one person. None: not known, which earns and says nothing."""

    crosses: bool = False
    themes: int = 0  # of those looked for
    minutes: float | None = None
    start: str = "work"
    speaks: bool = False
    month: int | None = None  # the first wished one in which it is open
    hosted: int = 1  # visitors so far, from whichever sector
    profession: bool | None = None  # named; None: everybody is welcome
    free: int = 0  # visitors who can still come
    answered: float | None = None  # share of the requests that were not left to lapse
    owes: bool = False


FACT = {  # of each reason; as `Facts` has it by itself, it says nothing
    "sector": "crosses", "themes": "themes", "travel": "minutes", "language": "speaks", "months": "month",
    "first": "hosted", "profession": "profession", "places": "free", "answers": "answered", "balance": "owes",
}  # fmt: skip
NEVER = {"answers", "balance"}  # to be said


def sayable(facts, weights):
    """The facts that may be kept and read: not what is never said, nor what counts for nothing."""
    silent = [fact for name, fact in FACT.items() if name in NEVER or not weights[name]]
    return replace(facts, **{fact: getattr(Facts(), fact) for fact in silent})


@dataclass(frozen=True)
class Reason:
    """One reason in words, and the points that it earned."""

    key: str
    words: Any
    points: float


def shares(facts):
    """What each reason earns of its points: 0 to 1."""
    way = 0 if facts.minutes is None else (FAR - facts.minutes) / (FAR - NEAR)
    return {
        "sector": facts.crosses,
        "themes": {0: 0, 1: 0.7}.get(facts.themes, 1),
        "travel": min(max(way, 0), 1),
        "language": facts.speaks,
        "months": facts.month is not None,
        "first": facts.hosted == 0,
        "profession": 0.5 if facts.profession is None else facts.profession,
        "places": facts.free > 0,
        "answers": 0.5 if facts.answered is None else facts.answered,
        "balance": facts.owes,
    }


def points(facts, weights=WEIGHTS):
    """How well it fits, in points."""
    return sum(weights[key] * share for key, share in shares(facts).items())


def reasons(facts, weights=WEIGHTS):
    """Every reason that can be said, the weightiest first."""
    earned = shares(facts)
    found = [Reason(key, words, weights[key] * earned[key]) for key, words in _words(facts) if weights[key]]
    return sorted(found, key=lambda reason: -reason.points)


def sentence(found):
    """'other sector, 25 min from your work, possible in March': the first few of these reasons, to go on with."""
    return ", ".join(reason.words for reason in found[:MOST])


def told(facts, weights=WEIGHTS):
    """Why it fits, for everybody else: said of nobody, and never how far somebody lives."""
    earned = shares(facts)
    found = [(key, words) for key, words in _others_words(facts) if weights[key]]
    return [words for key, words in sorted(found, key=lambda one: -weights[one[0]] * earned[one[0]])]


def _words(facts):
    """Pairs of a reason and its words, for what holds. None has a verb, so that any of them make one list."""
    said = {
        "sector": (facts.crosses, lambda: _("other sector")),
        "themes": (facts.themes, lambda: _themes(facts.themes)),
        "travel": (facts.minutes is not None and facts.minutes <= SAID, lambda: _way(facts)),
        "language": (facts.speaks, lambda: _("your language")),
        "months": (facts.month, lambda: _("possible in %(month)s") % {"month": MONTHS[facts.month]}),
        "first": (facts.hosted == 0, lambda: _("first visitor welcome")),
        "profession": (facts.profession, lambda: _("your profession")),
        "places": (facts.free > 0, lambda: _("a free place")),
    }
    return [(key, words()) for key, (holds, words) in said.items() if holds]


def _themes(number):
    words = ngettext("a theme you look for", "%(number)s themes you look for", number)
    return words % {"number": number}


def _way(facts):
    number = _rounded(facts.minutes)
    if facts.start == "home":
        return _("%(number)s min from your home") % {"number": number}
    return _("%(number)s min from your work") % {"number": number}


def _others_words(facts):
    """Pairs of a reason and its words for Maya, the host and the employer."""
    is_near = facts.minutes is not None and facts.minutes <= SAID and facts.start == "work"
    said = {
        "sector": (facts.crosses, lambda: _("across the sectors")),
        "themes": (facts.themes, lambda: _themes_in_common(facts.themes)),
        "travel": (is_near, lambda: _("%(number)s min from work") % {"number": _rounded(facts.minutes)}),
        "language": (facts.speaks, lambda: _("a language in common")),
        "months": (facts.month, lambda: _("%(month)s for both") % {"month": MONTHS[facts.month]}),
        "first": (facts.hosted == 0, lambda: _("a first visitor for this host")),
        "profession": (facts.profession, lambda: _("a welcome profession")),
    }
    return [(key, words()) for key, (holds, words) in said.items() if holds]


def _themes_in_common(number):
    words = ngettext("a theme in common", "%(number)s themes in common", number)
    return words % {"number": number}


def _rounded(minutes):
    return max(5, 5 * round(minutes / 5))  # the estimate knows no better
