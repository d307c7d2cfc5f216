"""Dates in words. Django's own words, and in French the first of a month as people write it: 1er.

What only stands for a date, as in the wording of a mail that was never sent, stays as it is.
"""

import datetime as dt
import re

from django.utils import timezone
from django.utils.dateformat import format as in_words
from django.utils.dateformat import time_format
from django.utils.translation import get_language, pgettext

from .workdays import today

FIRST = re.compile(r"\b1(?= [a-zéû]|$)")  # a day, before its month or alone


def date_words(date, pattern):
    """The date by a pattern of Django's `date` filter."""
    return with_first(in_words(date, pattern)) if isinstance(date, dt.date) else str(date)


def time_words(time):
    """'8:45'; in French '8 h 45' or '9 h', in Dutch '8.45' or '9', as they stand in a sentence."""
    if time.minute:
        return time_format(time, pgettext("time with minutes", "G:i"))
    return time_format(time, pgettext("time on the hour", "G:i"))


def moment_words(moment, pattern=""):
    """'9 March, 14:35': the day by a pattern, else with the year where it is not this one; the time of the day."""
    local = timezone.localtime(moment)
    day = date_words(local, pattern or ("j F" if local.year == today().year else "j F Y"))
    return pgettext("moment", "%(date)s, %(time)s") % {"date": day, "time": time_words(local)}


def with_first(words):
    return FIRST.sub("1er", words) if get_language() == "fr" else words
