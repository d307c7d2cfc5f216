"""An immersion that is over, with what its people answered, for the tests of questions."""

import re
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError

from exchange.notifications.models import OutboxMail
from exchange.questionnaires import tasks
from exchange.questionnaires.models import Sheet
from tests.factories import MemberFactory
from tests.placements.going import a_placement

PREPARED = {
    "worker": "A1 A2 A3 A4 A5 A6 A7",
    "host": "B1 B2 B3 B4 B5 B6 B7",
    "sender": "C1 C2 C3 C4",
}


def prepared(**columns):
    """A placement of which every side wrote its outline, two questions before included."""
    placement = a_placement("confirmed", **columns)
    for party, codes in PREPARED.items():
        write(Sheet.for_(placement, "preparation", party), {code: f"said {code}" for code in codes.split()})
    write(Sheet.for_(placement, "before", "worker"), {"W07": 2, "W08": 4})
    return placement


def over(state="completed", days_ago=1, **columns):
    """A placement of two days, the last of them so many days ago; worker and host were asked how it was."""
    placement = a_placement(state, starts_in=-days_ago - 1, **columns)
    tasks.ask_feedback()
    return placement


def write(sheet, values):
    for code, value in values.items():
        sheet.answer(sheet.question(code), value)
    return sheet


def refused(sheet, code, value):
    """The sentence with which this answer is refused; an empty text where it is kept."""
    try:
        sheet.answer(sheet.question(code), value)
    except ValidationError as error:
        return error.messages[0]
    return ""


def link_for(member, name="questionnaires/send"):
    """The path of the personal link in the last mail of this name to this person."""
    mail = OutboxMail.objects.filter(to=member.email, name=name).latest("pk")
    return urlsplit(re.search(r"https?://\S+/feedback/\S+", mail.text).group()).path


def maya():
    """One of Maya's staff, whose second step is set up."""
    els = MemberFactory(is_coordinator=True, email="els@example.org")
    Authenticator.objects.create(user=els, type=Authenticator.Type.TOTP, data={})
    return els
