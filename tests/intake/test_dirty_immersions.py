"""A list of past immersions as real ones are: each row's outcome is written out by hand."""

import csv
import datetime as dt
import io
from pathlib import Path

import pytest

from exchange.intake import values
from exchange.intake.sheets import decoded
from exchange.members.models import Organisation
from exchange.notifications.models import OutboxMail
from exchange.placements.models import PastImmersion
from tests.factories import MemberFactory, OrganisationFactory, PlacementFactory, term
from tests.intake.dirt import told, without

from .test_immersions import plan
from .test_sheets import workbook

pytestmark = pytest.mark.django_db
DIRTY = Path(__file__).with_name("dirty-immersions.csv")
UNKNOWN = "“{}” is not in our list. The template shows the list."
STRANGE = "We don’t know “{}”. Please bring in the organisation first."
EMPTY = "This is empty. A past immersion needs it."
NO_DATE = "This is no date. Please write it as 15/01/2026."
SPAN = "Please write a day between the year 2000 and today."
HOURS = "Please write the hours as 15:30 or 15,5."
SHORT = "An immersion lasts longer than one full day: more than 7:36."
DAYS = "An immersion lasts at least two days."
TWICE = "This is the same immersion as in row {}. If two people went, please write their names."
TWINS = "Several organisations are called so. Please add the postcode."
# Row of the file: the cells to correct, with what to do. Every other row is read; row 48 is empty, row 60 the headings.
WRONG = {
    9: {"C9": TWINS},
    10: {"C10": "None of the organisations called so has this postcode. Please check it."},
    11: {"D11": "“0999” is not a Belgian postcode.", "C11": TWINS},
    12: {"A12": "We don’t know “Le Lacq”. Do you mean “Le Lac”?"},
    13: {"C13": STRANGE.format("Zorro asbl")},
    14: {"A14": EMPTY},
    15: {"C15": EMPTY},
    16: {"A16": "Host and sender are the same organisation."},
    17: {"F17": "The last day is before the first."},
    18: {"F18": DAYS},
    19: {"E19": EMPTY},
    20: {"F20": EMPTY},
    21: {"G21": EMPTY},
    22: {"G22": HOURS},
    23: {"G23": SHORT},
    25: {"G25": "These are more hours than the days have. Please check."},
    27: {"E27": NO_DATE, "F27": NO_DATE},
    28: {"E28": NO_DATE},
    29: {"E29": NO_DATE},
    30: {"E30": NO_DATE},
    33: {"F33": SPAN},
    34: {"E34": SPAN},
    35: {"35": TWICE.format(2)},
    36: {"36": TWICE.format(4)},
    38: {"I38": "We know nobody with this address. Please write the name instead."},
    39: {"I39": "This is no e-mail address. Please write one address."},
    40: {"J40": "“Educateurr” is not in our list. Do you mean “Educator”?"},
    41: {"J41": UNKNOWN.format("Zqmétier")},
    46: {"K46": DAYS},
    47: {"K47": NO_DATE},
    50: {"H50": "This text is too long. Please write at most 120 signs."},
    51: {"C51": "The platform knows this immersion already: 2025-007."},
    53: {"A53": "This name and this enterprise number are of two organisations. Please keep the right one."},
    54: {"B54": "This enterprise number is not right. Please check its ten digits."},
    55: {"B55": STRANGE.format("0123456749")},
    57: {"G57": SHORT},
    58: {"G58": HOURS},
    59: {"G59": HOURS},
    61: {"61": TWICE.format(3)},
    62: {"A62": STRANGE.format("Totaal"), "C62": EMPTY, "E62": EMPTY, "F62": EMPTY, "G62": HOURS},
}
CLEAN = without(DIRTY, WRONG)


@pytest.fixture(autouse=True)
def known():
    """Organisations and people that we have already, and an immersion on the platform."""
    lake = OrganisationFactory(name={"fr": "Le Lac"}, sector=term("sector", "MH"))
    bridge = OrganisationFactory(name={"fr": "Le Pont"})
    blue = OrganisationFactory(name={"fr": "Maison Bleue asbl", "nl": "Blauw Huis vzw"}, enterprise_number="0400000185")
    for postcode in ("1020", "1090"):
        OrganisationFactory(name={"fr": "Les Glycines"}, postcode=postcode)
    for name in ("Chez « Lou » ; le café", "L’Étincelle"):
        OrganisationFactory(name={"fr": name})
    OrganisationFactory(name={"fr": "Le Vent"}, state="left")
    MemberFactory(email="ana@lac.example", first_name="Ana", last_name="Zq", of=lake)
    kim = MemberFactory(first_name="Kim", last_name="Zq")
    days = [dt.date(2025, 3, 4), dt.date(2025, 3, 5)]
    here = {"number": "2025-007", "offer__organisation": blue, "sender": bridge, "worker": kim, "days": days}
    PlacementFactory(state="completed", **here)


def excel():
    """The same rows in a sheet, its dates and numbers as Excel has them."""
    rows = csv.reader(io.StringIO(decoded(DIRTY.read_bytes()), newline=""), delimiter=";")
    return workbook(*([as_excel(cell) for cell in row] for row in rows))


def as_excel(cell):
    if cell.replace(",", "").isdigit() and "," in cell:
        return float(cell.replace(",", "."))
    if cell == "15:12":
        return dt.time(15, 12)
    if cell == "22u48":
        return dt.timedelta(hours=22, minutes=48)
    if cell.isdigit() and not cell.startswith("0"):
        return int(cell)
    try:
        return dt.datetime.combine(values.date(cell), dt.time())
    except (values.Unclear, TypeError):
        return cell


@pytest.mark.parametrize("content", [DIRTY.read_bytes, excel])
def test_each_row_of_a_dirty_file_is_read_or_says_what_to_do(content):
    planned = plan(content())

    assert told(planned) == WRONG
    assert planned.counts == {"new": 21, "changed": 0, "same": 0, "wrong": 40}


def test_what_is_read_counts_and_the_same_file_twice_changes_nothing():
    planned = plan(CLEAN)
    planned.write()
    after = list(PastImmersion.objects.order_by("pk").values())
    wings = list(Organisation.objects.order_by("pk").values("hosted", "sent"))

    again = plan(CLEAN)
    again.write()

    assert (planned.counts["new"], again.counts) == (21, {"new": 0, "changed": 0, "same": 21, "wrong": 0})
    assert list(PastImmersion.objects.order_by("pk").values()) == after
    assert list(Organisation.objects.order_by("pk").values("hosted", "sent")) == wings
    assert not OutboxMail.objects.exists()


def test_dates_hours_and_names_mean_what_was_written():
    plan(CLEAN).write()

    rows = PastImmersion.objects.filter(host__name__fr="Le Pont", sender__name__fr="Le Lac").order_by("first_day", "pk")
    assert [(str(row.first_day), str(row.last_day), row.minutes, row.worker_name) for row in rows] == [
        ("2025-03-04", "2025-03-05", 912, ""),  # Ana, whom we know
        ("2025-03-04", "2025-03-06", 1368, "Bo De Smet"),
        ("2025-03-04", "2025-03-05", 912, "Cédric Zq"),
        ("2025-03-11", "2025-03-12", 912, ""),
        ("2025-03-18", "2025-03-19", 462, ""),
        ("2025-03-25", "2025-03-26", 900, 'Jan "Jef" De Wit'),
        ("2025-04-01", "2025-04-02", 900, "=1+1"),
        ("2025-04-03", "2025-04-04", 900, ""),
        ("2025-04-08", "2025-04-09", 912, ""),
        ("2025-04-15", "2025-04-17", 1368, "van den Berg Léa"),
    ]
    assert [row.function and row.function.code for row in rows][:3] == ["EDU", "EDU", "PSYL"]
