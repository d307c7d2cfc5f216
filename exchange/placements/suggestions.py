"""Dates that a host could receive somebody: what it offers, with its notice, where a place is free."""

import datetime as dt

from django.utils.translation import ngettext

from catalogue.opening import OpenDays, months_ahead
from exchange.programmes.workdays import is_working_day, public_holidays, today

from . import words
from .models import Placement

WEEKS = 16  # how far ahead one looks
WEEK = dt.timedelta(days=7)
DAY = dt.timedelta(days=1)


class Suggestion(str):
    """One set of dates as a choice: its words, its hours and what is free underneath. `places`: how many that are."""

    def __new__(cls, offer, dates, places):
        days = Placement(offer=offer).planned_days(offer.default_days(dates))
        suggestion = super().__new__(cls, words.days_text(dates))
        suggestion.dates, suggestion.key = dates, ",".join(date.isoformat() for date in dates)
        hours, minutes = words.hours_of_day(days[0].starts, days[0].ends), sum(day.planned_minutes for day in days)
        suggestion.small = f"{hours} · {words.in_all(minutes)}"
        suggestion.places = places
        suggestion.free = ngettext("%s place is free", "%s places are free", places) % places
        return suggestion


def suggestions(offer, dates=None):
    """Up to three: the first days in a row, some a week later, and one day a week. `dates`: among these alone."""
    first = today() + dt.timedelta(days=offer.notice())
    ahead = [first + dt.timedelta(days=n) for n in range(WEEKS * 7)] if dates is None else dates
    free = Placement.objects.free_places(offer, _receiving(offer, [date for date in ahead if date >= first]))
    open_dates = {date for date, number in free.items() if number}
    number = dates_needed(offer)
    rows = spread(open_dates, number, DAY)
    found = rows[:1] + [row for row in rows[1:] if row[0] >= rows[0][0] + WEEK][:1]
    weekly = [] if offer.in_a_row else [row for row in spread(open_dates, number, WEEK) if row not in found][:1]
    return [Suggestion(offer, row, min(free[date] for date in row)) for row in found + weekly]


def suggestions_in(offer, months):
    """Those in the next of these months (1 to 12); the first of all where none is named or nothing is left."""
    dates = [date for month in months_ahead() if month.month in months for date in dates_of(month)]
    return (suggestions(offer, dates) if dates else []) or suggestions(offer)


def dates_of(month):
    """Every date of the month that begins on this day."""
    return [date for number in range(31) if (date := month + number * DAY).month == month.month]


def _receiving(offer, dates):
    """The dates on which it is open, public holidays out; working days where it names no days of the week."""
    days = OpenDays(offer)
    wanted = [date for date in dates if offer.weekdays or is_working_day(date)]
    return [date for date in wanted if date not in public_holidays(date.year) and not days.refusal(date)]


def dates_needed(offer):
    """How many dates make an immersion with the hours of this host."""
    (day,) = Placement(offer=offer).planned_days(offer.default_days([today()]))
    long_enough = offer.programme.full_day_minutes // max(day.planned_minutes, 1) + 1
    return max(offer.minimum_dates, offer.programme.minimum_dates, long_enough)


def spread(dates, number, step):
    """Every series of this many dates, one step apart, earliest first."""
    series = ([date + step * n for n in range(number)] for date in sorted(dates))
    return [row for row in series if dates.issuperset(row)]
