"""The public check: genuine, revoked, unknown; a name is compared, never shown."""

import pytest
from django.urls import reverse

from agreements import tasks
from agreements.models import Document

from .signing import a_certificate

pytestmark = pytest.mark.django_db


def check(client, code, **name):
    url = reverse("agreements:check_code", args=[code])
    return client.post(url, name) if name else client.get(url)


@pytest.fixture
def certificate():
    return a_certificate()


def test_a_genuine_certificate_tells_number_dates_hours_and_host(client, certificate):
    text = check(client, certificate.shown_code).content.decode()

    wanted = [
        "This certificate is genuine",
        certificate.number,
        certificate.shown_code,
        "15 hours 30 minutes",
        "Les Tilleuls",
    ]
    assert [words for words in wanted if words not in text] == []


@pytest.mark.parametrize(
    "shape", [str.lower, str.upper, lambda code: code.replace("-", ""), lambda code: code.replace("1", "l")]
)
def test_the_code_may_be_typed_in_any_shape(client, certificate, shape):
    assert "genuine" in check(client, shape(certificate.shown_code)).content.decode()


@pytest.mark.parametrize("typed", ["Lena Dubois", "lena dubois", "DUBOIS  Léna"])
def test_the_right_name_is_confirmed_and_never_shown(client, certificate, typed):
    text = check(client, certificate.code, name=typed).content.decode()

    assert "Yes, this is the name" in text
    assert "Dubois" not in text.replace(f'value="{typed}"', "")


def test_no_page_shows_a_name_that_was_not_typed(client, certificate):
    pages = [check(client, certificate.code), check(client, certificate.code, name="Tom Maes")]
    certificate.revoke(by=certificate.placement.host_lead, reason="Lena avait raison.")
    pages += [check(client, certificate.code), check(client, certificate.code, name="Tom Maes")]

    for page in pages:
        text = page.content.decode()
        assert [name for name in ("Lena", "Dubois", "Karim", "Aziz", "raison") if name in text] == []
    assert "No, another name" in pages[1].content.decode()


def test_a_revoked_certificate_says_so_without_the_reason(client, certificate):
    certificate.revoke(by=certificate.placement.host_lead, reason="Une heure était fausse.")

    text = check(client, certificate.code).content.decode()

    assert ("was revoked" in text, "genuine" in text, "fausse" in text) == (True, False, False)


@pytest.mark.parametrize("code", ["ABCD-ABCD-ABCD", "x", "7K4M-9QXT"])
def test_an_unknown_code_is_told_kindly(client, code):
    answer = check(client, code)

    assert (answer.status_code, "We do not know this code" in answer.content.decode()) == (404, True)


def test_a_paper_that_was_tampered_with_is_not_called_genuine(client, certificate, monkeypatch):
    tasks.make_certificate(certificate.pk)
    monkeypatch.setattr(Document, "is_intact", lambda document: False)

    assert "genuine" not in check(client, certificate.code).content.decode()


def test_typing_a_code_leads_to_its_page(client, certificate):
    answer = client.get(reverse("agreements:check"), {"code": certificate.code.lower()})

    assert answer.url == reverse("agreements:check_code", args=[certificate.shown_code])
    assert "twelve signs" in client.get(reverse("agreements:check"), {"code": "7K4M"}).content.decode()


def test_many_names_in_a_row_are_asked_to_wait(client, certificate):
    answers = [check(client, certificate.code, name="Tom Maes").content.decode() for _try in range(21)]

    assert ["Several names were tried" in answer for answer in answers] == [False] * 20 + [True]


def test_many_codes_in_a_row_are_asked_to_wait(client, certificate):
    seen = [check(client, certificate.code).status_code for _try in range(61)]

    assert seen == [200] * 60 + [429]
