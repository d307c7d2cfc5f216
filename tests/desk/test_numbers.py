"""The rules with numbers are Maya's: whole, within bounds, in their order, kept with who and when."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from exchange.desk.numbers import NumbersForm
from exchange.members.models import RuleChange
from exchange.programmes.models import Programme
from tests.factories import MemberFactory
from tests.walks.entering import signed_in as fresh

from .morning import maya, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/desk/numbers/"


def numbers(**changed):
    """What the page sends, as it stands, with these numbers."""
    programme = Programme.current()
    values = {name: getattr(programme, name) for name in NumbersForm(programme=programme).fields} | changed
    return {name: value for name, value in values.items() if value is not False}


def test_every_rule_of_the_programme_stands_on_the_page_and_holds_as_it_is():
    form = NumbersForm(numbers(), programme=Programme.current())

    columns = {field.name for field in Programme._meta.concrete_fields} - {"id", "code", "name", "is_current"}
    assert (set(form.fields), form.errors) == (columns, {})


def test_a_number_that_maya_changes_holds_and_is_kept_with_who_and_when():
    els = maya()

    page = fresh(els).post(PAGE, numbers(notice_days=14, same_sector_counts="on"), follow=True).content.decode()

    programme = Programme.current()
    rows = set(RuleChange.objects.values_list("name", "before", "after", "by"))
    assert (programme.notice_days, programme.same_sector_counts) == (14, True)
    assert rows == {("notice_days", 10, 14, els.pk), ("same_sector_counts", 0, 1, els.pk)}
    assert ("from 10 to 14" in page, "from no to yes" in page) == (True, True)


@pytest.mark.parametrize(
    "name, value, sentence",
    [
        ("notice_days", 91, "Ensure this value is less than or equal to 90."),
        ("notice_days", "2.5", "Enter a whole number."),
        ("open_requests", "", "Fill in “A worker has open at the same time at most”."),
        ("consent_first_reminder_days", 10, "This comes after"),
        ("sign_last_reminder_working_days", 3, "This comes after"),
    ],
)
def test_a_number_out_of_its_bounds_or_order_is_refused_and_kept_in_the_box(name, value, sentence):
    page = fresh(maya()).post(PAGE, numbers(**{name: value})).content.decode()

    assert (sentence in page, RuleChange.objects.count()) == (True, 0)
    assert getattr(Programme.current(), name) == Programme._meta.get_field(name).default


def test_saving_what_stands_there_writes_nothing():
    fresh(maya()).post(PAGE, numbers())

    assert RuleChange.objects.count() == 0


def test_the_numbers_are_for_maya_with_a_fresh_sign_in(client):
    signed_in(client)

    assert client.post(PAGE, numbers(notice_days=14)).url.split("?")[0] == reverse("account_fresh")
    assert fresh(MemberFactory()).get(PAGE).status_code == 404
    with pytest.raises(PermissionDenied):
        RuleChange.decide(Programme.current(), {"notice_days": 14}, by=MemberFactory())
    assert Programme.current().notice_days == 10
