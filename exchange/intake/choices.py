"""Cells with fixed choices: yes and no, roles, days of the week, months. Words in any of the three languages."""

import re
from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.dates import MONTHS, MONTHS_3, MONTHS_AP, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .cells import Wrong, not_listed, text
from .labels import fold, near, spellings
from .writing import unguarded

YES = {"yes", "oui", "ja", "x", "1", "true", "vrai", "waar", "v", "o", "y", "j"}
NO = {"no", "non", "nee", "neen", "0", "false", "faux", "onwaar", "n"}
BOTH = ((True, gettext_lazy("yes")), (False, gettext_lazy("no")))
DAYS, DAYS_SHORT = tuple(WEEKDAYS.items()), tuple(WEEKDAYS_ABBR.items())
YEAR, YEAR_SHORT = tuple(MONTHS.items()), (*MONTHS_3.items(), *MONTHS_AP.items())
LONGER = {"janv": 1, "fevr": 2, "juill": 7}  # also written so in French
FRENCH = {"lu": 0, "ma": 1, "me": 2, "je": 3, "ve": 4, "sa": 5, "di": 6}
DUTCH = {"ma": 0, "di": 1, "wo": 2, "do": 3, "vr": 4, "za": 5, "zo": 6}
FROM = re.compile(r"^\s*(?:du|de|van|from)\b", re.IGNORECASE)
ALWAYS = {"toute l annee", "tous", "tous les mois", "alle", "alle maanden", "het hele jaar", "hele jaar",
          "heel het jaar", "all", "all year", "every month"}  # fmt: skip
TO = re.compile(r"\s*(?:[-–—]|\bau\b|\bà\b|\bt/m\b|\btot\b|\bto\b)\s*")
PARTS = re.compile(r"[;,|\n/+]|\bet\b|\ben\b|\band\b|&")


@cache
def known(choices):
    """The value of every word, folded, in each language; a short choice by its code too."""
    found = {}
    for value, label in choices:
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                for word in spellings(str(label)):
                    found.setdefault(word, value)
        found.setdefault(fold(value), value)
    return found


@cache
def day_words():
    """Made once, since looking `known` up translates all of its labels. Days of two letters are added by language."""
    return {word: day for word, day in (known(DAYS_SHORT) | known(DAYS)).items() if len(word) > 2}


@cache
def month_words():
    return known(YEAR_SHORT) | known(YEAR) | LONGER


def choice(cell, labels, column):
    return one_of(text(cell), known(column.choices))


def one_of(written, words):
    if (found := words.get(fold(written))) is not None:
        return found
    raise not_listed(written, near(written, words))


def several(cell, labels, column):
    """Some of the choices, in their order."""
    words = known(column.choices)
    found = {one_of(piece, words) for piece in map(text, PARTS.split(unguarded(str(cell)))) if piece}
    return [value for value, _label in column.choices if value in found]


def yes_or_no(cell, labels, column):
    written = fold(text(cell))
    if written in YES | NO:
        return written in YES
    raise Wrong(_("Please write yes or no."))


def weekdays(cell, labels, column):
    """“Monday; Tuesday”, “lu-ve”, “ma t/m vr”: numbers from 0. Two letters may mean two days: the others decide."""
    words, found = day_words(), []
    for short in (FRENCH, DUTCH):
        try:
            found.append(spans(cell, {**words, **short} | dict.fromkeys("0123456"), 7, 0))
        except Wrong as wrong:
            refused = wrong
    if not found:
        raise refused
    if found[0] != found[-1]:
        raise Wrong(_("“%(words)s” may mean two days. Please write the days in full.") % {"words": text(cell)})
    return found[0]


def months(cell, labels, column):
    """“March; April”, “3-6”, “september tot november”: numbers from 1."""
    if fold(text(cell)) in ALWAYS:
        return [*MONTHS]
    return spans(cell, month_words(), 12, 1)


def spans(cell, words, size, first):
    """Entries and spans of them; a span may go past the end: “Nov-Feb”."""
    words, found = {word: value for word, value in words.items() if value is not None}, set()
    for piece in filter(None, map(text, PARTS.split(TO.sub(" - ", FROM.sub("", text(cell)).replace(".", ""))))):
        ends = [one_of(end, words) for end in piece.split(" - ", 1)]
        length = (ends[-1] - ends[0]) % size
        found |= {(ends[0] - first + step) % size + first for step in range(length + 1)}
    return sorted(found)
