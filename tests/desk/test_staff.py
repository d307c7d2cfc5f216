"""Maya's staff: one of them adds another, who is asked for a second step; nobody takes the own place away."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exchange.members.models import Member
from exchange.notifications.models import OutboxMail
from tests.factories import MemberFactory
from tests.members.test_people import signed_in as enter
from tests.questionnaires.asked import maya

pytestmark = pytest.mark.django_db
PAGE = reverse("desk:staff")
HUGO = {"email": "Hugo@Example.org", "first_name": "Hugo", "last_name": "Chrysalide", "language": "fr"}


def told():
    return sorted(OutboxMail.objects.filter(name="members/staff").values_list("to", flat=True))


def test_a_colleague_joins_and_everybody_is_told():
    els = maya()

    enter(els).post(PAGE, HUGO)

    hugo = Member.objects.known("hugo@example.org")
    assert (hugo.is_coordinator, hugo.name, told()) == (True, "Hugo Chrysalide", [els.email, hugo.email])


def test_who_has_an_account_keeps_name_and_language():
    els, lena = maya(), MemberFactory(first_name="Lena", email="hugo@example.org", language="nl")

    enter(els).post(PAGE, HUGO)

    lena.refresh_from_db()
    assert (lena.is_coordinator, lena.first_name, lena.language) == (True, "Lena", "nl")


def test_who_is_added_sees_nothing_before_a_second_step():
    hugo = Member.join_staff(by=maya(), **HUGO)

    assert enter(hugo).get(reverse("desk:home")).url == reverse("mfa_index")


def test_without_a_first_name_nobody_is_added():
    page = enter(maya()).post(PAGE, {**HUGO, "first_name": ""})

    assert "Please write the first name." in page.content.decode()
    assert Member.staff().count() == 1


def test_the_detour_by_a_fresh_sign_in_keeps_what_was_typed_and_adds_nobody():
    client, hugo = Client(), MemberFactory(is_coordinator=True, email="hans@example.org")
    client.force_login(els := maya())
    remove = reverse("desk:staff_leave", args=[hugo.pk])
    assert [client.post(PAGE, HUGO).status_code, client.post(remove).status_code] == [302, 302]

    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": timezone.now().timestamp()}]
    session["account_authentication_methods_user"] = str(els.pk)
    session.save()
    assert (client.get(remove).url, client.get(PAGE).context["form"]["email"].value()) == (PAGE, HUGO["email"])
    assert set(Member.staff()) == {els, hugo}


def test_who_leaves_has_no_desk_any_more_and_everybody_is_told():
    els, hugo = maya(), MemberFactory(is_coordinator=True, email="hugo@example.org")

    enter(els).post(reverse("desk:staff_leave", args=[hugo.pk]))

    assert [member.pk for member in Member.staff()] == [els.pk]
    assert told() == [els.email, hugo.email]


def test_nobody_takes_the_own_place_away_nor_does_a_member():
    els, lena = maya(), MemberFactory()

    for by in (els, lena):
        with pytest.raises(PermissionDenied):
            els.leave_staff(by=by)
    with pytest.raises(PermissionDenied):
        Member.join_staff(by=lena, **HUGO)
    assert list(Member.staff()) == [els]


def test_of_two_who_put_each_other_out_one_stays():
    els, hugo = maya(), MemberFactory(is_coordinator=True, email="hugo@example.org")
    hugo.leave_staff(by=els)

    with pytest.raises(PermissionDenied):
        els.leave_staff(by=hugo)  # his page was read before she put him out
    assert list(Member.staff()) == [els]


@pytest.mark.parametrize("more, said", [(0, True), (1, False)])
def test_who_is_alone_is_asked_to_add_a_second(more, said):
    els = maya()
    MemberFactory.create_batch(more, is_coordinator=True)

    page = enter(els).get(reverse("desk:home")).content.decode()

    assert ("You are the only one of Maya’s staff" in page) is said
