"""Working days in Belgium: Monday to Friday, public holidays out. Source: product.md, "Rules with numbers"."""

from calendar import monthrange
from datetime import timedelta
from functools import cache

import holidays
from django.utils import timezone


@cache
def public_holidays(year):
    return frozenset(holidays.country_holidays("BE", years=year))


def is_working_day(date):
    return date.weekday() < 5 and date not in public_holidays(date.year)


def add_working_days(date, number):
    """The date `number` working days after `date` (before it, where negative); the day itself does not count."""
    step = timedelta(days=1 if number >= 0 else -1)
    left = abs(number)
    while left:
        date += step
        left -= is_working_day(date)
    return date


def working_days_between(start, end):
    """How many working days follow `start`, up to and including `end`; 0 where `end` is not later."""
    span = max((end - start).days, 0)
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, span + 1))


def months_earlier(date, number):
    """The same day so many months before; the last of its month where that has no such day."""
    year, month = divmod(date.year * 12 + date.month - 1 - number, 12)
    return date.replace(year=year, month=month + 1, day=min(date.day, monthrange(year, month + 1)[1]))


def today():
    """Today's date in Brussels."""
    return timezone.localdate()


def days_since(moment):
    """Whole calendar days from the day of `moment` (aware) to today, Brussels time."""
    return (today() - timezone.localdate(moment)).days
