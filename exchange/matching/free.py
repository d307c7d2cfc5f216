"""In which months each place could still receive somebody, and how many: for all places at once, at three queries."""

import datetime as dt
from collections import Counter, defaultdict
from functools import cache, lru_cache

from django.db.models import Count

from catalogue.models import ClosedPeriod, Offer
from catalogue.opening import AHEAD, months_ahead
from exchange.placements.models import PlacementDay
from exchange.placements.suggestions import DAY, WEEK, dates_needed, dates_of, spread
from exchange.programmes.workdays import today

from .models import Match

WORKING = range(5)  # Monday to Friday, where an offer names no days
FEW = 500  # offers that a query may name one by one; for more, the rows of all are read


class FreeMonths:
    """Months, and places in them, of published offers.

    A place is free in a month on whose days, as many as a visit takes, one visitor more fits in. A proposal that waits
    for an answer takes one place of its month, since its dates are still to be chosen.
    """

    def __init__(self, offers):
        pks = {offer.pk for offer in offers}
        self.closed, self.visits, self.waiting = closed_dates(pks), visits_to(pks), waiting_for(pks)
        self.expected = {pk: Counter(date for _visit, date in pairs) for pk, pairs in self.visits.items()}
        self.months, self.needed = months_ahead(), cache(needed_by)

    def of(self, offer):
        """The months in which this offer could receive somebody, each with its number of places."""
        return dict(self.each(offer, self.months))

    def each(self, offer, months):
        """Of these months, given by their first days, those that `of` holds, one by one."""
        soonest = today() + dt.timedelta(days=offer.notice())
        needed = self.needed(offer.starts, offer.ends, offer.break_minutes, offer.minimum_dates, offer.programme)
        kind = tuple(offer.weekdays or WORKING), needed, offer.in_a_row
        for month in months:
            if offer.months_mask & 1 << month.month - 1:
                for places in range(self._most(offer, month), 0, -1):
                    if is_possible(month, max(soonest, month), *kind, self._shut(offer, month, places)):
                        yield month, places
                        break

    def _most(self, offer, month):
        """The places left in this month, whatever the dates."""
        waiting = self.waiting[offer.pk, month]
        if not offer.monthly_capacity:
            return offer.capacity - waiting
        visitors = {placement for placement, date in self.visits.get(offer.pk, ()) if date.replace(day=1) == month}
        return min(offer.capacity, offer.monthly_capacity - len(visitors)) - waiting

    def _shut(self, offer, month, places):
        """The dates on which it is closed, or so many visitors more do not fit in."""
        closed, expected = self.closed.get(offer.pk, frozenset()), self.expected.get(offer.pk)
        if not expected:
            return closed
        room = offer.capacity - self.waiting[offer.pk, month] - places
        return closed | {date for date, number in expected.items() if number > room}


def needed_by(starts, ends, break_minutes, minimum_dates, programme):
    """How many dates an immersion takes with such days."""
    days = {"starts": starts, "ends": ends, "break_minutes": break_minutes, "minimum_dates": minimum_dates}
    return dates_needed(Offer(programme=programme, **days))


@lru_cache(maxsize=50_000)
def is_possible(month, soonest, weekdays, needed, in_a_row, closed):
    """Whether so many dates can follow each other, or be a week apart where they need not, in this month."""
    dates = {date for date in dates_of(month) if date >= soonest and date not in closed and date.weekday() in weekdays}
    return bool(spread(dates, needed, DAY)) or (not in_a_row and bool(spread(dates, needed, WEEK)))


def closed_dates(offers):
    """The dates still to come of the closed periods, per offer."""
    found = defaultdict(set)
    for pk, first, last in of_these(ClosedPeriod.objects.coming(), offers).values_list("offer", "first", "last"):
        if pk in offers:
            begins = max(first, today())
            days = min((last - begins).days, 31 * (AHEAD + 1))
            found[pk] |= {begins + number * DAY for number in range(days + 1)}
    return {pk: frozenset(dates) for pk, dates in found.items()}


def of_these(rows, offers, path="offer"):
    """The rows of these offers, and where they are many of others too."""
    return rows.filter(**{f"{path}__in": offers}) if len(offers) <= FEW else rows


def visits_to(offers):
    """Per offer, who is expected when: pairs of a placement and a date of it, from the first of this month on."""
    rows = PlacementDay.objects.taken().filter(date__gte=today().replace(day=1))
    rows = of_these(rows, offers, "placement__offer").order_by()
    found = defaultdict(list)
    for pk, placement, date in rows.values_list("placement__offer", "placement", "date"):
        found[pk].append((placement, date))
    return found


def waiting_for(offers):
    """Per offer and month, how many proposals wait for an answer."""
    rows = of_these(Match.objects.waiting(), offers).order_by().values_list("offer", "month").annotate(Count("pk"))
    found = defaultdict(int)
    for pk, month, number in rows:
        found[pk, month] += number
    return found
