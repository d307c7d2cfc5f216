"""Cells as people write them become values, or are refused."""

import datetime as dt

import pytest

from exchange.intake import values


@pytest.mark.parametrize(
    "cell, expected",
    [
        (None, ""),
        ("  Les\u00a0 Tilleuls \u200b asbl ", "Les Tilleuls asbl"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("E\u0301lan", "Élan"),
        (1030.0, "1030"),
        (7.5, "7.5"),
    ],
)
def test_text_loses_only_odd_spaces(cell, expected):
    assert values.text(cell) == expected


def test_a_long_text_keeps_its_lines():
    assert values.lines(" \r\n La  réunion \r\n\r\nLe repas\n") == "La réunion\n\nLe repas"


@pytest.mark.parametrize(
    "kept, cell, expected",
    [
        ("a", "a", True),
        ("a  b", "a b", True),
        ("a\r\nb", "a\nb", True),
        ("a\r\nb", "a b", True),  # a file that lost the lines doesn't take ours away
        ("a b", "a\nb", False),
        ("a", "b", False),
        ({"fr": "a ", "nl": "b"}, {"fr": "a"}, True),
        ({"nl": "b"}, {"fr": "a"}, False),
        (None, 3, False),
    ],
)
def test_a_text_is_the_same_whatever_its_blanks(kept, cell, expected):
    assert values.agrees(kept, cell) == expected


@pytest.mark.parametrize(
    "cell, expected",
    [
        ("3/4/2025", dt.date(2025, 4, 3)),
        ("03-04-25", dt.date(2025, 4, 3)),
        (" 3. 4. 2025 ", dt.date(2025, 4, 3)),
        ("2025-04-03", dt.date(2025, 4, 3)),
        ("2025-04-03 00:00:00", dt.date(2025, 4, 3)),
        (dt.datetime(2025, 4, 3), dt.date(2025, 4, 3)),
        (dt.date(2025, 4, 3), dt.date(2025, 4, 3)),
        ("mardi 4 mars 2025", dt.date(2025, 3, 4)),
        ("di 4/3/25", dt.date(2025, 3, 4)),
        ("1er août 2025", dt.date(2025, 8, 1)),
        ("5 mrt. 25", dt.date(2025, 3, 5)),
        (45750, dt.date(2025, 4, 3)),
        ("45750", dt.date(2025, 4, 3)),
        ("", None),
        (None, None),
    ],
)
def test_a_date_has_its_day_first(cell, expected):
    assert values.date(cell) == expected


@pytest.mark.parametrize("cell", ["31/2/2025", "4/13/2025", "avril", 40325, "4 mot 2025", "3/4", "3/4/202"])
def test_what_is_no_date_is_refused(cell):
    with pytest.raises(values.Unclear):
        values.date(cell)


@pytest.mark.parametrize("cell, expected", [("7,5", 7.5), ("7.5", 7.5), ("15", 15), (15, 15), (7.5, 7.5), ("", None)])
def test_a_number_may_have_a_comma(cell, expected):
    assert values.number(cell) == expected


@pytest.mark.parametrize("cell", ["15 h", "1.000,5", "deux", True])
def test_what_is_no_number_is_refused(cell):
    with pytest.raises(values.Unclear):
        values.number(cell)
