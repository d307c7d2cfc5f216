"""Files from people's computers become rows, or a sentence that says why not."""

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import Workbook

from exchange.intake import sheets
from exchange.intake.sheets import Row, Unreadable, read


def workbook(*lines):
    book = Workbook()
    for line in lines:
        book.active.append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def refusal(content):
    with pytest.raises(Unreadable) as refused:
        read(content)
    return str(refused.value.sentence)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_a_csv_is_read_in_each_encoding_and_with_each_sign(encoding, sign):
    content = f"Nom{sign}Été\r\nAsbl « Élan »{sign}Uccle\r\n".encode(encoding)

    assert read(content) == [Row(1, ["Nom", "Été"]), Row(2, ["Asbl « Élan »", "Uccle"])]


def test_lines_in_two_encodings_are_both_read():
    content = b"Nom;Ville\n" + "Élan;Liège\n".encode() + "L’Étoile;Namur\n".encode("cp1252")

    assert [row.cells[0] for row in read(content)] == ["Nom", "Élan", "L’Étoile"]


def test_commas_in_numbers_do_not_part_columns():
    assert read(b"Uren;Dag\n7,5;1\n8,5;2\n")[1] == Row(2, ["7,5", "1"])


def test_a_line_within_quotation_marks_stays_in_its_cell():
    assert read(b'Nom;Mot\n"A; B";"un\ndeux"\n')[1] == Row(2, ["A; B", "un\ndeux"])


def test_empty_rows_are_left_out_and_numbers_stay_those_of_the_spreadsheet():
    assert read(b"Nom;Ville\n;\n\nA;B\n") == [Row(1, ["Nom", "Ville"]), Row(4, ["A", "B"])]


def test_an_excel_file_keeps_its_dates_and_numbers():
    content = workbook(["Nom", "Date", "Heures"], [], ["A", dt.datetime(2025, 4, 3), 7.5])

    assert read(content) == [Row(1, ["Nom", "Date", "Heures"]), Row(3, ["A", dt.datetime(2025, 4, 3), 7.5])]


def test_a_formula_is_never_taken_as_text_nor_worked_out():
    assert read(workbook(["A", '=HYPERLINK("x")', "B"]))[0].cells == ["A", None, "B"]


def test_a_hidden_sheet_is_not_read():
    book = Workbook()
    book.active.append(["hidden"])
    book.active.sheet_state = "hidden"
    book.create_sheet("seen").append(["seen"])
    file = io.BytesIO()
    book.save(file)

    assert read(file.getvalue()) == [Row(1, ["seen"])]


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(sheets, "load_workbook", None)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * (sheets.MOST_UNPACKED + 1))

    assert refusal(file.getvalue()) == "This Excel file is too large once unpacked. Please split it."


def test_the_limits_are_said_in_the_refusal():
    assert refusal(b"a" * (sheets.MOST_BYTES + 1)) == "This file is larger than 5 MB. Please split it in two."
    assert refusal(b"a;b\n" * 5001) == "This file has more than 5000 rows. Please split it."
    assert refusal(b"a;" * 100 + b"a") == "This file has more than 100 columns."
    assert len(read(b"a;b\n" * 5000)) == 5000


@pytest.mark.parametrize(
    "content, sentence",
    [
        (b"", "This file is empty."),
        (b"\n;;\n", "This file is empty."),
        (b"\xd0\xcf\x11\xe0old", "This is an old Excel file, or one with a password. Please save it as .xlsx first."),
        (b"PK\x03\x04torn", "This Excel file is damaged. Please open it, save it again and try once more."),
        (b"\x89PNG\0\0", "This is not a table. Please bring a CSV or an Excel file (.xlsx)."),
        (b'a;"' + b"b" * 200_000, "This CSV file is damaged. A quotation mark may be missing."),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(content, sentence):
    assert refusal(content) == sentence
