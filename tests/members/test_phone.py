"""Phone numbers as people write them are taken; what nobody can call is refused with a sentence."""

import pytest
from django.core.exceptions import ValidationError

from exchange.members.checks import check_phone
from exchange.members.forms.organisation import OrganisationForm
from exchange.members.forms.people import ProfileForm
from exchange.placements.forms.going import HelpForm
from tests.factories import MemberFactory, OrganisationFactory

SENTENCE = "This is not a phone number. Write it like 02 123 45 67 or +32 2 123 45 67."


@pytest.mark.parametrize("text", [
    "02 123 45 67", "021234567", "+32 2 123 45 67", "+32 (0)2 123 45 67", "0032 475 12 34 56", "0475/12.34.56",
    "02-123-45-67", " 02 123 45 67 ", "02 123 45 67 ext. 12", "02 123 45 67 poste 3", "02 123 45 67 tst. 4",
    "02 123 45 67 #5", "107", "1712",
])  # fmt: skip
def test_numbers_as_people_write_them_are_taken(text):
    assert check_phone(text) is None


@pytest.mark.parametrize("text", [
    "abc", "02", "12", "2712", "02 12 3", "02 123 45 67 Anna", "+", "02 123 45 67 of 02 123 45 68", "1" * 16,
])  # fmt: skip
def test_what_nobody_can_call_is_refused(text):
    with pytest.raises(ValidationError, match="This is not a phone number"):
        check_phone(text)


@pytest.mark.django_db
def test_every_form_that_asks_for_a_number_refuses_words():
    forms = [
        ProfileForm({"phone": "abc"}, instance=MemberFactory()),
        OrganisationForm({"phone": "abc"}, instance=OrganisationFactory()),
        HelpForm({"phone": "abc"}, placement=None),
    ]

    assert [form.errors["phone"] for form in forms] == [[SENTENCE]] * 3
