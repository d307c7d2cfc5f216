"""A table of people as real ones are: each row's outcome is written out by hand."""

from pathlib import Path

import pytest
from django.utils import translation

from exchange.intake import tables
from exchange.intake.columns import recognised
from exchange.intake.people import COLUMNS, People
from exchange.intake.sheets import read
from exchange.intake.writing import as_csv, as_workbook
from exchange.members.models import Member, Membership
from exchange.notifications.models import OutboxMail
from tests.factories import MemberFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
DIRTY = Path(__file__).with_name("dirty-people.csv")


def plan(content):
    rows = read(content)
    return People(rows, recognised(rows[0].cells, COLUMNS))


def bring(content):
    planned = plan(content)
    assert [fault.sentence for line in planned.wrong for fault in line.faults] == []
    planned.write()
    return planned.counts


def faults(content):
    return {fault.cell: fault.sentence for line in plan(content).wrong for fault in line.faults}


def house(name="Le Lac", **columns):
    return OrganisationFactory(name={"fr": name}, language_role="FR", **columns)


def test_a_new_person_belongs_to_the_organisation_and_nobody_is_mailed():
    lake = house()

    head = "Prénom;Nom;E-mail;Organisation;Rôles;Langues parlées\n"
    counts = bring(f"{head}Ana;Zq;ANA@lac.example;le lac;Signataire, personne de référence;FR\n".encode())

    ana = Member.objects.get(email="ana@lac.example")
    place = ana.memberships.get()
    assert counts == {"new": 1, "changed": 0, "same": 0, "wrong": 0}
    assert (place.organisation, place.is_reference, place.is_signatory, place.is_approver) == (lake, True, True, False)
    assert (ana.name, ana.language, ana.has_mail, [term.code for term in ana.spoken.all()]) == (
        "Ana Zq",
        "fr",
        True,
        ["fr"],
    )
    assert not OutboxMail.objects.exists()


def test_one_person_in_two_organisations_is_one_account():
    house("Le Lac"), house("Le Pont")

    bring(b"Voornaam;Naam;E-mail;Organisatie\nAna;Zq;ana@lac.example;Le Lac\nAna;Zq;ana@lac.example;Le Pont\n")

    assert Member.objects.get(email="ana@lac.example").organisations().count() == 2


def test_rows_that_say_different_things_about_one_person_are_refused():
    house("Le Lac"), house("Le Pont")

    told = faults(b"Voornaam;Naam;E-mail;Organisatie\nAna;Zq;ana@lac.example;Le Lac\nAnna;Zq;ana@lac.example;Le Pont\n")

    assert told == {"A3": "Row 2 says something else about the same person. Please make them agree."}


def test_somebody_without_mail_is_recognised_by_the_name_in_the_organisation():
    house()
    file = "Prénom;Nom;Organisation;Tél\nZoé;Du Bois;Le Lac;02 000 00 11\n".encode()

    assert bring(file) == {"new": 1, "changed": 0, "same": 0, "wrong": 0}
    assert bring(file) == {"new": 0, "changed": 0, "same": 1, "wrong": 0}
    assert [(person.name, person.has_mail) for person in Member.objects.all()] == [("Zoé Du Bois", False)]


def test_a_role_is_added_and_none_is_taken_away():
    lake = house(without_reference_since="2026-01-01")
    MemberFactory(email="a@lac.example", of=lake, of__is_approver=True)

    bring("E-mail;Organisation;Rôles\na@lac.example;Le Lac;Personne de référence\n".encode())

    place = Membership.objects.get()
    lake.refresh_from_db()
    assert (place.is_approver, place.is_reference, lake.without_reference_since) == (True, True, None)
    assert bring(b"E-mail;Organisation;Role\na@lac.example;Le Lac;Worker\n")["same"] == 1


def test_who_left_is_not_brought_back():
    lake = house()
    gone = MemberFactory(email="a@lac.example", first_name="Ana", last_name="Zq", of=lake)
    gone.memberships.get().end(by=gone)
    sentence = "Ana Zq has left this organisation. Please invite this person again from its page."

    assert faults(b"E-mail;Organisation\na@lac.example;Le Lac\n") == {"B2": sentence}
    assert faults("Prénom;Nom;Organisation\nana;zq;Le Lac\n".encode()) == {"C2": sentence}


def test_another_address_for_a_known_name_and_a_role_without_an_address_are_asked_about():
    lake = house()
    MemberFactory(email="a@lac.example", first_name="Ana", last_name="Zq", of=lake)

    assert faults(
        "Prénom;Nom;E-mail;Organisation;Rôles\nAna;Zq;b@lac.example;Le Lac;\nBo;Yq;;Le Lac;Suppléant·e\n".encode()
    ) == {
        "C2": "Somebody of this name is here with another address. Please write that one.",
        "E3": "Who has a role needs an e-mail address. Please add it.",
    }


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_taken_away_and_brought_in_again_changes_nothing(language, ending):
    lake, bridge = house("Le Lac"), house("Le Pont", enterprise_number="0123456749")
    ana = MemberFactory(of=lake, of__is_deputy=True, of__status="volunteer", phone="+32 2 000 00 01")
    Membership.objects.create(member=ana, organisation=bridge)
    Member.objects.create_without_mail(first_name="=Zoé", last_name="Du Bois").memberships.create(organisation=lake)
    with translation.override(language):
        lines = tables.everything("people")
        content = as_csv(lines) if ending == "csv" else as_workbook([("x", lines)])
        planned = plan(content)

    assert planned.counts == {"new": 0, "changed": 0, "same": 3, "wrong": 0}
    assert len(planned.mapping) == len(COLUMNS)


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_the_template_can_be_brought_in_as_it_is(language):
    house("Maison des Tilleuls")
    with translation.override(language):
        lines, explained = tables.template("people"), tables.explained("people")

    assert plan(as_csv(lines)).counts == {"new": 1, "changed": 0, "same": 0, "wrong": 0}
    assert [line[0] for line in explained[1:]] == lines[0]


@pytest.mark.parametrize("number", [1, 30])
def test_the_queries_do_not_grow_with_the_rows(number, django_assert_num_queries):
    house()
    rows = b"".join(b"Ana%d;Zq;a%d@lac.example;Le Lac;FR\n" % (place, place) for place in range(number))
    content = "Prénom;Nom;E-mail;Organisation;Langues parlées\n".encode() + rows

    with django_assert_num_queries(QUERIES):
        planned = plan(content)
        planned.write()


QUERIES = 11
