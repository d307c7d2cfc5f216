"""One cell, from what people wrote to a value: text without odd spaces, Belgian dates, decimal commas."""

import datetime as dt
import re
import unicodedata

from exchange.programmes.texts import UNSEEN

WEEKDAY = r"(?:[^\W\d]+[.,]* )?"
DATE = re.compile(WEEKDAY + r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})")  # the day first, as in Belgium
IN_WORDS = re.compile(WEEKDAY + r"(\d{1,2})(?:er)? ([^\W\d]+)\.? (\d{4}|\d{2})")
MONTHS = {"jan": 1, "feb": 2, "fév": 2, "fev": 2, "mar": 3, "maa": 3, "mrt": 3, "apr": 4, "avr": 4, "mai": 5, "mei": 5,
          "may": 5, "jun": 6, "juin": 6, "jul": 7, "juil": 7, "aug": 8, "aoû": 8, "aou": 8, "sep": 9, "oct": 10,
          "okt": 10, "nov": 11, "dec": 12, "déc": 12}  # fmt: skip
SERIAL = re.compile(r"\d{5}")  # a date that a spreadsheet shows as its number of days
DAY_ZERO = dt.date(1899, 12, 30)
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


class Unclear(ValueError):
    """The cell says something, but not what was asked."""


def text(cell):
    """The words of a cell, one plain space between them; a whole number without its '.0'."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(unicodedata.normalize("NFC", str(cell)).translate(UNSEEN).split())


def lines(cell):
    """The words of a cell line by line, without empty lines at its ends."""
    return "\n".join(map(text, str(cell).splitlines())).strip("\n")


def agrees(kept, value):
    """Whether what we have says what a cell says. Of a text, blanks don't count, nor that a file lost its lines."""
    if isinstance(value, dict):
        return all(agrees(kept.get(code, ""), written) for code, written in value.items())
    return kept == value or (isinstance(value, str) and value in (text(kept), lines(kept)))


def date(cell):
    """The date meant, or None for an empty cell. Raises `Unclear` for anything that is no date."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if not (words := text(cell)):
        return None
    if SERIAL.fullmatch(words):
        return serial_date(int(words))
    year, month, day = written_date(words)
    try:
        return dt.date(year + 2000 if year < 100 else year, month, day)
    except ValueError as error:
        raise Unclear(words) from error


def written_date(words):
    """The numbers of year, month and day, as they are written."""
    if found := ISO.fullmatch(words):
        return tuple(map(int, found.groups()))
    if found := DATE.fullmatch(words):
        return tuple(map(int, found.groups()))[::-1]
    if found := IN_WORDS.fullmatch(words.lower()):
        return int(found[3]), named_month(found[2]), int(found[1])
    raise Unclear(words)


def named_month(word):
    """The number of a month; 0, which is none, for another word."""
    return MONTHS.get(word[:4]) or MONTHS.get(word[:3], 0)


def serial_date(number):
    """The date that a spreadsheet counts so; 40325 may as well be 4/03/25 without its signs."""
    if 1 <= number // 100 % 100 <= 12:
        raise Unclear(number)
    return DAY_ZERO + dt.timedelta(days=number)


def number(cell):
    """The number meant, or None for an empty cell: '7,5' is 7.5. Raises `Unclear` for anything else."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    if not (words := text(cell)):
        return None
    if not NUMBER.fullmatch(words):
        raise Unclear(words)
    return float(words.replace(",", "."))
