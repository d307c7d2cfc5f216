"""What begins without both signatures: who hears of it, and that each who can sign gets there."""

import re

import pytest
from django.utils import timezone

from agreements import tasks
from exchange.notifications.models import OutboxMail
from exchange.placements.states import Party
from tests.factories import MembershipFactory

from .signing import a_confirmed_placement, sign

pytestmark = pytest.mark.django_db

MAYA = "papillon@maya.brussels"
TODAY = re.compile(r"Please sign today|signer aujourd’hui")


def alarmed():
    """Per address, whether it is asked to sign today."""
    tasks.alarm_unsigned()
    return {
        mail.to: bool(TODAY.search(mail.text)) for mail in OutboxMail.objects.filter(name="agreements/unsigned_start")
    }


@pytest.mark.parametrize("state, starts_in", [("confirmed", 1), ("ready", -1), ("cancelled", -1)])
def test_what_has_not_begun_or_does_not_wait_alarms_nobody(state, starts_in):
    a_confirmed_placement(state=state, starts_in=starts_in)

    assert alarmed() == {}


def test_on_hold_nobody_is_alarmed():
    a_confirmed_placement(starts_in=-1, hold_until=timezone.localdate())

    assert alarmed() == {}


def test_both_sides_and_maya_hear_of_it_once():
    placement = a_confirmed_placement(starts_in=-1)

    assert alarmed() == alarmed() == {placement.worker.email: True, placement.host_lead.email: True, MAYA: False}
    assert OutboxMail.objects.filter(name="agreements/unsigned_start").count() == 3


def test_who_has_signed_is_told_for_whom_one_waits():
    placement = a_confirmed_placement(starts_in=-1)
    sign(placement, Party.WORKER)

    assert alarmed() == {placement.worker.email: False, placement.host_lead.email: True, MAYA: False}
    mail = OutboxMail.objects.get(name="agreements/unsigned_start", to=placement.worker.email)
    assert "Nous attendons la signature de : Karim Aziz" in mail.text.replace("\u00a0", " ")


def test_a_named_signatory_is_asked_and_the_contact_is_not():
    placement = a_confirmed_placement(starts_in=-1)
    signatory = MembershipFactory(organisation=placement.host, is_signatory=True).member

    asked = {placement.worker.email: True, signatory.email: True}
    assert alarmed() == {**asked, placement.host_lead.email: False, MAYA: False}


def test_a_signatory_without_account_gets_there_by_a_link(client):
    placement = a_confirmed_placement(starts_in=-1)
    guest = {"name": "Marie Peeters", "function": "directrice", "mail": "direction@example.org"}
    tasks.Agreement.of(placement).name_signer(by=placement.host_lead, **guest)

    assert alarmed()["direction@example.org"]
    mail = OutboxMail.objects.get(name="agreements/unsigned_start", to="direction@example.org")
    assert client.get(re.search(r"https?://[^/]+(/sign/\S+)", mail.text).group(1)).status_code == 200
