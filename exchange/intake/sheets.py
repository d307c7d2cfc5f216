"""A file that Maya brings in, from bytes to rows: CSV in the encodings people have, or XLSX.

Only values are taken: a formula counts as what the sheet last showed, and nothing is worked out or fetched.
"""

import csv
import io
import zipfile
from collections import Counter
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

MEGABYTE = 1024 * 1024
MOST_BYTES = 5 * MEGABYTE
MOST_UNPACKED = 60 * MEGABYTE  # an XLSX is a ZIP: this much it may become, as `zipfile` itself enforces
MOST_ROWS = 5000
MOST_LINES = 100_000  # with the empty ones
MOST_COLUMNS = 100
PARTS = (";", "\t", ",")  # the first wins a draw: in Belgium a comma is in numbers
SAMPLE = 50  # rows that show which sign parts the columns
WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


class Row(NamedTuple):
    """One row that is not empty; `number` is the one a spreadsheet shows beside it."""

    number: int
    cells: list


class Unreadable(Exception):
    """The file can't be read as a table. `sentence` tells the reader why, and what to do."""

    def __init__(self, sentence):
        self.sentence = sentence
        super().__init__(sentence)


def read(content):
    """Return the `Row`s of a file; cells are text, numbers, dates or None. Raises `Unreadable`."""
    if len(content) > MOST_BYTES:
        most = {"most": MOST_BYTES // MEGABYTE}
        raise Unreadable(_("This file is larger than %(most)s MB. Please split it in two.") % most)
    if content.startswith(OLD_EXCEL):
        raise Unreadable(_("This is an old Excel file, or one with a password. Please save it as .xlsx first."))
    lines = workbook_lines(content) if content.startswith(b"PK") else text_lines(content)
    rows = kept(lines)
    if not rows:
        raise Unreadable(_("This file is empty."))
    return rows


def kept(lines):
    """The lines that hold something, with their numbers; too many rows or columns are refused."""
    rows = []
    for number, line in enumerate(lines, start=1):
        cells = trimmed(line)
        if len(cells) > MOST_COLUMNS:
            raise Unreadable(_("This file has more than %(most)s columns.") % {"most": MOST_COLUMNS})
        if cells:
            rows.append(Row(number, cells))
        if len(rows) > MOST_ROWS or number > MOST_LINES:
            raise Unreadable(_("This file has more than %(most)s rows. Please split it.") % {"most": MOST_ROWS})
    return rows


def trimmed(line):
    """The cells without the empty ones at the end."""
    cells = list(line)
    while cells and (cells[-1] is None or not str(cells[-1]).strip()):
        cells.pop()
    return cells


def workbook_lines(content):
    """The lines of the first sheet that is not hidden."""
    damaged = _("This Excel file is damaged. Please open it, save it again and try once more.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > MOST_UNPACKED:
            raise Unreadable(_("This Excel file is too large once unpacked. Please split it."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
        sheet.reset_dimensions()  # what the file says of its own size may be wrong
        yield from sheet.iter_rows(values_only=True)
    except Unreadable:
        raise
    except Exception as error:  # whatever a broken file makes the library stumble over
        raise Unreadable(damaged) from error


def text_lines(content):
    text = decoded(content)
    if "\0" in text:
        raise Unreadable(_("This is not a table. Please bring a CSV or an Excel file (.xlsx)."))
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=parting(text))
    except csv.Error as error:
        raise Unreadable(_("This CSV file is damaged. A quotation mark may be missing.")) from error


def decoded(content):
    """UTF-8 or Windows-1252, line by line: files put together from two sources hold both. Or Excel's UTF-16."""
    if content[:2] in WIDE:
        return content.decode(WIDE[content[:2]], errors="replace")
    return "".join(decoded_line(line) for line in content.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True))


def decoded_line(line):
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def parting(text):
    """The sign that gives the most rows the same number of columns."""
    return max(PARTS, key=lambda sign: agreeing(text, sign))


def agreeing(text, sign):
    """How many of the first rows have the commonest width; one column is no table."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    widths = Counter(len(row) for row, _place in zip(rows, range(SAMPLE), strict=False) if len(row) > 1)
    return max(widths.values(), default=0)
