"""Dates and hours as people say them, in the reader's language."""

from itertools import groupby

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from catalogue.words import hours_text, joined
from exchange.programmes.dates import date_words, time_words
from exchange.programmes.texts import start_small
from exchange.programmes.workdays import today


def in_all(minutes):
    """'14 hours in all': how a length of time stands beside times of the day."""
    return _("%(hours)s in all") % {"hours": hours_text(minutes)}


def day_text(date):
    """'Tue 9 March', with the year where it is not this one."""
    return date_words(date, _year(date, pgettext("one date", "D j F")))


def short_day_text(date):
    """'9 Mar'."""
    return date_words(date, pgettext("short date", "j M"))


def days_text(dates):
    """'Tue 9 and Wed 10 March': the month once where the dates share it, the year where it is not this one."""
    months = []
    for _same, group in groupby(sorted(dates), key=_month):
        *firsts, last = group
        words = [date_words(date, pgettext("date without month", "D j")) for date in firsts]
        months.append([*words, day_text(last)])
    return joined([word for month in months for word in month])


def short_span_text(dates):
    """'9–11 Mar' for dates in a row, '16 and 19 Nov' for others: the month once where they share it."""
    texts, following = [], None
    for first, last in reversed(_in_a_row(dates)):
        is_shared = _month(first) == _month(last) == following
        texts.append(_span(first, date_words(last, "j") if is_shared else short_day_text(last), last))
        following = _month(first) if _month(first) == _month(last) else None
    return joined(texts[::-1])


def _in_a_row(dates):
    """[(first, last)] of the dates that follow each other."""
    spans = []
    for date in sorted(dates):
        follows = spans and (date - spans[-1][1]).days == 1
        spans[-1:] = [(spans[-1][0], date)] if follows else [*spans[-1:], (date, date)]
    return spans


def _span(first, end, last):
    """From a date to the last of a row, which is `end` in words."""
    if first == last:
        return end
    if _month(first) == _month(last):
        return f"{date_words(first, 'j')}–{end}"
    return f"{short_day_text(first)} – {end}"


def _month(date):
    return date.year, date.month


def dates_text(days):
    """'Tue 9 and Wed 10 March, 8:45–16:30'; dates with the same hours stand together.

    `days` are rows or values with `date`, `starts` and `ends`. Empty: a sentence that says so.
    """
    if not days:
        return _("Dates to be agreed")
    groups = {}
    for day in sorted(days, key=lambda day: day.date):
        groups.setdefault((day.starts, day.ends), []).append(day.date)
    texts = [_with_hours(dates, starts, ends) for (starts, ends), dates in groups.items()]
    return pgettext("between dates with other hours", "; ").join(texts)


def hours_lines(days):
    """['9:00–17:00 each day'] where all days have the same hours, else a line for each."""
    hours = {(day.starts, day.ends) for day in days}
    if len(hours) > 1:
        return [_with_hours([day.date], day.starts, day.ends) for day in days]
    said = [hours_of_day(*pair) for pair in hours]
    return [_("%(hours)s each day") % {"hours": text} for text in said] if len(days) > 1 else said


def hours_of_day(starts, ends):
    """'8:45–16:30'; a night shift ends the next morning."""
    values = {"start": time_words(starts), "end": time_words(ends)}
    if ends <= starts:
        return _("%(start)s–%(end)s the next morning") % values
    return _("%(start)s–%(end)s") % values


def too_far(last):
    """Why a later date is not taken."""
    return _("This is too far ahead. The last possible date is %s.") % day_text(last)


def number_word(count):
    """'two'; from ten on, the figure."""
    words = {
        1: _("one"), 2: _("two"), 3: _("three"), 4: _("four"), 5: _("five"),
        6: _("six"), 7: _("seven"), 8: _("eight"), 9: _("nine"),
    }  # fmt: skip
    return words.get(count, str(count))


def number_of_days(count):
    """'Two days', as a heading begins."""
    return capfirst(ngettext("%(number)s day", "%(number)s days", count) % {"number": number_word(count)})


def things_waiting(count):
    """'Three things wait for you'."""
    sentence = ngettext("%(number)s thing waits for you", "%(number)s things wait for you", count)
    return capfirst(sentence % {"number": number_word(count)}) if count else _("Nothing waits for you")


def between():
    """What stands between two things of one list; French keeps a space before it."""
    return pgettext("between themes or goals on a paper", "; ")


def listed(texts):
    """'Adapt how I speak; see what brings calm': several things on one line."""
    return between().join([*texts[:1], *map(start_small, texts[1:])])


def _with_hours(dates, starts, ends):
    return _("%(dates)s, %(hours)s") % {"dates": days_text(dates), "hours": hours_of_day(starts, ends)}


def _year(date, pattern):
    return pattern if date.year == today().year else f"{pattern} Y"
