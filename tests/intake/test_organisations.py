"""A table of organisations as real ones are: each row's outcome is written out by hand."""

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from exchange.intake import tables
from exchange.intake.columns import recognised
from exchange.intake.organisations import COLUMNS, Organisations
from exchange.intake.sheets import read
from exchange.intake.writing import as_csv, as_workbook
from exchange.members.models import Organisation
from exchange.notifications.links import Link
from exchange.programmes.workdays import today
from tests.factories import MemberFactory, OrganisationFactory, PlacementFactory, term
from tests.intake.dirt import told, without

pytestmark = pytest.mark.django_db
DIRTY = Path(__file__).with_name("dirty.csv")
EMPTY = "This is empty. A new organisation needs it."
UNKNOWN = "“{}” is not in our list. The template shows the list."
CLOSED = "“{}” is no longer in our list. The template shows the list."
MEANT = "“{}” is not in our list. Do you mean “{}”?"
ADDRESS = "This is no e-mail address. Please write one address."
NO_DATE = "This is no date. Please write it as 15/01/2026."
NUMBER = "This enterprise number is not right. Please check its ten digits."
LONG = "This text is too long. Please write at most {} signs."
TWICE = "This is the same organisation as in row {}. Please keep one."
# Row of the file: the cells to correct, with what to do. Every other row is read; row 35 is empty.
WRONG = {
    14: {"D14": UNKNOWN.format("GGZ")},
    15: {"D15": MEANT.format("Santée mentale", "Mental health care")},
    16: {"E16": MEANT.format("Centre de joure", "Day centre")},
    17: {"E17": UNKNOWN.format("Zzz")},
    18: {"G18": "“0999” is not a Belgian postcode."},
    19: {"G19": EMPTY},
    21: {"A21": EMPTY},
    22: {"C22": NUMBER},
    23: {"C23": NUMBER},
    24: {"I24": "Please write FR, NL or BI."},
    25: {"K25": ADDRESS},
    26: {"K26": ADDRESS},
    27: {"L27": "This is no web address."},
    28: {"N28": NO_DATE},
    29: {"N29": "Please write a day between the year 2000 and today."},
    30: {"N30": NO_DATE},
    31: {"M31": UNKNOWN.format("Martiens")},
    32: {"32": TWICE.format(2)},
    33: {"33": TWICE.format(5)},
    36: {"E36": CLOSED.format("Public welfare centre")},
    37: {"D37": CLOSED.format("Older people, dementia")},
    44: {"A44": LONG.format(4000)},
    45: {"F45": LONG.format(120)},
    54: {"D54": EMPTY},
    55: {"E55": EMPTY},
    56: {"A56": EMPTY, "D56": EMPTY, "E56": EMPTY, "G56": EMPTY},
}
CLEAN = without(DIRTY, WRONG)


def plan(content):
    rows = read(content)
    return Organisations(rows, recognised(rows[0].cells, COLUMNS))


def bring(content):
    planned = plan(content)
    assert planned.wrong == []
    planned.write()
    return planned.counts


def known(name):
    return Organisation.objects.filter(name__fr=name).latest("pk")


def test_each_row_of_a_dirty_file_is_read_or_says_what_to_do():
    planned = plan(DIRTY.read_bytes())

    assert told(planned) == WRONG
    assert planned.counts == {"new": 36, "changed": 0, "same": 0, "wrong": 26}


def test_what_is_read_is_kept_as_it_was_meant():
    bring(CLEAN)

    bleue, fil, pont = known("La Maison Bleue asbl"), known("Le Fil"), known("Les Trois Ponts")
    assert (bleue.enterprise_number, bleue.sector.code, bleue.structure.code) == ("0400000185", "MH", "SSM")
    assert (bleue.state, bleue.welcomed_at.date(), bleue.website) == (
        "active", dt.date(2026, 1, 15), "https://www.bleue.example",
    )  # fmt: skip
    assert (fil.name, fil.language_role, fil.phone, fil.mail) == (
        {"fr": "Le Fil", "nl": "De Draad"}, "BI", "+32 2 000 00 03", "fil@draad.example",
    )  # fmt: skip
    assert sorted(row.code for row in fil.publics.all()) == ["ADU", "PSY"]
    assert (pont.state, pont.municipality["nl"], pont.commitments.count()) == ("invited", "Jette", 0)


def test_what_is_read_is_searched_at_once():
    bring(CLEAN)

    found = {words: [str(row.name) for row in Organisation.objects.matching(words)] for words in TYPED}

    assert found == TYPED


TYPED = {"maison bleue cgg": ["La Maison Bleue asbl"], "draad psychique beschut": ["Le Fil"]}


def test_the_same_file_twice_changes_nothing():
    assert bring(CLEAN) == {"new": 36, "changed": 0, "same": 0, "wrong": 0}
    before = list(Organisation.objects.order_by("pk").values())

    assert bring(CLEAN) == {"new": 0, "changed": 0, "same": 36, "wrong": 0}
    assert list(Organisation.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_taken_away_and_brought_in_again_changes_nothing(language, ending):
    bring(CLEAN)
    closed = OrganisationFactory(structure=term("structure", "CPAS"), enterprise_number="0123456749")
    closed.publics.set([term("public", "ADU"), term("public", "TRA")])
    with translation.override(language):
        lines = tables.everything("organisations")
    content = as_csv(lines) if ending == "csv" else as_workbook([("x", lines)])

    planned = plan(content)

    assert planned.counts == {"new": 0, "changed": 0, "same": 37, "wrong": 0}
    assert len(planned.mapping) == len(COLUMNS)


def test_an_empty_cell_leaves_what_we_have_and_a_written_one_changes_it():
    found = OrganisationFactory(enterprise_number="0123456749", phone="02 000 00 01", mail="a@b.example")

    counts = bring(b"KBO;Telefoon;E-mail;Naam\n0123.456.749;02 000 00 99;;Nieuw Huis\n")

    found.refresh_from_db()
    assert counts == {"new": 0, "changed": 1, "same": 0, "wrong": 0}
    assert (found.phone, found.mail, found.name["nl"]) == ("02 000 00 99", "a@b.example", "Nieuw Huis")
    assert found.name["fr"].startswith("Maison")


def test_what_the_page_tells_on_the_first_day_comes_along():
    bring(
        b"Name (EN);Sector;Type;Postcode;Waiting time;Social directory\nThe Mill;MH;SSM;1090;Two months;a.example/1\n"
    )

    mill = Organisation.objects.get()
    assert (mill.waiting_time["en"], mill.directory) == ("Two months", "https://a.example/1")


def test_the_consent_of_the_employer_comes_along_with_who_gave_it():
    bring(
        "Nom;CP;Secteur;Type;Accord employeur;Accord donné par;Accord donné le\n"
        "Le Lac;1090;MH;SSM;Un accord général, donné une fois;Camille T., direction;02/03/2026\n".encode()
    )

    lake = known("Le Lac")
    assert (lake.consent, lake.consent_given_by, lake.consent_given_on) == (
        "general", "Camille T., direction", dt.date(2026, 3, 2),
    )  # fmt: skip


@pytest.mark.parametrize("cells, told", [
    ("general;;", {"C2": "A general consent needs this.", "D2": "A general consent needs this."}),
    ("general;Kim;02/03/2026;31/12/2025", {"E2": "This day has passed."}),
    ("general;Kim;02/03/2026;31/12/2099", {}),
    ("strict;;", {}),
])  # fmt: skip
def test_a_general_consent_says_who_gave_it_and_is_not_over(cells, told):
    OrganisationFactory(name={"fr": "Le Lac"}, postcode="1090")
    head = "Nom;Consent;Consent given by;Consent given on;Consent until;CP\n"

    planned = plan(f"{head}Le Lac;{cells}{';' * (5 - len(cells.split(';')))}1090\n".encode())

    assert {fault.cell: fault.sentence for line in planned.wrong for fault in line.faults} == told


def test_an_approver_has_a_name_and_an_address_and_whoever_is_replaced_answers_no_more():
    lake = OrganisationFactory(
        name={"fr": "Le Lac"}, postcode="1090", approver_name="Kim", approver_mail="Kim@a.example"
    )
    placement, until = PlacementFactory(sender=lake), timezone.now() + dt.timedelta(days=9)
    Link.issue("consent", about=placement.about, address="kim@a.example", expires_at=until)
    head, told = "Nom;CP;Secteur;Type;Approver;Approver’s e-mail\n", "Give both the name and the e-mail address."
    wrong = plan(f"{head}Le Pont;1090;MH;SSM;;a@b.example\nLe Lac;1090;;;;a@b.example\n".encode()).wrong
    assert [(fault.cell, fault.sentence) for line in wrong for fault in line.faults] == [("E2", told)]

    bring(f"{head}Le Lac;1090;;;;KIM@a.example\n".encode())
    assert Link.objects.open().count() == 1
    bring(f"{head}Le Lac;1090;;;Bo;bo@a.example\n".encode())

    lake.refresh_from_db()
    assert (lake.approver_name, lake.approver_mail, Link.objects.open().count()) == ("Bo", "bo@a.example", 0)


def test_a_general_consent_that_is_over_stays_as_it_is():
    OrganisationFactory(consent="general", consent_given_by="Kim", consent_given_on="2024-01-01",
                        consent_until="2024-12-31")  # fmt: skip

    assert plan(as_csv(tables.everything("organisations"))).counts["same"] == 1


def test_a_commitment_makes_a_member_of_who_was_invited():
    bring(b"Nom;CP;Secteur;Type\nLe Lac;1090;MH;SSM\n")
    bring(b"Nom;CP;Membre depuis\nLe Lac;1090;02/03/2026\n")

    assert (known("Le Lac").state, known("Le Lac").welcomed_at.date()) == ("active", dt.date(2026, 3, 2))


def test_a_commitment_says_that_nobody_answers_only_where_nobody_does():
    bring(b"Nom;CP;Secteur;Type\nLe Lac;1090;MH;SSM\nLe Fleuve;1030;MH;SSM\nLe Pont;1030;MH;SSM\n")
    MemberFactory(reference=known("Le Lac"))
    MemberFactory(reference=known("Le Pont")).memberships.update(ended_at=timezone.now())

    bring(b"Nom;CP;Membre depuis\nLe Lac;1090;02/03/2026\nLe Fleuve;1030;02/03/2026\nLe Pont;1030;02/03/2026\n")

    since = {name: known(name).without_reference_since for name in ("Le Lac", "Le Fleuve", "Le Pont")}
    assert since == {"Le Lac": None, "Le Fleuve": today(), "Le Pont": today()}


def test_a_formula_is_harmless_in_the_export():
    OrganisationFactory(phone="+32 2 000 00 01", name={"fr": '=HYPERLINK("x")'})

    cells = next(
        iter(csv.DictReader(io.StringIO(as_csv(tables.everything("organisations")).decode("utf-8-sig")), delimiter=";"))
    )

    assert (cells["General phone"], cells["Name (FR)"]) == ("'+32 2 000 00 01", '\'=HYPERLINK("x")')


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_the_template_can_be_brought_in_as_it_is(language):
    with translation.override(language):
        lines, explained = tables.template("organisations"), tables.explained("organisations")

    assert plan(as_csv(lines)).counts == {"new": 1, "changed": 0, "same": 0, "wrong": 0}
    assert [line[0] for line in explained[1:]] == lines[0]


def table(number, phone):
    rows = "".join(f"Maison {number}-{row};1090;MH;SSM;ADU, DD;{phone}\n" for row in range(number))
    return f"Nom;CP;Secteur;Type;Public;Tél\n{rows}".encode()


def asked(number):
    """The queries of so many organisations that are new, changed and the same."""
    found = []
    for phone in ("02 000 00 01", "02 000 00 02", "02 000 00 02"):
        with CaptureQueriesContext(connection) as queries:
            bring(table(number, phone))
        found.append(len(queries))
    return found


def test_the_queries_do_not_grow_with_the_rows():
    bring(table(2, "02 000 00 01"))  # lists are only asked for where there are organisations

    assert asked(1) == asked(20)
