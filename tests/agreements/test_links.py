"""Signing without an account: personal link, code by mail, the link mailed again."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from agreements import tasks
from agreements.models import Agreement, Document, SigningCode
from agreements.models.signing import CODE_SECONDS, TRIES
from exchange.notifications.models import Link, OutboxMail
from exchange.placements.states import Party

from .signing import a_confirmed_placement, sign

pytestmark = pytest.mark.django_db
GUEST = {"name": "Marie Peeters", "function": "directrice", "mail": "direction@example.org"}


@pytest.fixture
def placement():
    placement = a_confirmed_placement()
    Agreement.of(placement).name_signer(by=placement.host_lead, **GUEST)
    placement.agreement.refresh_from_db()
    return placement


def link_in(mail):
    return re.search(r"/sign/[\w-]+/(copy\.pdf)?", mail.text).group()


@pytest.fixture
def link(placement):
    return link_in(OutboxMail.objects.get(name="agreements/sign"))


def code_for(client, link):
    client.post(link, {"send": "1"})
    return re.search(r"\d{6}", OutboxMail.objects.filter(name="agreements/code").latest("pk").text).group()


def send(client, link, code, values=()):
    read = re.search(r'name="read" value="([0-9a-f]{64})"', client.get(link).content.decode()).group(1)
    return client.post(link, {"name": "Marie Peeters", "accept": "on", "code": code, "read": read} | dict(values))


def test_opening_the_link_shows_the_agreement_and_signs_nothing(client, link, placement):
    text = client.get(link).content.decode()

    assert "Marie Peeters" in text
    assert placement.agreement.signatures.count() == 0


def test_name_tick_and_code_sign_and_the_link_ends(client, link, placement):
    code = code_for(client, link)

    assert send(client, link, code).status_code == 200

    kept = placement.agreement.signatures.get()
    assert (kept.party, kept.name, kept.capacity, kept.by_link) == ("host", "Marie Peeters", "directrice", True)
    assert kept.mail == "direction@example.org"
    assert client.get(link).status_code == 410


@pytest.mark.parametrize("values", [{"code": "000000"}, {"name": "Karim Aziz"}, {"accept": ""}])
def test_a_wrong_code_another_name_or_no_tick_signs_nothing(client, link, placement, values):
    code = code_for(client, link)
    wrong = {"code": f"{(int(code) + 1) % 10**6:06d}"} if "code" in values else values

    send(client, link, code, wrong)

    assert placement.agreement.signatures.count() == 0


def test_after_five_tries_or_a_quarter_of_an_hour_the_code_is_worth_nothing(placement, link):
    row = Link.objects.get(purpose="sign")
    code = SigningCode.issue(row)
    for _try in range(TRIES):
        assert not SigningCode.is_right(row, "x")
    assert not SigningCode.is_right(row, code)

    code = SigningCode.issue(row)
    SigningCode.objects.update(created_at=timezone.now() - dt.timedelta(seconds=CODE_SECONDS))
    assert not SigningCode.is_right(row, code)


def test_a_code_is_kept_as_a_hash_and_its_mail_is_urgent_and_secret(client, link):
    code = code_for(client, link)

    mail = OutboxMail.objects.get(name="agreements/code")
    assert (mail.is_urgent, mail.is_secret) == (True, True)
    assert code not in SigningCode.objects.get().code_hash


def test_a_link_ends_when_somebody_else_signs(client, link, placement):
    placement.agreement.name_signer(by=placement.host_lead, member=placement.host_lead)

    assert client.get(link).status_code == 410


def test_who_signed_by_link_opens_the_copy_without_signing_in(client, link, placement):
    send(client, link, code_for(client, link))
    placement.refresh_from_db()
    sign(placement, Party.WORKER)
    tasks.make_missing()

    copy = link_in(OutboxMail.objects.get(name="agreements/signed", to="direction@example.org"))

    assert client.get(copy).content == bytes(Document.objects.get().content)
