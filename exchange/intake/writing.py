"""Tables for spreadsheets. What would run there as a formula gets an apostrophe, which reading drops again."""

import csv
import io

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDTH = 26


def guarded(text):
    """The text of a cell, harmless in a spreadsheet."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text


def unguarded(cell):
    """What a cell held before `guarded`; a number or a date is as it was."""
    if not isinstance(cell, str):
        return cell
    text = cell.lstrip(" ")
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA) else cell


def as_csv(lines):
    """The bytes of a CSV that a Belgian Excel opens by a double click: UTF-8 with its mark, semicolons."""
    file = io.StringIO(newline="")
    out = csv.writer(file, delimiter=";")
    out.writerows([[guarded(str(cell)) for cell in line] for line in lines])
    return file.getvalue().encode("utf-8-sig")


def as_workbook(sheets):
    """The bytes of an XLSX with these sheets: pairs of title and lines, the first line in bold. All cells are text."""
    book = Workbook(write_only=True)
    for title, lines in sheets:
        sheet = book.create_sheet(title)
        for number in range(1, len(lines[0]) + 1):
            sheet.column_dimensions[get_column_letter(number)].width = WIDTH
        for place, line in enumerate(lines):
            sheet.append([text_cell(sheet, cell, bold=not place) for cell in line])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def text_cell(sheet, value, *, bold):
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub(" ", guarded(str(value))))
    cell.data_type, cell.number_format = "s", "@"
    cell.font = Font(bold=bold)
    return cell
