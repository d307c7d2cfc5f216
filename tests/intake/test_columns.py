"""Who leaves with the tables leaves with all that people wrote: every field that can be edited has its column."""

import pytest

from catalogue.forms import OfferForm
from catalogue.models import Offer
from exchange.intake.kinds import PLANS
from exchange.intake.labels import fold
from exchange.members.forms import ConsentForm, OrganisationForm, ProfileForm
from exchange.members.forms.people import RolesForm
from exchange.members.models import Member, Membership, Organisation
from exchange.placements.models import PastImmersion

HERE_ONLY = {  # the fields without a column, and why
    "programme": "every row that is brought in belongs to the programme of today",
    "home_postcode": "seen by that person alone",
    "home_municipality": "seen by that person alone",
    "travel_mode": "seen by that person alone",
    "workplace": "seen by that person alone, who travels from there",
    "is_coordinator": "Maya's staff has a page of its own, where all of them are told",
    "is_active": "an account is closed by its own verb",
    "has_mail": "what an empty address says",
    "last_login": "of this platform",
    "started_at": "of this platform",
    "ended_at": "who left is not taken along",
}
ELSEWHERE = {  # the columns that fill a field of another name
    "municipality": "town", "is_reference": "roles", "is_deputy": "roles", "is_signatory": "roles",
    "is_approver": "roles", "place": "postcode", "member": "email", "worker": "worker_mail", "host": "host",
}  # fmt: skip


def editable(model):
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return {field.name for field in fields if field.editable and not field.auto_created}


@pytest.mark.parametrize("kind, models, forms", [
    ("offers", [Offer], [OfferForm]),
    ("organisations", [Organisation], [OrganisationForm, ConsentForm]),
    ("people", [Member, Membership], [ProfileForm, RolesForm]),
    ("immersions", [PastImmersion], []),
])  # fmt: skip
def test_whatever_can_be_edited_has_a_column(kind, models, forms):
    columns = {column.name for column in PLANS[kind].columns}
    fields = set().union(*map(editable, models), *(form._meta.fields for form in forms)) - HERE_ONLY.keys()

    assert {name for name in fields if ELSEWHERE.get(name, name) not in columns} == set()


def test_what_stays_here_is_a_field_that_exists():
    assert (
        HERE_ONLY.keys() - set().union(*map(editable, [Offer, Organisation, Member, Membership, PastImmersion]))
        == set()
    )


@pytest.mark.parametrize("kind", PLANS)
def test_no_two_columns_answer_to_one_heading(kind):
    claims = {}
    for column in PLANS[kind].columns:
        for heading in {*column.headings()}:
            claims.setdefault(heading, []).append(column.key)

    assert {heading: keys for heading, keys in claims.items() if len(keys) > 1} == {}


@pytest.mark.parametrize("heading, key", [
    ("Arrêt", "nearest_stop:fr"), ("halte", "nearest_stop:nl"), ("STOP", "nearest_stop:en"),
    ("Pour qui un autre lieu convient mieux (FR)", "excluded:fr"), ("Niet voor", "excluded:nl"),
    ("Vêtements", "dress:fr"), ("Tenue", "dress:fr"), ("Kledij", "dress:nl"),
    ("kleding", "dress:nl"), ("Horaire", "hours_note:fr"), ("Uurregeling", "hours_note:nl"),
    ("Autres mois", "months_note:fr"), ("Prijs maaltijd", "meal_note:nl"), ("Remarque accessibilité", "access_note:fr"),
])  # fmt: skip
def test_a_heading_is_recognised_as_people_write_it(heading, key):
    found = [column.key for column in PLANS["offers"].columns if fold(heading) in set(column.headings())]

    assert found == [key]
