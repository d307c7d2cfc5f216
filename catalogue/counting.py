"""How many places each choice of a filter would find, without asking the database for each.

Every published offer has a bit; every value of a filter is one whole number with the bits of its offers. So "mental
health, in March" is `a & b`, and how many that are `.bit_count()`: some microseconds each, also for 100,000 offers.
A process keeps the numbers until `Change.mark()` or the day differs; then it reads all of them again, in four queries.
The bits stand in the order of the list, the newest first, so that a page of it is read off them too.
"""

import threading
from bisect import bisect_left
from collections import defaultdict
from functools import reduce
from operator import and_, or_

from django.db.models import CharField, Value

from exchange.programmes.change import Change
from exchange.programmes.models import Term
from exchange.programmes.workdays import today

from .conditions import LEVELS, level_needed
from .models import ClosedPeriod, Offer
from .ready import Shelf

# A filter by terms → the field of an offer, or of its organisation, that holds them
LISTS = {
    "language": "languages", "public": "publics", "theme": "themes", "profession": "professions", "access": "access",
}  # fmt: skip
KEYS = {
    "sector": "organisation__sector", "structure": "organisation__structure", "setting": "organisation__setting",
}  # fmt: skip
DAYS = range(2, 6)  # a visit of so many days
ANY = "*"  # the offers that have every value of a filter
FACTS = (
    "pk", "organisation", "organisation__postcode", "programme__code", "months_mask", "weekdays", "minimum_dates",
    "maximum_dates", "no_diploma", "asked_language", "asked_level__code",
)  # fmt: skip


class Bits:
    """The bits of every value, as they were when `mark` was read."""

    kept, lock = None, threading.Lock()

    @classmethod
    def now(cls):
        """Those of this process, read again where something has changed since."""
        mark, kept = (today(), *Change.mark()), Bits.kept
        if kept is None or kept.mark != mark:
            with cls.lock:
                kept = Bits.kept
                if kept is None or kept.mark != mark:
                    kept = Bits.kept = cls(mark)
        return kept

    def __init__(self, mark):
        self.mark, self.shelf = mark, Shelf()
        closed = ClosedPeriod.objects.months()
        codes = dict(Term.objects.values_list("pk", "code"))
        rows = list(Offer.objects.published().order_by("-published_at", "pk").values_list(*FACTS, *KEYS.values()))
        self.pks = [row[0] for row in rows]
        self.places = {pk: number for number, pk in enumerate(self.pks)}
        self.hosts = len({row[1] for row in rows})
        self.everything = (1 << len(rows)) - 1
        found = defaultdict(lambda: bytearray(len(rows) // 8 + 1))
        for number, row in enumerate(rows):
            keys = zip(KEYS, (codes.get(pk) for pk in row[len(FACTS) :]), strict=True)
            for key in (*keys, *values(closed[row[0]], *row[2 : len(FACTS)])):
                found[key][number >> 3] |= 1 << (number & 7)
        for name, pk, term in lists():
            if (number := self.places.get(pk)) is not None:
                found[name, codes[term]][number >> 3] |= 1 << (number & 7)
        self.bits = {key: int.from_bytes(each, "little") for key, each in found.items()}
        named = reduce(or_, (each for (name, _value), each in self.bits.items() if name == "profession"), 0)
        self.bits["profession", ANY] = self.everything & ~named

    def of(self, name, value):
        found, rest = self.bits.get((name, value), 0), self.bits.get((name, ANY), 0)
        return found | rest if rest else found  # for 100,000 offers each sum writes a new number of 12 kB

    def of_any(self, name, chosen):
        """Several values in one filter widen."""
        return reduce(or_, (self.of(name, value) for value in chosen), 0)

    def of_rows(self, pks):
        """The bits of these offers; those that appeared after the reading are left out."""
        found = bytearray(len(self.places) // 8 + 1)
        for number in (self.places[pk] for pk in pks if pk in self.places):
            found[number >> 3] |= 1 << (number & 7)
        return int.from_bytes(found, "little")

    def page(self, found, start, stop):
        """The offers from `start` up to `stop` of those with these bits, the newest first."""
        skipped = bisect_left(range(found.bit_length()), start, key=lambda end: (found & (1 << end) - 1).bit_count())
        rest, pks = found >> skipped, []
        while rest and len(pks) < stop - start:
            lowest = (rest & -rest).bit_length() - 1
            pks.append(self.pks[skipped + lowest])
            rest &= rest - 1
        return pks

    def has(self, name, value):
        return (name, value) in self.bits

    def values(self, name):
        return [value for each, value in self.bits if each == name]


def values(closed, postcode, programme, months, weekdays, low, high, no_diploma, language, level):
    """Pairs (filter, value) of what one offer is found by, beside its terms; `closed`: months, as bits."""
    yield "place", postcode
    yield "programme", programme
    for month in range(1, 13):
        if (months & ~closed) >> (month - 1) & 1:
            yield "month", str(month)
    for day in weekdays:
        yield "weekday", str(day)
    for days in DAYS:
        if low <= days and (high is None or days <= high):
            yield "days", str(days)
    if no_diploma:
        yield "diploma", "none"
    for each in LEVELS[LEVELS.index(level_needed(language, level)) :]:
        yield "level", each


def lists():
    """Rows (filter, offer, term) of all lists of terms, in one query."""
    parts = []
    for name, field in LISTS.items():
        through = getattr(Offer, field).through.objects.filter(offer__state=Offer.State.PUBLISHED)
        through = through.annotate(kind=Value(name, CharField()))
        parts.append(through.order_by().values_list("kind", "offer_id", "term_id"))
    return parts[0].union(*parts[1:], all=True).iterator(chunk_size=10_000)


class Counts:
    """What a search finds, and what each other choice would. Takes the bits and, per filter in use, those it keeps."""

    def __init__(self, bits, kept):
        self.bits, self.kept = bits, kept

    def without(self, name=None):
        """What the filters keep, this one left out."""
        return reduce(and_, (bits for each, bits in self.kept.items() if each != name), self.bits.everything)

    def total(self, name=None):
        return self.without(name).bit_count()

    def of(self, name, values):
        """For each value of a filter, how many places it has among those that the other filters keep."""
        others = self.without(name)
        return {value: (others & self.bits.of(name, value)).bit_count() for value in values}
