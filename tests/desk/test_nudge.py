"""Maya reminds by hand: who is written to, by which way they get there, and not more than once in 24 hours."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement
from exchange.notifications.models import Link, OutboxMail
from exchange.placements.states import Party
from tests.agreements.signing import a_confirmed_placement, out_of_reach, sign
from tests.factories import MemberFactory, MembershipFactory
from tests.placements.going import a_placement
from tests.questionnaires.asked import over

from .morning import mails, signed_in

pytestmark = pytest.mark.django_db


def remind(client, placement, task):
    answer = client.post(reverse("desk:remind", args=[placement.number, task]), follow=True)
    return [str(message) for message in answer.context["messages"]]


def address_in(mail):
    return re.search(r"https?://[^/]+(/\S+)", mail.text).group(1)


def test_the_one_who_must_answer_is_mailed_and_told_what_is_asked(client):
    signed_in(client)
    placement = a_placement("requested")
    MembershipFactory(organisation=placement.host, is_deputy=True)

    assert remind(client, placement, "answer") == [f"A mail goes to {placement.host_lead.first_name}."]

    (mail,) = mails()
    assert (mail.to, mail.about) == (placement.host_lead.email, f"placement:{placement.pk}")
    assert f"{placement.worker} asks to come on" in mail.text
    assert reverse("placements:answer", args=[placement.number]) in mail.text


def test_a_person_is_reminded_once_in_24_hours(client):
    signed_in(client)
    placement = a_placement("requested")
    remind(client, placement, "answer")
    OutboxMail.objects.update(created_at=timezone.now() - dt.timedelta(hours=23))

    assert remind(client, placement, "answer") == ["This person was already reminded in the last 24 hours."]
    OutboxMail.objects.update(created_at=timezone.now() - dt.timedelta(hours=24, minutes=1))
    remind(client, placement, "answer")

    assert len(mails()) == 2


def test_the_page_shows_when_they_were_last_written_to_and_hides_the_button(client):
    signed_in(client)
    placement = a_placement("requested")
    page = reverse("desk:placement", args=[placement.number])
    assert "Mail the link again" in client.get(page).content.decode()

    remind(client, placement, "answer")

    shown = client.get(page).content.decode()
    assert "Last written to on" in shown
    assert "Mail the link again" not in shown


def test_an_approver_gets_a_personal_link_that_opens_without_signing_in(client):
    signed_in(client)
    placement = a_placement("requested", consent_rule="each")
    boss = MemberFactory(of=placement.sender, of__is_approver=True)

    remind(client, placement, "consent")
    client.logout()

    (mail,) = mails()
    assert mail.to == boss.email
    assert client.get(address_in(mail)).status_code == 200


def test_a_signatory_without_account_gets_the_link_to_sign(client):
    signed_in(client)
    placement = a_confirmed_placement()
    guest = {"name": "Marie Peeters", "function": "directrice", "mail": "direction@example.org"}
    Agreement.of(placement).name_signer(by=placement.host_lead, **guest)
    OutboxMail.objects.all().delete()

    remind(client, placement, "sign")

    links = {mail.to: address_in(mail) for mail in mails()}
    assert set(links) == {"direction@example.org", placement.worker.email}
    client.logout()
    assert client.get(links["direction@example.org"]).status_code == 200


def test_who_has_signed_is_left_in_peace_and_so_is_who_was_just_asked(client):
    signed_in(client)
    placement = a_confirmed_placement()
    sign(placement, Party.WORKER)

    assert remind(client, placement, "sign") == ["This person was already reminded in the last 24 hours."]
    assert [mail.to for mail in mails("agreements/sign")] == [placement.host_lead.email]


def test_feedback_opens_by_a_new_link(client):
    signed_in(client)
    placement = over()
    before = Link.objects.filter(purpose="feedback").count()

    remind(client, placement, "feedback")
    client.logout()

    assert sorted(mail.to for mail in mails()) == sorted([placement.worker.email, placement.host_lead.email])
    assert Link.objects.filter(purpose="feedback").count() == before + 2
    assert [client.get(address_in(mail)).status_code for mail in mails()] == [200, 200]


def test_nobody_is_mailed_about_what_no_longer_waits(client):
    signed_in(client)
    placement = a_placement("ready")

    assert remind(client, placement, "answer") == ["Nobody can be mailed about this. A phone call helps."]
    assert mails() == []


def test_looking_issues_no_link_and_makes_no_agreement(client):
    signed_in(client)
    asked, confirmed = a_placement("requested", consent_rule="each"), a_placement("confirmed")

    for placement in (asked, confirmed):
        assert client.get(reverse("desk:placement", args=[placement.number])).status_code == 200

    assert (Link.objects.count(), Agreement.objects.count()) == (0, 0)


def test_the_desk_opens_where_a_signature_waits_for_somebody_out_of_reach_of_mail(client):
    signed_in(client)
    placement = out_of_reach(a_confirmed_placement())
    Agreement.of(placement)

    assert client.get(reverse("desk:placement", args=[placement.number])).status_code == 200
    assert remind(client, placement, "sign") == [f"A mail goes to {placement.host_lead.first_name}."]
