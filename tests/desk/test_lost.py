"""I lost my link: what waits for an address is mailed again, and the page tells nobody who is known."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement
from exchange.desk.tasks import mail_lost_links
from exchange.members.models import Invitation
from exchange.notifications.models import OutboxMail
from exchange.placements.mails.asking import consent_token, employer
from exchange.placements.models import Placement
from tests.agreements.signing import a_confirmed_placement
from tests.factories import MemberFactory, OrganisationFactory
from tests.placements.going import a_placement
from tests.questionnaires.asked import maya, over

from .morning import mails

pytestmark = pytest.mark.django_db
LOST = "desk/lost_link"


def paths(mail):
    return re.findall(r"https?://[^/]+(/\S+/)", mail.text.partition("\n--")[0])


def opened(client, mail, purpose):
    return [client.get(path).status_code for path in paths(mail) if path.startswith(f"/{purpose}/")]


def asked_employer():
    """A request whose employer, without an account, was sent a link."""
    placement = a_placement("requested", consent_rule="each")
    placement.sender.mail = "direction@example.org"
    placement.sender.save()
    placement.sender.memberships.update(ended_at=timezone.now())
    placement = Placement.objects.get(pk=placement.pk)

    consent_token(placement, employer(placement)[0])
    return placement


def test_the_employer_gets_a_new_link_to_the_request(client):
    asked_employer()

    mail_lost_links("direction@example.org")

    (mail,) = mails(LOST)
    assert mail.to == "direction@example.org"
    assert opened(client, mail, "consent") == [200]


def test_a_signatory_without_account_gets_a_new_link_to_sign(client):
    placement = a_confirmed_placement()
    guest = {"name": "Marie Peeters", "function": "directrice", "mail": "direction@example.org"}
    Agreement.of(placement).name_signer(by=placement.host_lead, **guest)

    mail_lost_links("direction@example.org")

    assert opened(client, mails(LOST)[0], "sign") == [200]


def test_a_worker_gets_the_feedback_and_what_maya_asked_back(client):
    placement = over()
    sheet = placement.sheets.get(questionnaire__party="worker", questionnaire__moment="end")
    sheet.ask_back(by=maya(), text="Which morning?")

    mail_lost_links(placement.worker.email)

    (mail,) = mails(LOST)
    assert mail.subject == "Your links, once more"
    assert opened(client, mail, "feedback") == [200, 200]


def test_a_member_gets_the_page_that_waits():
    placement = a_placement("requested")

    mail_lost_links(placement.host_lead.email)

    assert paths(mails(LOST)[0])[0] == reverse("placements:answer", args=[placement.number])


def test_once_in_24_hours_is_enough():
    placement = a_placement("requested")
    mail_lost_links(placement.host_lead.email)
    mail_lost_links(placement.host_lead.email)
    assert len(mails(LOST)) == 1

    OutboxMail.objects.update(created_at=timezone.now() - dt.timedelta(hours=25))
    mail_lost_links(placement.host_lead.email)

    assert len(mails(LOST)) == 2


def test_an_invitation_is_sent_again():
    reference = MemberFactory(reference=OrganisationFactory())
    Invitation.invite(reference.leads().get(), by=reference, email="new@example.org", language="nl")
    Invitation.objects.update(sent_at=timezone.now() - dt.timedelta(hours=25))

    mail_lost_links("new@example.org")

    assert len(mails("members/invite")) == 2


@pytest.mark.parametrize("state", ["refused", "ready"])
def test_who_has_nothing_to_do_gets_nothing(state):
    placement = a_placement(state)

    for address in (placement.host_lead.email, "nobody@example.org"):
        mail_lost_links(address)

    assert mails(LOST) == []


def test_the_page_is_the_same_and_does_the_same_whoever_asks(client):
    known, seen = a_placement("requested").host_lead.email, []
    for address in (known, "nobody@example.org"):
        page = client.post(reverse("lost_link"), {"mail": address}).content.decode()
        seen.append(re.sub(r'value="\w{64}"', "", page).replace(address, "…"))

    assert seen[0] == seen[1]
    assert mails(LOST) == []  # the worker looks, so that the page takes as long for both


def test_an_address_that_is_none_is_refused_with_a_sentence(client):
    page = client.post(reverse("lost_link"), {"mail": "not an address"}).content.decode()

    assert "Enter a valid email address." in page
    assert 'value="not an address"' in page
