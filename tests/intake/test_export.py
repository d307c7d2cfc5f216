"""What is taken away runs nothing in a spreadsheet, and is read again as it was."""

import csv
import io

import pytest
from openpyxl import load_workbook

from exchange.intake import tables
from exchange.intake.columns import recognised
from exchange.intake.kinds import PLANS
from exchange.intake.sheets import read
from exchange.intake.writing import FORMULA, as_csv, as_workbook, guarded, unguarded
from exchange.placements.models import PastImmersion
from exchange.programmes.models import Programme
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
SIGNS = ["=", "+", "-", "@", "\t"]
TEXTS = [f"{sign}1+1|cmd {number}" for number, sign in enumerate(SIGNS)]


@pytest.fixture(autouse=True)
def rows():
    """One row of each kind for each sign; every text of it begins with that sign."""
    houses = [OrganisationFactory(name={"fr": text}, how_to_refer={"nl": f"{text}\n{text}"}) for text in TEXTS]
    for house, text in zip(houses, TEXTS, strict=True):
        person = MemberFactory(of=house, first_name=text, last_name=text, function_title=text, phone="+32 2 000 00 01")
        OfferFactory(organisation=house, contact=person, title={"fr": text}, dress={"nl": text}, see={"fr": text})
    past = {"first_day": "2025-03-04", "last_day": "2025-03-05", "dates": ["2025-03-04", "2025-03-05"], "minutes": 900}
    past |= {"programme": Programme.current(), "host": houses[0], "sender": houses[1]}
    PastImmersion.keep([PastImmersion(worker_name=text, **past) for text in TEXTS])


def taken(kind, ending):
    lines = tables.everything(kind)
    return as_csv(lines) if ending == "csv" else as_workbook([("x", lines)])


def raw(content, ending):
    """The cells as a spreadsheet gets them, and whether it takes one for a formula."""
    if ending == "csv":
        file = io.StringIO(content.decode("utf-8-sig"), newline="")
        return [(cell, "s") for row in csv.reader(file, delimiter=";") for cell in row]
    sheet = load_workbook(io.BytesIO(content)).active
    return [(cell.value or "", cell.data_type) for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", PLANS)
def test_no_cell_runs_as_a_formula(kind, ending):
    cells = raw(taken(kind, ending), ending)

    assert [cell for cell, data_type in cells if cell.startswith(FORMULA) or data_type != "s"] == []
    assert {f"'{text}" for text in TEXTS} - {cell for cell, _type in cells} == set()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", PLANS)
def test_what_was_guarded_is_read_again_as_it_was(kind, ending):
    rows = read(taken(kind, ending))

    planned = PLANS[kind](rows, recognised(rows[0].cells, PLANS[kind].columns))

    assert [fault for line in planned.wrong for fault in line.faults] == []
    assert planned.counts == {"new": 0, "changed": 0, "same": 5, "wrong": 0}


@pytest.mark.parametrize("text", ["'=1", "''=1", "'s avonds", "=1", "\t=1", "-", "''"])
def test_an_apostrophe_of_ones_own_is_not_lost(text):
    assert unguarded(guarded(text)) == text


def test_signs_that_no_sheet_takes_do_not_stop_the_export():
    OrganisationFactory(name={"fr": "Le\x0bLac \x02"})

    assert ("Le Lac  ", "s") in raw(taken("organisations", "xlsx"), "xlsx")
