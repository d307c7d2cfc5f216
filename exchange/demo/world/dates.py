"""The dates of the demo world: counted from today, on days and in months in which the host receives."""

import datetime as dt

from exchange.programmes.workdays import is_working_day, public_holidays

WEEK = dt.timedelta(weeks=1)
DAY = dt.timedelta(days=1)
TRIES = 60  # weeks; no offer is closed for longer


def months_ago(today, months):
    return today - dt.timedelta(days=round(months * 30.4375))


def working_day(date):
    """This date, or the last working day before it."""
    while not is_working_day(date):
        date -= DAY
    return date


def soon_after(date, days):
    """About so many days later, on a working day where there is one."""
    return max(date, working_day(date + dt.timedelta(days=days)))


def receives(offer, date):
    return date.month in offer.months and date.weekday() in offer.weekdays and date not in public_holidays(date.year)


def dates_of(offer, today, *, week=None, weekdays=(), open_days=()):
    """The dates that an entry means: days of a week counted from this one, or the host's own open days around today.

    Where the host is closed in that week (holiday, month), the next week away from today is taken.
    """
    if open_days:
        return sorted(open_day(offer, today, number) for number in open_days)
    monday, step = today - dt.timedelta(days=today.weekday()) + week * WEEK, WEEK if week >= 0 else -WEEK
    for _try in range(TRIES):
        dates = [monday + dt.timedelta(days=number) for number in weekdays]
        if all(date.month in offer.months and date not in public_holidays(date.year) for date in dates):
            return dates
        monday += step
    raise ValueError(f"{offer} never receives on {weekdays}")


def open_day(offer, today, number):
    """The host's open day so many after today, or before it where negative."""
    step, date = DAY if number > 0 else -DAY, today
    for _day in range(abs(number)):
        date += step
        while not receives(offer, date):
            date += step
    return date


def days_of(offer, dates, times=()):
    """The dates with their hours, as `Placement.draft` wants them: the offer's, or these [starts, ends] per date."""
    days = offer.default_days(dates)
    for day, (starts, ends) in zip(days, times, strict=False):
        day["starts"], day["ends"] = dt.time.fromisoformat(starts), dt.time.fromisoformat(ends)
        hours = day["ends"].hour - day["starts"].hour
        day["break_minutes"] = day["break_minutes"] if hours > 5 else 0
    return days
