"""A legal text says that it is a draft until Maya notes who reviewed this version."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from agreements import privacy
from agreements.models import Agreement
from exchange.members.models import CommitmentText, Review
from tests.agreements.signing import a_confirmed_placement
from tests.factories import MemberFactory
from tests.walks.entering import signed_in as fresh

from .morning import maya, signed_in

pytestmark = pytest.mark.django_db
DRAFT = "Draft, to be reviewed."
REVIEWED = "Text reviewed by Mia Baas, lawyer on 2 March 2026."
VALUES = {"reviewed_by": "Mia Baas, lawyer", "reviewed_on": "2026-03-02"}
KINDS = ["agreement", "privacy", "commitment"]
READ_AT = {"privacy": "/privacy/", "commitment": "/apply/"}


def page(kind):
    return reverse("desk:legal_text", args=[kind])


@pytest.mark.parametrize("kind", ["privacy", "commitment"])
def test_a_public_text_is_a_draft_until_somebody_reviewed_it(kind):
    before = Client().get(READ_AT[kind]).content.decode()

    fresh(maya()).post(page(kind), VALUES)
    after = Client().get(READ_AT[kind]).content.decode()

    assert [DRAFT in before, REVIEWED in before, DRAFT in after, REVIEWED in after] == [True, False, False, True]


def test_a_new_agreement_says_who_reviewed_its_model_and_whether_its_annex_is_a_draft():
    agreement = Agreement.of(a_confirmed_placement())
    before = agreement.text_now()

    fresh(maya()).post(page("agreement"), VALUES)
    after = Agreement.objects.get(pk=agreement.pk).text_now()

    assert (before["reviewed_by"], before["reviewed_on"]) == ("", "")
    assert (after["reviewed_by"], after["reviewed_on"]) == ("Mia Baas, lawyer", "2026-03-02")
    assert after["privacy_draft"] == privacy.standing(after["language"])


@pytest.mark.parametrize("kind", KINDS)
def test_a_review_holds_for_its_version_alone(kind):
    els = maya()
    Review.note(kind, 99, by=els, reviewed_by="Mia", reviewed_on=dt.date(2026, 3, 2))

    assert Review.standing(kind, 99) == "Text reviewed by Mia on 2 March 2026."
    assert Review.standing(kind, 100) == DRAFT


@pytest.mark.parametrize("values", [{}, {"reviewed_by": "Mia"}, VALUES | {"reviewed_on": "2999-01-01"}])
def test_a_review_needs_a_name_and_a_day_that_has_come(values):
    answer = fresh(maya()).post(page("privacy"), values)

    assert (answer.status_code, Review.objects.count()) == (200, 0)


def test_who_signed_in_long_ago_proves_it_first_and_nothing_typed_is_lost(client):
    signed_in(client)

    answer = client.post(page("privacy"), VALUES)

    assert (answer.url.split("?")[0], Review.objects.count()) == (reverse("account_fresh"), 0)
    assert client.session[f"kept:{page('privacy')}"] == "reviewed_by=Mia+Baas%2C+lawyer&reviewed_on=2026-03-02"


def test_nobody_else_notes_a_review():
    member = MemberFactory()

    with pytest.raises(PermissionDenied):
        Review.note("privacy", 1, by=member, reviewed_by="Mia", reviewed_on=dt.date(2026, 3, 2))

    assert Client().get(page("privacy")).status_code == 302
    assert fresh(member).get(page("privacy")).status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_can_be_read_where_its_review_is_noted(kind):
    html = fresh(maya()).get(page(kind)).content.decode()

    first = {"agreement": "Professional secrecy", "privacy": "Who is responsible?", "commitment": "Within 12 months"}
    assert (first[kind] in html, "{{" in html) == (True, False)
    assert CommitmentText.latest_version().points("en")[0].startswith("Within 12 months")
