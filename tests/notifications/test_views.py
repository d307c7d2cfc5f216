import re

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exchange.notifications.models import MailSetting, OutboxMail
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db
LIST, DETAIL = "/desk/mails/", "/desk/mails/tests/greet/"


@pytest.fixture
def maya(client):
    member = MemberFactory(is_coordinator=True)
    Authenticator.objects.create(user=member, type=Authenticator.Type.TOTP, data={})
    client.force_login(member)
    return client


@pytest.fixture
def failed(greet):
    mail = greet()
    OutboxMail.objects.filter(pk=mail.pk).update(state="failed", error="550 unknown", tries=7)
    return mail


def test_the_list_names_every_mail_and_what_became_of_them(maya, failed):
    page = maya.get(LIST)

    assert (page.context["failed"], page.context["maybe_lost"], page.context["maybe_twice"]) == (1, 0, 0)
    assert "tests/greet" in [entry["kind"].name for _key, _label, rows in page.context["moments"] for entry in rows]
    assert b"lena@example.org" in page.content
    assert b"550 unknown" in page.content


def test_a_page_of_a_mail_shows_its_newest_letter_in_each_language(maya, greet):
    greet(key="1")
    newest = greet(key="2")

    page = maya.get(DETAIL).content.decode()

    assert re.findall(r"/desk/mails/\d+/letter/", page) == [f"/desk/mails/{newest.pk}/letter/"]
    assert page.count('class="wording"') == 2  # the other languages, in which none was sent


def test_maya_switches_a_mail_off_and_adds_her_words(maya, greet):
    answer = maya.post(DETAIL, {"fr": " Bonne fête ", "nl": "", "en": ""})

    setting = MailSetting.of("tests/greet")
    assert answer.url == DETAIL
    assert (setting.is_on, setting.paragraph) == (False, {"fr": "Bonne fête"})


@pytest.mark.parametrize("name, is_on", [("urge", False), ("key", True)])
def test_only_a_mail_that_opens_a_door_can_not_be_switched_off(maya, greet, name, is_on):
    maya.post(f"/desk/mails/tests/{name}/", {"fr": "Bonjour"})

    assert MailSetting.of(f"tests/{name}").is_on is is_on


def test_too_long_a_paragraph_is_refused_and_kept_in_the_form(maya, greet):
    page = maya.post(DETAIL, {"is_on": "on", "fr": "a" * 1001})

    assert page.status_code == 200
    assert b"a" * 1001 in page.content
    assert MailSetting.objects.count() == 0


def test_a_letter_is_shown_as_its_reader_sees_it_and_can_load_nothing(maya, greet):
    page = maya.get(f"/desk/mails/{greet().pk}/letter/")

    assert b'<p style="color: #1D2433;">Non Lena </p>' in page.content
    assert page["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    assert page["X-Frame-Options"] == "SAMEORIGIN"


def test_a_failed_mail_is_sent_again_by_one_click(maya, failed):
    answers = [maya.post(f"/desk/mails/{failed.pk}/again/", follow=True) for _ in range(2)]

    said = [str(message) for answer in answers for message in answer.context["messages"]]
    assert said == ["It leaves again within a minute.", "This mail is already on its way."]
    assert OutboxMail.objects.due().get() == failed


@pytest.mark.parametrize("address", [LIST, DETAIL, "/desk/mails/{pk}/letter/", "/desk/mails/{pk}/again/"])
def test_for_others_than_maya_these_pages_do_not_exist(client, failed, address):
    client.force_login(MemberFactory())

    assert client.get(address.format(pk=failed.pk)).status_code == 404
    assert client.post(address.format(pk=failed.pk)).status_code == 404
    assert OutboxMail.objects.failed().count() == 1


def test_an_unknown_mail_has_no_page(maya):
    assert maya.get("/desk/mails/tests/nothing/").status_code == 404


def test_the_list_costs_the_same_for_one_and_many(maya, greet):
    def cost(count):
        for number in range(count):
            greet(key=f"{count}:{number}")
        OutboxMail.objects.update(state="failed")
        with CaptureQueriesContext(connection) as queries:
            maya.get(LIST)
        return len(queries)

    assert cost(1) == cost(20)
