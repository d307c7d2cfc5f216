"""Every mail of this app reads well in three languages, in text and HTML."""

import datetime as dt

import pytest
from django.utils.translation import gettext_lazy as _

from exchange.members import mails
from exchange.notifications.outbox import Reader, render
from tests.factories import MemberFactory, OrganisationFactory

NAMES = [f"members/{name}" for name in (*mails.KINDS, "accept")]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "nl", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_mail_has_subject_text_and_html(name, language):
    person = MemberFactory(first_name="Tom", last_name="Proef")
    context = {"organisation": OrganisationFactory(), "by": person, "person": person, "applicant": person}
    context |= {"code": "ABCD-EFGH", "note": "Une raison.", "news": _("Name"), "action_url": "http://x/"}
    context |= {"expires_at": dt.datetime(2027, 3, 9, tzinfo=dt.UTC), "is_own_choice": True}

    subject, text, html = render(name, Reader("a@example.org", language, "Tom"), context)

    assert 5 < len(subject) < 120
    assert "None" not in text and "<" not in text
    assert f'<html lang="{language}">' in html
