"""Months, days and hours as a person would say them, in the reader's language."""

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

NUMBERS = [
    pgettext_lazy("number", "one"),
    pgettext_lazy("number", "two"),
    pgettext_lazy("number", "three"),
    pgettext_lazy("number", "four"),
    pgettext_lazy("number", "five"),
    pgettext_lazy("number", "six"),
    pgettext_lazy("number", "seven"),
    pgettext_lazy("number", "eight"),
    pgettext_lazy("number", "nine"),
]


def spelled_out(number):
    """'two' for 2; from ten on the figures."""
    return str(NUMBERS[number - 1]) if 0 < number < 10 else str(number)


def joined(names):
    """'A, B and C'."""
    *first, last = [str(name) for name in names] or [""]
    return _("%(names)s and %(last)s") % {"names": ", ".join(first), "last": last} if first else last


def runs(numbers, around):
    """Group numbers into runs of neighbours, given in the order `around`: [1, 2, 3, 5] is [[1, 2, 3], [5]]."""
    found, wanted = [], set(numbers)
    last = None
    for place, number in enumerate(around):
        if number in wanted:
            if last is not None and place == last + 1:
                found[-1].append(number)
            else:
                found.append([number])
            last = place
    return found


def months_from(first):
    """The twelve months, beginning with this one."""
    return [(first + n - 1) % 12 + 1 for n in range(12)]


def months_sentence(months, first=1):
    """'Open in January to March, May and June.', in the order of a strip that begins with the month `first`."""
    if not months:
        return _("No month is open.")
    if len(set(months)) == 12:
        return _("Open all year.")
    parts = []
    for run in runs(months, months_from(first)):
        if len(run) > 2:
            ends = {"first": MONTHS[run[0]], "last": MONTHS[run[-1]]}
            parts.append(pgettext("months", "%(first)s to %(last)s") % ends)
        else:
            parts += [MONTHS[month] for month in run]
    return _("Open in %(months)s.") % {"months": joined(parts)}


def weekdays_text(weekdays):
    """'Monday to Thursday', 'Monday and Wednesday'; 0 is Monday."""
    parts = []
    for run in runs(weekdays, range(7)):
        if len(run) > 2:
            ends = {"first": WEEKDAYS[run[0]], "last": WEEKDAYS[run[-1]]}
            parts.append(pgettext("weekdays", "%(first)s to %(last)s") % ends)
        else:
            parts += [pgettext("weekday", "%(day)s") % {"day": WEEKDAYS[day]} for day in run]
    return joined(parts)


def clock(time):
    """9:00 as English, French ('9 h') and Dutch ('9 uur') say it."""
    if time.minute:
        return pgettext("clock", "%(hour)s:%(minute)s") % {"hour": time.hour, "minute": f"{time.minute:02}"}
    return pgettext("clock", "%(hour)s:00") % {"hour": time.hour}


def hours_text(minutes):
    """'15 hours', '15 hours 30 minutes': a length of time has its units in words.

    So nobody takes it for a time of the day: half past three is 15 h 30 in French, and 15.30 uur in Dutch.
    """
    hours, rest = divmod(minutes, 60)
    whole = ngettext("%(hours)s hour", "%(hours)s hours", hours) % {"hours": hours}
    if not rest:
        return whole
    more = ngettext("%(minutes)s minute", "%(minutes)s minutes", rest) % {"minutes": rest}
    return pgettext("a length of time", "%(hours)s %(minutes)s") % {"hours": whole, "minutes": more} if hours else more


def days_text(low, high=None, *, spelled=True):
    """'two days' (low equals high), 'two to four days', 'at least two days' (no high)."""
    say = spelled_out if spelled else str
    if high is None:
        return ngettext("at least %(low)s day", "at least %(low)s days", low) % {"low": say(low)}
    if high == low:
        return ngettext("%(low)s day", "%(low)s days", low) % {"low": say(low)}
    return _("%(low)s to %(high)s days") % {"low": say(low), "high": say(high)}
