"""What an organisation says of itself: enterprise number, consent, places."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from exchange.members.checks import check_enterprise_number, tidy_enterprise_number
from exchange.members.models import Organisation
from tests.factories import MemberFactory, OrganisationFactory, term
from tests.members.test_people import signed_in


@pytest.mark.parametrize(
    "typed", ["0202239951", "0202.239.951", "BE 0202.239.951", "be0202239951", "202.239.951", "BE202239951"]
)
def test_an_enterprise_number_is_kept_as_ten_digits(typed):
    assert tidy_enterprise_number(typed) == "0202239951"
    check_enterprise_number(tidy_enterprise_number(typed))


@pytest.mark.parametrize("typed", ["0202239952", "0202.239.95", "9202239951", "abc", "00000000097x"])
def test_a_wrong_check_digit_or_length_is_refused(typed):
    with pytest.raises(ValidationError):
        check_enterprise_number(tidy_enterprise_number(typed))


def values(**changes):
    texts = {
        "name_fr": "Maison",
        "name_nl": "Huis",
        "whom_we_receive_fr": "Des adultes.",
        "how_to_refer_fr": "Appelez.",
    }
    rest = {"street": "Rue 1", "place": "1050", "language_role": "BI", "whom_to_call_fr": "02 000 00 01"}
    return texts | rest | {"setting": term("setting", "AMB").pk, "body": term("body", "COCOF").pk} | changes


@pytest.mark.django_db
def test_an_organisation_writes_its_page():
    organisation = OrganisationFactory()
    client = signed_in(MemberFactory(reference=organisation))
    page = reverse("members:organisation_edit", args=[organisation.pk])
    more = {"waiting_time_nl": "Twee maanden", "directory": "social.brussels/organisation/1"}
    answer = client.post(page, values(website="maison.example.org", enterprise_number="BE 0202.239.951", **more))

    assert answer.status_code == 302
    organisation.refresh_from_db()
    assert (organisation.place_text, organisation.enterprise_number_text) == ("1050 Ixelles", "0202.239.951")
    assert (organisation.website, organisation.directory, organisation.waiting_time) == (
        "https://maison.example.org", "https://social.brussels/organisation/1", {"nl": "Twee maanden"},
    )  # fmt: skip
    assert organisation.has_needed_for_publishing() == []


@pytest.mark.django_db
def test_a_national_register_number_is_refused_and_what_was_typed_stays():
    organisation = OrganisationFactory()
    client = signed_in(MemberFactory(reference=organisation))
    page = reverse("members:organisation_edit", args=[organisation.pk])
    answer = client.post(page, values(how_to_refer_fr="Pour 85.07.30-033.28"))

    assert list(answer.context["form"].errors) == ["how_to_refer"]
    assert b"85.07.30-033.28" in answer.content


@pytest.mark.django_db
def test_a_general_consent_says_who_and_when():
    organisation = OrganisationFactory()
    client = signed_in(MemberFactory(reference=organisation))
    page = reverse("members:consent", args=[organisation.pk])
    answer = client.post(page, {"consent": "general"})
    assert sorted(answer.context["form"].errors) == ["consent_given_by", "consent_given_on"]

    client.post(page, {"consent": "general", "consent_given_by": "La direction", "consent_given_on": "2026-01-05"})
    assert Organisation.objects.get().consent == "general"


@pytest.mark.parametrize(
    "until, day, holds", [(None, 1, True), (dt.date(2027, 3, 1), 1, True), (dt.date(2027, 3, 1), 2, False)]
)
def test_a_general_consent_covers_first_days_until_it_ends(until, day, holds):
    organisation = Organisation(consent="general", consent_until=until)

    assert organisation.general_consent_holds(dt.date(2027, 3, day)) is holds
