"""How many visitors an offer still takes in a month, where its host has set a number."""

import datetime as dt
from collections import Counter

from catalogue.models import Offer
from exchange.programmes.dates import date_words

MONTH = dt.timedelta(days=31)


def month_of(date):
    """Its first day stands for a month."""
    return date.replace(day=1)


def free_by_month(placements, offer, dates, besides=None):
    """Per month of these dates, how many more visitors the offer takes; empty where it sets no number.

    Whoever holds a place on at least one day of a month counts in it. Not below zero.
    """
    most = Offer.objects.values_list("monthly_capacity", flat=True).get(pk=offer.pk)
    if most is None or not dates:
        return {}
    months = {month_of(date) for date in dates}
    others = placements.filter(offer=offer).exclude(pk=besides and besides.pk)
    days = placements.model.days.rel.related_model.objects.taken().filter(placement__in=others)
    around = days.filter(date__gte=min(months), date__lt=month_of(max(months) + MONTH))
    visitors = {(placement, month_of(date)) for placement, date in around.values_list("placement", "date")}
    taken = Counter(month for _placement, month in visitors)
    return {month: max(most - taken[month], 0) for month in months}


def full_months(placements, offer, dates, besides=None):
    """The names of those months of these dates that take nobody any more."""
    free = free_by_month(placements, offer, dates, besides)
    return [date_words(month, "F Y") for month in sorted(free) if not free[month]]
