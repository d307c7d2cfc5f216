"""Signing in by code, no enumeration, the fresh sign-in, Maya's second step, and an operator's commands."""

import re
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django import forms
from django.core.management import CommandError, call_command
from django.template.loader import render_to_string
from django.urls import reverse

from exchange.members import fresh
from exchange.members.models import Member
from exchange.notifications.models import OutboxMail
from tests.factories import MemberFactory, OrganisationFactory
from tests.members.test_people import signed_in
from tests.walks.person import app_code

pytestmark = pytest.mark.django_db


def code_in(mail):
    return re.search(r"\b([A-Z0-9]{3,}-[A-Z0-9]{3,})\b", mail.subject).group(1)


def ask_code(client, email):
    return client.post(reverse("account_login"), {"email": email}, follow=True)


def test_a_code_by_mail_signs_in_whatever_the_case_of_the_address(client):
    member = MemberFactory(email="lena@example.org")
    ask_code(client, "Lena@Example.ORG")
    client.post(reverse("account_confirm_login_code"), {"code": code_in(OutboxMail.objects.get()), "action": "verify"})

    assert client.session["_auth_user_id"] == str(member.pk)


def test_the_code_is_urgent_and_secret_and_in_the_members_language(client):
    MemberFactory(email="lena@example.org", language="nl")
    ask_code(client, "lena@example.org")

    mail = OutboxMail.objects.get()
    assert (mail.name, mail.is_urgent, mail.is_secret, mail.language) == ("members/sign_in", True, True, "nl")


def test_an_unknown_address_gets_the_same_page_and_a_mail_too(client, django_user_model):
    MemberFactory(email="lena@example.org")
    known = ask_code(client, "lena@example.org")
    client.cookies.clear()
    unknown = ask_code(client, "nobody@example.org")

    mask = re.compile(r"lena|nobody|value=\"[^\"]{64}\"")
    assert mask.sub("", known.content.decode()) == mask.sub("", unknown.content.decode())
    assert list(OutboxMail.objects.order_by("pk").values_list("name", flat=True)) == [
        "members/sign_in",
        "members/sign_in_unknown",
    ]


def test_a_wrong_code_signs_nobody_in_and_three_end_the_try(client):
    MemberFactory(email="lena@example.org")
    ask_code(client, "lena@example.org")
    answers = [client.post(reverse("account_confirm_login_code"), {"code": "WRNG-CODE"}) for _try in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 302]
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up_alone(client):
    assert client.get(reverse("account_signup")).url == reverse("members:apply")
    assert client.post(reverse("account_signup"), {"email": "a@example.org"}).status_code == 302
    assert Member.objects.count() == 0


@pytest.mark.parametrize("age, is_fresh", [(0, True), (299, True), (301, False)])
def test_a_sign_in_is_fresh_for_three_hundred_seconds(rf, age, is_fresh):
    request = rf.get("/")
    request.user = MemberFactory()
    request.session = {
        "account_authentication_methods": [{"method": "code", "at": time.time() - age}],
        "account_authentication_methods_user": str(request.user.pk),
    }

    assert fresh.is_fresh(request) is is_fresh


def test_an_important_step_asks_a_code_by_mail_and_goes_on(client):
    member = MemberFactory()
    client.force_login(member)
    there = reverse("account_email")
    page = client.get(there).url
    client.post(page, {"action": "send", "next": there})
    answer = client.post(page, {"code": code_in(OutboxMail.objects.get()).lower(), "next": there})

    assert answer.url == there
    assert client.get(there).status_code == 200


def test_the_fresh_code_ends_after_five_wrong_tries(client):
    client.force_login(MemberFactory())
    page = reverse("account_fresh")
    client.post(page, {"action": "send"})
    for _try in range(5):
        client.post(page, {"code": "WRNG-CODE"})

    assert client.post(page, {"code": code_in(OutboxMail.objects.get())}).status_code == 200


def test_the_fresh_page_sends_nobody_to_another_site(client):
    client = signed_in(MemberFactory())

    assert client.get(reverse("account_fresh") + "?next=https://evil.example/").url == reverse("home")


def test_mayas_staff_is_led_to_a_second_step_before_anything_else():
    maya = MemberFactory(is_coordinator=True)
    client = signed_in(maya)
    assert client.get(reverse("members:profile")).url == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200

    Authenticator.objects.create(user=maya, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert client.get(reverse("members:profile")).status_code == 200


def test_sign_in_asks_the_second_step_where_one_is_set_up(client):
    maya = MemberFactory(email="els@example.org", is_coordinator=True)
    Authenticator.objects.create(user=maya, type=Authenticator.Type.TOTP, data={"secret": "x"})
    ask_code(client, "els@example.org")
    answer = client.post(reverse("account_confirm_login_code"), {"code": code_in(OutboxMail.objects.get())})

    assert answer.url == reverse("mfa_authenticate")
    assert client.get(answer.url).status_code == 200
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("seconds, is_in", [(0, True), (59, True), (60, False)])
def test_a_code_of_the_app_is_taken_for_half_a_minute_more(client, seconds, is_in):
    maya, secret = MemberFactory(email="els@example.org", is_coordinator=True), generate_totp_secret()
    TOTP.activate(maya, secret)
    with time_machine.travel("2026-12-01T10:00:00Z", tick=False) as clock:
        ask_code(client, "els@example.org")
        client.post(reverse("account_confirm_login_code"), {"code": code_in(OutboxMail.objects.get())})
        code = app_code(secret)
        clock.shift(seconds)
        client.post(reverse("mfa_authenticate"), {"code": code})

    assert ("_auth_user_id" in client.session) == is_in


def test_an_app_is_set_up_with_its_picture_and_recovery_codes(django_capture_on_commit_callbacks):
    maya = MemberFactory(is_coordinator=True)
    client = signed_in(maya)
    page = client.get(reverse("mfa_activate_totp"))
    picture = client.get(reverse("account_qr"))
    assert (picture["Content-Type"], picture.content[:4]) == ("image/svg+xml", b"<?xm")

    code = app_code(page.context["form"].secret)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": code})
    assert fresh.has_second_step(maya)
    assert client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"] != []
    assert OutboxMail.objects.filter(name="members/security").count() == 1


def test_changing_the_address_takes_a_code_at_the_new_one_and_tells_the_old_one():
    member = MemberFactory(email="old@example.org")
    client = signed_in(member)
    client.post(reverse("account_email"), {"email": "new@example.org", "action_add": ""})
    code = code_in(OutboxMail.objects.get(to="new@example.org"))
    client.post(reverse("account_email_verification_sent"), {"code": code, "action": "verify"})

    member.refresh_from_db()
    assert member.email == "new@example.org"
    assert OutboxMail.objects.get(name="members/security").to == "old@example.org"


def test_a_signed_in_page_is_kept_by_no_browser():
    client = signed_in(MemberFactory())

    assert client.get(reverse("members:profile"))["Cache-Control"] == "private, no-store"


def test_a_member_reads_in_the_own_language_whatever_the_browser(client):
    client.force_login(MemberFactory(language="nl"))

    answer = client.get(reverse("members:profile"), headers={"accept-language": "fr"})
    assert '<html lang="nl">' in answer.content.decode()


def test_letin_removes_the_second_step_and_tells_the_owner():
    maya = MemberFactory(email="els@example.org", is_coordinator=True)
    Authenticator.objects.create(user=maya, type=Authenticator.Type.TOTP, data={"secret": "x"})
    call_command("letin", "Els@example.org", "--yes")

    assert not fresh.has_second_step(maya)
    assert OutboxMail.objects.get().to == "els@example.org"


def test_letin_says_when_it_knows_nobody():
    with pytest.raises(CommandError, match="Nobody has the address"):
        call_command("letin", "nobody@example.org", "--yes")


def test_coordinator_makes_a_known_or_new_person_one_of_mayas_staff():
    known = MemberFactory(of=OrganisationFactory())
    call_command("coordinator", known.email)
    call_command("coordinator", "els@example.org", first_name="Els")

    assert Member.objects.filter(is_coordinator=True).count() == 2


def test_what_is_wrong_is_tied_to_the_box_it_is_about(client):
    MemberFactory(email="lena@example.org")
    address = client.post(reverse("account_login"), {"email": "no address"}).content.decode()
    ask_code(client, "lena@example.org")
    code = client.post(reverse("account_confirm_login_code"), {"code": "WRNG-CODE"}).content.decode()

    for name, page in (("email", address), ("code", code)):
        (box,) = re.findall(f'<input [^>]*name="{name}"[^>]*>', page)
        described = re.search(r'aria-describedby="(.*?)"', box)[1].split()
        assert f"id_{name}_error" in described
        assert all(page.count(f'id="{part}"') == 1 for part in described)


def test_a_new_address_and_the_name_of_a_passkey_name_what_is_wrong():
    answer = signed_in(MemberFactory()).post(reverse("account_email"), {"email": "no address", "action_add": ""})
    form = type("Named", (forms.Form,), {"name": forms.CharField()})({})
    name = render_to_string("mfa/webauthn/name_box.html", {"form": form})

    for described, page in (("id_email", answer.content.decode()), ("id_name", name)):
        assert f'aria-describedby="{described}_helptext {described}_error"' in page
        assert f'id="{described}_error"' in page
