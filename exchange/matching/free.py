"""In which months each place could still receive somebody, and how many: for all places at once, at three queries."""

import datetime as dt
from collections import defaultdict
from functools import cache, lru_cache

from django.db.models import Count
from django.db.models.functions import TruncMonth

from catalogue.models import ClosedPeriod, Offer
from catalogue.opening import AHEAD, months_ahead
from exchange.placements.models import Placement, PlacementDay
from exchange.placements.suggestions import DAY, WEEK, dates_needed, dates_of, spread
from exchange.programmes.workdays import today

from .models import Match

WORKING = range(5)  # Monday to Friday, where an offer names no days
FEW = 500  # offers that a query may name one by one; for more, the rows of all are read


class FreeMonths:
    """Months, and places in them, of published offers.

    In one month a host takes no more visitors than at one time, and no more than it said it takes in a month.
    """

    def __init__(self, offers):
        pks = {offer.pk for offer in offers}
        self.closed, self.taken = closed_dates(pks), taken_places(pks)
        self.months, self.needed = months_ahead(), cache(needed_by)

    def of(self, offer):
        """The months in which this offer could receive somebody, each with its number of places."""
        return dict(self.each(offer, self.months))

    def each(self, offer, months):
        """Of these months, given by their first days, those that `of` holds, one by one."""
        closed, soonest = self.closed.get(offer.pk, frozenset()), today() + dt.timedelta(days=offer.notice())
        needed = self.needed(offer.starts, offer.ends, offer.break_minutes, offer.minimum_dates, offer.programme)
        kind = tuple(offer.weekdays or WORKING), needed, offer.in_a_row
        for month in months:
            places = min(offer.capacity, offer.monthly_capacity or offer.capacity) - self.taken[offer.pk, month]
            is_open = places > 0 and offer.months_mask & 1 << month.month - 1
            if is_open and is_possible(month, max(soonest, month), *kind, closed):
                yield month, places


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


def taken_places(offers):
    """Per offer and month, the visitors who are expected, and the places that wait for an answer to a proposal."""
    coming = PlacementDay.objects.filter(placement__in=Placement.objects.taking_place(), date__gte=today())
    coming = of_these(coming, offers, "placement__offer")
    rows = coming.order_by().annotate(month=TruncMonth("date")).values_list("placement__offer", "month")
    found = defaultdict(int)
    for pk, month, number in rows.annotate(Count("placement", distinct=True)):
        found[pk, month] += number
    waiting = of_these(Match.objects.waiting(), offers)
    for pk, month, number in waiting.order_by().values_list("offer", "month").annotate(Count("pk")):
        found[pk, month] += number
    return found
