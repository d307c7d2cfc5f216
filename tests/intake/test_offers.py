"""A table of offers: they arrive as drafts, and what is shown stays complete."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from catalogue.models import Offer
from exchange.intake import tables
from exchange.intake.columns import recognised
from exchange.intake.offers import COLUMNS, Offers
from exchange.intake.sheets import read
from exchange.intake.writing import as_csv, as_workbook
from exchange.notifications.models import OutboxMail
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, term

pytestmark = pytest.mark.django_db


@pytest.fixture
def lake():
    return OrganisationFactory(name={"fr": "Le Lac"}, sector=term("sector", "MH"))


def plan(content):
    rows = read(content if isinstance(content, bytes) else content.encode())
    return Offers(rows, recognised(rows[0].cells, COLUMNS))


def bring(content):
    planned = plan(content)
    assert [fault.sentence for line in planned.wrong for fault in line.faults] == []
    planned.write()
    return planned.counts


def faults(content):
    return {fault.cell: fault.sentence for line in plan(content).wrong for fault in line.faults}


def test_a_new_offer_is_a_draft_with_what_its_row_says(lake):
    person = MemberFactory(of=lake)
    head = "Organisation;Titre;Jours;De;À;Mois;Langues;Contact;Places;Par mois;Public\n"

    bring(head + f"Le Lac;Deux jours au lac;lu-ve;9h;17h30;mars à mai, 9;FR;{person.email};2;3;ADU\n")

    offer = Offer.objects.get()
    assert (offer.state, offer.title, offer.contact) == ("draft", {"fr": "Deux jours au lac"}, person)
    assert (offer.capacity, offer.monthly_capacity) == (2, 3)
    assert (offer.weekdays, offer.months, offer.starts, offer.ends) == (
        [0, 1, 2, 3, 4], [3, 4, 5, 9], dt.time(9), dt.time(17, 30),
    )  # fmt: skip
    assert ([term.code for term in offer.languages.all()], offer.months_mask) == (["fr"], 0b100011100)
    assert (offer.search_text, OutboxMail.objects.exists()) == (offer.words(), False)


def test_the_same_offer_is_recognised_by_its_title(lake):
    file = "Organisatie;Titel;Plaatsen\nLe Lac;Twee dagen;{}\n"

    assert bring(file.format(1)) == {"new": 1, "changed": 0, "same": 0, "wrong": 0}
    assert bring(file.format(1)) == {"new": 0, "changed": 0, "same": 1, "wrong": 0}
    assert bring(file.format(3)) == {"new": 0, "changed": 1, "same": 0, "wrong": 0}
    assert Offer.objects.get().capacity == 3


def test_a_shown_offer_stays_longer_than_one_full_day_and_a_draft_is_asked_later(lake):
    offer = OfferFactory(organisation=lake, title={"fr": "Le lac"})
    file = "Organisation;Titre;Fin\nLe Lac;Le lac;12:00\n"
    told = {"C2": "An immersion lasts longer than one full day. Add days or hours."}

    assert faults(file) == told
    Offer.objects.filter(pk=offer.pk).update(state="draft")
    assert bring(file)["changed"] == 1


@pytest.mark.parametrize("head, cells, told", [
    ("Maximum de jours", "2", {"C2": "The most days are fewer than the least."}),
    ("Maximum de jours", "3", {}),
    ("Minimum de jours", "6", {"C2": "The most days are fewer than the least."}),
    ("Minimum de jours", "5", {}),
    ("Minimum de jours;Maximum de jours", "6;7", {}),
    ("Minimum de jours;Maximum de jours", "3;2", {"D2": "The most days are fewer than the least."}),
])  # fmt: skip
def test_the_most_days_are_held_against_the_least_that_we_have(lake, head, cells, told):
    OfferFactory(organisation=lake, title={"fr": "Le lac"}, minimum_dates=3, maximum_dates=5)

    assert faults(f"Organisation;Titre;{head}\nLe Lac;Le lac;{cells}\n") == told


@pytest.mark.parametrize("kept, head, cells, told", [
    (None, "Level the visitor needs", "converse", {"2": "Choose the language for this level."}),
    (None, "Level the visitor needs;Language the visitor needs", "converse;nl", {}),
    ("nl", "Level the visitor needs", "converse", {}),
    (None, "Language the visitor needs", "nl", {}),
])  # fmt: skip
def test_a_level_needs_its_language(lake, kept, head, cells, told):
    OfferFactory(organisation=lake, title={"fr": "Le lac"}, asked_language=kept and term("language", kept))

    assert faults(f"Organisation;Titre;{head}\nLe Lac;Le lac;{cells}\n") == told


@pytest.mark.parametrize("head, cell, sentence", [
    ("Jours", "ma; di", "“ma; di” may mean two days. Please write the days in full."),
    ("Jours", "lundi-vendrdi", "“vendrdi” is not in our list. Do you mean “vendredi”?"),
    ("Mois", "Smarch", "“Smarch” is not in our list. Do you mean “march”?"),
    ("De", "25h", "This is no time. Please write it as 9:00."),
    ("Places", "0", "Please write a number from 1 to 100."),
    ("Préavis", "366", "Please write a number from 0 to 365."),
    ("Places", "2,5", "Please write a whole number."),
    ("Places", "9" * 400, "Please write a number from 1 to 100."),
    ("Contact", "nobody@lac.example", "We know nobody in this organisation with this address."),
    ("Langues", "Klingon", "“Klingon” is not in our list. The template shows the list."),
    ("Home visits, if the person agrees", "peut-être", "Please write yes or no."),
])  # fmt: skip
def test_a_cell_that_cannot_be_read_says_what_to_do(lake, head, cell, sentence):
    assert faults(f'Organisation;Titre;{head}\nLe Lac;Zq;"{cell}"\n') == {"C2": sentence}


def test_what_a_host_notes_comes_along_line_by_line(lake):
    head = "Organisation;Titre;Arrêt;Niet voor;Tenue;À quoi l’on assiste\n"

    bring(head + 'Le Lac;Zq;Simonis (tram 9);Wie haast heeft;"Des bottes  \r\n";"La réunion\r\nLe  repas"\n')

    offer = Offer.objects.get()
    assert (offer.nearest_stop, offer.excluded, offer.dress, offer.attend) == (
        {"fr": "Simonis (tram 9)"}, {"nl": "Wie haast heeft"}, {"fr": "Des bottes"}, {"fr": "La réunion\nLe repas"},
    )  # fmt: skip
    assert "simonis" in offer.search_text


def test_two_offers_with_one_title_each_keep_their_row(lake):
    for capacity in (1, 4):
        OfferFactory(organisation=lake, title={"fr": "Le lac"}, capacity=capacity)

    assert plan(as_csv(tables.everything("offers"))).counts == {"new": 0, "changed": 0, "same": 2, "wrong": 0}


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_taken_away_and_brought_in_again_changes_nothing(lake, language, ending):
    offer = OfferFactory(organisation=lake, weekdays=[0, 2], notice_days=0, travel_costs="all", in_a_row=True)
    offer.themes.set([term("theme", "T_CRIS")])
    Offer.objects.update(attend={"fr": "La réunion\r\n\r\nLe  repas"}, dress={"nl": "Stevige  schoenen"})
    OfferFactory(state="draft", starts=None, ends=None, months=[1, 12])
    with translation.override(language):
        lines = tables.everything("offers")
        planned = plan(as_csv(lines) if ending == "csv" else as_workbook([("x", lines)]))

    assert planned.counts == {"new": 0, "changed": 0, "same": 2, "wrong": 0}
    assert len(planned.mapping) == len(COLUMNS)


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_the_template_can_be_brought_in_as_it_is(language):
    house = OrganisationFactory(name={"fr": "Maison des Tilleuls"})
    MemberFactory(email="camille@tilleuls.example", of=house)
    with translation.override(language):
        lines, explained = tables.template("offers"), tables.explained("offers")

    assert plan(as_csv(lines)).counts == {"new": 1, "changed": 0, "same": 0, "wrong": 0}
    assert [line[0] for line in explained[1:]] == lines[0]


def table(number, places):
    rows = "".join(f"Le Lac;Offre {number}-{row};lu-ve;FR;ADU, DD;ana@lac.example;{places}\n" for row in range(number))
    return f"Organisation;Titre;Jours;Langues;Public;Contact;Places\n{rows}"


def asked(number):
    """The queries of so many offers that are new, changed and the same."""
    found = []
    for places in (1, 2, 2):
        with CaptureQueriesContext(connection) as queries:
            bring(table(number, places))
        found.append(len(queries))
    return found


def test_the_queries_do_not_grow_with_the_rows(lake):
    MemberFactory(email="ana@lac.example", of=lake)
    bring(table(2, 1))  # lists are only asked for where there are offers

    assert asked(1) == asked(20)
