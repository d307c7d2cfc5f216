"""A list of offers as real ones are: each row's outcome is written out by hand."""

import datetime as dt
from pathlib import Path

import pytest

from catalogue.models import Offer
from exchange.notifications.models import OutboxMail
from tests.factories import MemberFactory, OrganisationFactory
from tests.intake.dirt import told, without

from .test_offers import plan

pytestmark = pytest.mark.django_db
DIRTY = Path(__file__).with_name("dirty-offers.csv")
UNKNOWN = "“{}” is not in our list. The template shows the list."
MEANT = "“{}” is not in our list. Do you mean “{}”?"
EMPTY = "This is empty. A new offer needs it."
TWICE = "This is the same offer as in row {}. Please keep one."
TIME = "This is no time. Please write it as 9:00."
WHOLE = "Please write a whole number."
# Row of the file: the cells to correct, with what to do. Every other row is read; row 56 is empty, row 62 the headings.
WRONG = {
    7: {"A7": "Several organisations are called so. Please add the postcode."},
    8: {"A8": "None of the organisations called so has this postcode. Please check it."},
    9: {"A9": "We don’t know “Le Lacq”. Do you mean “Le Lac”?"},
    10: {"A10": "We don’t know “Zorro asbl”. Please bring in the organisation first."},
    11: {"A11": EMPTY},
    12: {"C12": EMPTY},
    13: {"13": TWICE.format(2)},
    14: {"14": TWICE.format(2)},
    15: {"A15": "This organisation has left the exchange. It can’t offer places."},
    16: {"F16": "“ma; di” may mean two days. Please write the days in full."},
    17: {"F17": MEANT.format("vendrdi", "vendredi")},
    19: {"F19": UNKNOWN.format("weekdagen")},
    20: {"F20": UNKNOWN.format("0")},
    21: {"L21": MEANT.format("Smarch", "march")},
    23: {"L23": UNKNOWN.format("13")},
    24: {"G24": TIME},
    25: {"G25": TIME},
    27: {"G27": TIME},
    28: {"I28": WHOLE},
    29: {"I29": "Please write a number from 0 to 180."},
    31: {"J31": "Please write a number from 2 to 12."},
    32: {"K32": "The most days are fewer than the least."},
    33: {"J33": WHOLE},
    35: {"J35": WHOLE},
    36: {"Q36": "Please write a number from 1 to 100."},
    38: {"Q38": WHOLE},
    39: {"R39": WHOLE},
    41: {"M41": UNKNOWN.format("Klingon")},
    42: {"M42": MEANT.format("françias", "French")},
    43: {"43": "Choose the language for this level."},
    44: {"N44": "We know nobody in this organisation with this address."},
    45: {"N45": "This is no e-mail address. Please write one address."},
    47: {"O47": MEANT.format("Adultes (DD)", "Adults")},
    52: {"P52": UNKNOWN.format("Kiné")},
    53: {"S53": UNKNOWN.format("jamais")},
    54: {"W54": "Please write yes or no."},
    59: {"C59": "This text is too long. Please write at most 4000 signs."},
    60: {"E60": "This looks like a national register number. Please take it out."},
    63: {"T63": UNKNOWN.format("gratuit")},
    65: {"65": TWICE.format(4)},
    66: {"A66": "We don’t know “Maison Bleue”. Do you mean “Maison Bleue asbl”?"},
}
CLEAN = without(DIRTY, WRONG)


@pytest.fixture(autouse=True)
def known():
    """Organisations and the person that we have already."""
    lake = OrganisationFactory(name={"fr": "Le Lac"})
    OrganisationFactory(name={"fr": "Maison Bleue asbl", "nl": "Blauw Huis vzw"}, enterprise_number="0400000185")
    for postcode in ("1020", "1090"):
        OrganisationFactory(name={"fr": "Les Glycines"}, postcode=postcode)
    for name in ("Chez « Lou » ; le café", "L’Étincelle"):
        OrganisationFactory(name={"fr": name})
    OrganisationFactory(name={"fr": "Le Vent"}, state="left")
    MemberFactory(email="ana@lac.example", first_name="Ana", last_name="Zq", of=lake)


def test_each_row_of_a_dirty_file_is_read_or_says_what_to_do():
    planned = plan(DIRTY.read_bytes())

    assert told(planned) == WRONG
    assert planned.counts == {"new": 23, "changed": 0, "same": 0, "wrong": 41}


def test_what_is_read_is_a_draft_and_the_same_file_twice_changes_nothing():
    planned = plan(CLEAN)
    planned.write()
    after = list(Offer.objects.order_by("pk").values())

    again = plan(CLEAN)
    again.write()

    assert (planned.counts["new"], again.counts) == (23, {"new": 0, "changed": 0, "same": 23, "wrong": 0})
    assert list(Offer.objects.order_by("pk").values()) == after
    assert {offer["state"] for offer in after} == {"draft"}
    assert not OutboxMail.objects.exists()


def test_days_hours_months_and_lists_mean_what_was_written():
    plan(CLEAN).write()

    lake, night, visit, south, north, third = Offer.objects.order_by("pk")[:6]
    assert [offer.weekdays for offer in (lake, night, visit, south, north, third)] == [
        [0, 1, 2, 3, 4], [0, 1, 2, 3, 4], [0, 2], [0, 1, 2, 3], [0, 3], [0, 3],
    ]  # fmt: skip
    assert [offer.months for offer in (lake, night, visit, south, north, third)] == [
        [3, 4, 5, 9], list(range(1, 13)), [9, 10, 11], [3, 4, 5, 6], [1, 2, 12], [1, 2, 3],
    ]  # fmt: skip
    assert (night.starts, night.ends, visit.starts) == (dt.time(22), dt.time(6, 30), dt.time(8, 30))
    assert (lake.break_minutes, lake.minimum_dates, lake.maximum_dates, lake.capacity, lake.notice_days) == (
        30, 2, 5, 2, 10,
    )  # fmt: skip
    assert [sorted(term.code for term in offer.languages.all()) for offer in (lake, night, visit)] == [["fr", "nl"]] * 3
    assert [term.code for term in lake.professions.all()] == ["EDU", "NUR"]
    assert (lake.no_diploma, visit.no_diploma, south.organisation.postcode) == (True, False, "1020")
    assert lake.see == {"fr": "Le quotidien\nde l’équipe."}
    assert Offer.objects.get(title__fr="=1+1").see == {"fr": "+32 2 000 00 00"}
    assert Offer.objects.get(title__fr="Voir").see == {"fr": "« Le rythme » :\n\n- les repas\n- la réunion"}
