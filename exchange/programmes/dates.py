"""Dates in words. Django's own words, and in French the first of a month as people write it: 1er.

What only stands for a date, as in the wording of a mail that was never sent, stays as it is.
"""

import datetime as dt
import re

from django.utils.dateformat import format as in_words
from django.utils.translation import get_language

FIRST = re.compile(r"\b1(?= [a-zéû]|$)")  # a day, before its month or alone


def date_words(date, pattern):
    """The date by a pattern of Django's `date` filter."""
    return with_first(in_words(date, pattern)) if isinstance(date, dt.date) else str(date)


def with_first(words):
    return FIRST.sub("1er", words) if get_language() == "fr" else words
