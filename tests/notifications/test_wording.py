"""What a mail says can be read before one was sent."""

import pytest

from exchange.notifications.outbox import MAILS, remind
from exchange.notifications.wording import SIGN, wording
from tests.factories import MemberFactory
from tests.notifications.test_views import maya  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


OWN = {"fr": "Mes mots à moi.", "nl": "Mijn eigen woorden.", "en": "My own words."}


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_every_kind_of_mail_can_be_read_before_one_was_sent_with_mayas_own_words(language):
    found = {name: wording(name, language, OWN) for name in MAILS}

    assert [name for name, (_subject, text) in found.items() if text.count(OWN[language]) != 1] == []
    assert [name for name, (subject, text) in found.items() if not subject or " object at " in text] == []


def test_the_page_shows_new_words_of_maya_also_where_an_older_mail_was_sent(maya, greet):  # noqa: F811
    greet()
    maya.post("/desk/mails/tests/greet/", {"is_on": "on", "fr": "Bonne fête à toutes et à tous."})

    page = maya.get("/desk/mails/tests/greet/").content.decode()

    assert (page.count('class="wording"'), page.count("<iframe")) == (3, 1)
    assert "<p>Bonne fête à toutes et à tous.</p>" in page


def test_a_sign_stands_for_names_and_dates():
    subject, text = wording("members/invite", "fr")

    assert subject == f"{SIGN} vous invite\xa0: {SIGN}"
    assert f"Ce lien sert une fois, jusqu’au {SIGN}." in text


def test_the_page_of_a_mail_that_was_never_sent_shows_its_wording(maya):  # noqa: F811
    page = maya.get("/desk/mails/members/invite/").content.decode()

    assert f"<b>{SIGN} vous invite\xa0: {SIGN}</b>" in page
    assert f"<b>{SIGN} nodigt je uit voor {SIGN}</b>" in page


def test_the_page_of_a_line_of_the_reminder_mail_shows_the_last_one(maya):  # noqa: F811
    name = "placements/remind_answer"
    remind(name, key="1", to=MemberFactory(language="nl"), sentence="Antwoord op de vraag van Lena.", url="/")
    page = maya.get(f"/desk/mails/{name}/").content.decode()

    assert "Antwoord op de vraag van Lena." in page
    assert "It is a line of the reminder mail" in page
