"""Cells with numbers, hours and dates."""

import datetime as dt
import re

from django.utils.translation import gettext as _

from . import values
from .cells import Wrong, past_date, text
from .writing import unguarded

CLOCK = re.compile(r"(\d{1,3})\s*(?:[:hu]|heures?|uren|uur|\.)\s*(\d{2})?(?::00)?", re.IGNORECASE)
HOURS = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*(?:h|u|uur|uren|heures?|hours?)?\.?", re.IGNORECASE)
PARTS = re.compile(r"[;,|\n+&]|\bet\b|\ben\b|\band\b")
HOUR = 60
DAY_ONE = dt.datetime.combine(dt.date(1899, 12, 31), dt.time())  # of a spreadsheet
DAYS, MINUTES = r"jours?|j|dag(?:en)?|d|days?", r"min(?:utes?|uten|uut)?"  # units
PERSONS = r"pers(?:onnes?|onen|oon)?|people|persons?|places?|plaats(?:en)?|visiteurs?|bezoekers?|visitors?"


def whole(cell, labels, column, unit=""):
    """A whole number between the least and the most that its column takes. Its unit may stand behind it: 2 dagen."""
    if unit and (written := re.fullmatch(rf"(\d+)\s*(?:{unit})\.?", text(cell), re.IGNORECASE)):
        cell = written[1]
    try:
        found = values.number(cell)
    except values.Unclear as error:
        raise Wrong(_("Please write a whole number.")) from error
    if not column.least <= found <= column.most:  # first, since what is endless has no whole number
        limits = {"least": column.least, "most": column.most}
        raise Wrong(_("Please write a number from %(least)s to %(most)s.") % limits)
    if found != int(found):
        raise Wrong(_("Please write a whole number."))
    return int(found)


def clock(cell, labels, column):
    """A time of the day: 9:00, 9h30, 9u, 9."""
    if isinstance(cell, dt.datetime):
        cell = cell.time()
    if isinstance(cell, dt.time):
        return cell.replace(second=0, microsecond=0)
    found = CLOCK.fullmatch(text(cell)) or re.fullmatch(r"(\d{1,2})()", text(cell))
    if found and int(found[1]) < 24 and int(found[2] or 0) < HOUR:
        return dt.time(int(found[1]), int(found[2] or 0))
    raise Wrong(_("This is no time. Please write it as 9:00."))


def minutes(cell, labels, column):
    """Hours done, in minutes: 15,2 or 15:12 or 15 h; a spreadsheet may give them as a time, a date or a span."""
    if isinstance(cell, dt.datetime) and cell.year <= DAY_ONE.year + 1:  # 30:00 is a time of its second day
        cell -= DAY_ONE
    if isinstance(cell, dt.timedelta):
        return round(cell.total_seconds() / 60)
    if isinstance(cell, dt.time):
        return cell.hour * HOUR + cell.minute
    written = text(cell)
    if isinstance(cell, str) and (found := CLOCK.fullmatch(written)) and found[2] and "." not in written:
        return int(found[1]) * HOUR + int(found[2])
    if found := HOURS.fullmatch(written):
        return round(float(found[1].replace(",", ".")) * HOUR)
    raise Wrong(_("Please write the hours as 15:30 or 15,5."))


def hours_text(number):
    """Minutes as a cell that reading takes again."""
    return f"{number // HOUR}:{number % HOUR:02}"


def past_dates(cell, labels, column):
    """One date or several, each past."""
    if isinstance(cell, dt.date):
        return [past_date(cell, labels, column)]
    pieces = [piece for piece in map(text, PARTS.split(unguarded(str(cell)))) if piece]
    return sorted({past_date(piece, labels, column) for piece in pieces})


def date_text(date):
    return f"{date:%d/%m/%Y}" if date else ""
