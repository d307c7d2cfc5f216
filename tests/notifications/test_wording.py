"""What a mail says can be read before one was sent."""

import pytest

from exchange.notifications.outbox import MAILS, remind
from exchange.notifications.wording import SIGN, wording
from tests.factories import MemberFactory
from tests.notifications.test_views import maya  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_every_mail_has_its_wording_and_what_has_none_is_a_line_of_the_reminder_mail(language):
    found = {name: wording(name, language) for name in MAILS}

    lines = [name for name in MAILS if "/remind" in name and name != "notifications/reminders"]
    assert [name for name, said in found.items() if not said] == lines
    assert [name for name, said in found.items() if said and (not said[0] or " object at " in said[1])] == []


def test_a_sign_stands_for_names_and_dates():
    subject, text = wording("members/invite", "fr")

    assert subject == f"{SIGN} vous invite pour {SIGN}"
    assert f"Ce lien sert une fois, jusqu’au {SIGN}." in text


def test_the_page_of_a_mail_that_was_never_sent_shows_its_wording(maya):  # noqa: F811
    page = maya.get("/desk/mails/members/invite/").content.decode()

    assert f"<b>{SIGN} vous invite pour {SIGN}</b>" in page
    assert f"<b>{SIGN} nodigt je uit voor {SIGN}</b>" in page


def test_the_page_of_a_line_of_the_reminder_mail_shows_the_last_one(maya):  # noqa: F811
    name = "placements/remind_answer"
    remind(name, key="1", to=MemberFactory(language="nl"), sentence="Antwoord op de vraag van Lena.", url="/")
    page = maya.get(f"/desk/mails/{name}/").content.decode()

    assert "Antwoord op de vraag van Lena." in page
    assert "This is a line of the reminder mail" in page
