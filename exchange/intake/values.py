"""One cell, from what people wrote to a value: text without odd spaces, Belgian dates, decimal commas."""

import datetime as dt
import re
import unicodedata

DATE = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})")  # the day first, as in Belgium
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad"))


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
    if found := ISO.fullmatch(words):
        year, month, day = map(int, found.groups())
    elif found := DATE.fullmatch(words):
        day, month, year = map(int, found.groups())
        year += 2000 if year < 100 else 0
    else:
        raise Unclear(words)
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise Unclear(words) from error


def number(cell):
    """The number meant, or None for an empty cell: '7,5' is 7.5. Raises `Unclear` for anything else."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    if not (words := text(cell)):
        return None
    if not NUMBER.fullmatch(words):
        raise Unclear(words)
    return float(words.replace(",", "."))
