"""Whatever link waits, Maya sends it again from where she looks, and so can the person; once in 24 hours."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from exchange.desk import morning
from exchange.desk.tasks import mail_lost_links
from exchange.members.models import CommitmentText, Invitation, Organisation
from exchange.members.states import MoveRefused
from exchange.notifications.models import Link
from exchange.programmes.texts import Texts
from exchange.questionnaires.models import Sheet
from tests.factories import MemberFactory, OrganisationFactory, term
from tests.members.test_people import signed_in as fresh
from tests.questionnaires.asked import over, write

from .morning import mails, signed_in

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(hours=25)


def invited():
    """A colleague's invitation, that of no reference person."""
    house = OrganisationFactory()
    lead = MemberFactory(reference=house)
    return Invitation.invite(house, email="tom@example.org", language="nl", by=lead), lead


def applied():
    """An application whose address nobody confirmed."""
    return Organisation.apply(
        text=CommitmentText.latest_version(), language="fr", email="new@example.org",
        first_name="Ada", last_name="Proef", name=Texts(fr="Maison neuve"),
        sector=term("sector", "DIS"), structure=term("structure", "DAY"),
        postcode="1030", municipality=Texts(fr="Schaerbeek"),
    )  # fmt: skip


def a_day_passes():
    earlier = timezone.now() - DAY
    Invitation.objects.update(sent_at=earlier)
    Link.objects.update(created_at=earlier)
    Organisation.objects.update(applied_at=earlier)


def test_the_same_address_is_not_invited_again_within_24_hours_and_nothing_typed_is_lost():
    sent, lead = invited()
    page = reverse("members:invite", args=[sent.organisation_id])

    answer = fresh(lead).post(page, {"email": "Tom@example.org", "language": "nl", "status": "volunteer"})

    (sentence,) = answer.context["form"].errors["email"]
    assert sentence.startswith("An invitation went to this address on ")
    assert b'value="Tom@example.org"' in answer.content
    assert len(mails("members/invite")) == 1


def test_taking_an_invitation_back_opens_no_way_round_the_24_hours():
    sent, lead = invited()
    sent.withdraw()

    with pytest.raises(MoveRefused):
        Invitation.invite(sent.organisation, email="tom@example.org", language="nl", by=lead)
    a_day_passes()
    Invitation.invite(sent.organisation, email="tom@example.org", language="nl", by=lead)

    assert len(mails("members/invite")) == 2


def test_maya_sees_a_colleagues_invitation_and_sends_it_again(client):
    sent, _lead = invited()
    signed_in(client)
    page, again = (
        reverse("desk:organisation", args=[sent.organisation_id]), reverse("members:invitation_resend", args=[sent.pk]),
    )  # fmt: skip
    before = client.get(page).content.decode()
    a_day_passes()
    after = client.get(page).content.decode()

    answers = [client.post(again)["Location"] for _press in range(2)]

    assert ("tom@example.org" in before, again in before, again in after) == (True, False, True)
    assert (answers, len(mails("members/invite"))) == ([page, page], 2)


def test_maya_finds_an_application_that_nobody_confirmed_and_mails_its_link_again(client):
    organisation = applied()
    signed_in(client)
    again = reverse("desk:organisation_confirmation", args=[organisation.pk])
    client.post(again)
    assert (len(mails("members/apply")), list(morning.unconfirmed())) == (1, [])

    a_day_passes()
    (line,) = morning.unconfirmed()
    assert "Maison neuve" in client.get(line.url).content.decode()
    assert again in client.get(reverse("desk:organisation", args=[organisation.pk])).content.decode()
    client.post(again)
    client.post(again)

    assert (len(mails("members/apply")), Link.objects.open().filter(purpose="application").count()) == (2, 1)


def test_who_applied_and_lost_the_mail_gets_it_again():
    applied()
    a_day_passes()

    mail_lost_links("new@example.org")
    mail_lost_links("new@example.org")

    assert [mail.to for mail in mails("members/apply")] == ["new@example.org"] * 2


def test_what_maya_asked_back_is_mailed_again_once_in_24_hours(client):
    els = signed_in(client)
    sheet = write(Sheet.for_(over(), "end", "worker"), {"W01": 9})
    sheet.finish("")
    asked = sheet.ask_back(by=els, text="Which morning?")
    page = reverse("questionnaires:answer", args=[sheet.pk])
    client.post(page, {"again": asked.pk})
    a_day_passes()

    for _press in range(2):
        client.post(page, {"again": asked.pk})

    assert len(mails("questionnaires/ask_back")) == 2
    assert "It was last sent on " in client.get(page).content.decode()
