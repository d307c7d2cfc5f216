"""Function, phone and languages are asked for where they are needed, and no more once they are there."""

import pytest
from django.urls import reverse

from exchange.members.models import Invitation, Member
from exchange.notifications.models import Link
from exchange.placements import start
from exchange.placements.models import Placement
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, term
from tests.placements.test_asking_pages import two_days

pytestmark = pytest.mark.django_db


def asked(member):
    """The address and the sentence of the matter on the start page, or nothing."""
    return [(one.url, one.sentence) for one in start.profile(member)]


def test_home_asks_what_is_missing_of_a_profile_and_leads_to_the_first_field():
    member = MemberFactory(of=OrganisationFactory(), function_title="Night watch")

    ((url, sentence),) = asked(member)

    assert url == "/profile/#id_phone"
    assert sentence.endswith("Still to fill in: Phone and Languages you speak.")


def test_home_asks_nothing_of_a_complete_profile():
    member = MemberFactory(of=OrganisationFactory(), function=term("profession", "NUR"), phone="0470 00 00 01")
    member.spoken.add(term("language", "fr"))

    assert asked(member) == []


def invited():
    """An invitation to a new address: its page."""
    organisation = OrganisationFactory()
    sent = Invitation.invite(
        organisation, email="new@example.org", language="en", by=MemberFactory(reference=organisation)
    )
    _link, token = Link.issue("invitation", about=sent.about, address=sent.email, expires_at=sent.expires_at)
    return reverse("members:invitation", args=[token])


def test_whoever_joins_says_profession_and_languages(client):
    nurse, french = term("profession", "NUR"), term("language", "fr")
    names = {"first_name": "Ada", "last_name": "Proef", "language": "en"}

    client.post(invited(), {**names, "function": "NUR", "spoken": [french.pk]})

    member = Member.objects.get(email="new@example.org")
    assert (member.function, list(member.spoken.all())) == (nurse, [french])


def test_nobody_joins_without_a_profession_and_nothing_typed_is_lost(client):
    page = client.post(invited(), {"first_name": "Ada", "last_name": "Proef", "language": "en"})

    assert page.context["form"].errors.as_data().keys() == {"function"}
    assert b'value="Ada"' in page.content
    assert not Member.objects.filter(email="new@example.org").exists()


def test_asking_for_a_place_asks_the_profession_once(client):
    worker, offer = MemberFactory(of=OrganisationFactory()), OfferFactory()
    client.force_login(worker)
    address = reverse("placements:ask", args=[offer.pk])

    refused = client.post(address, two_days(send="", function=""))
    assert refused.context["form"].errors.as_data().keys() == {"function"}
    assert not Placement.objects.exists()

    client.post(address, two_days(send="", function="NUR"))
    worker.refresh_from_db()
    assert (worker.function.code, Placement.objects.get().state) == ("NUR", "requested")
    assert "function" not in client.get(address).context["form"].fields


def test_the_profession_of_a_colleague_without_mail_is_not_asked_of_who_asks_for_them(client):
    sender = OrganisationFactory()
    lead, colleague = MemberFactory(reference=sender), Member.objects.create_without_mail(first_name="Marc")
    sender.memberships.create(member=colleague)
    client.force_login(lead)

    client.post(
        reverse("placements:ask", args=[OfferFactory().pk]), two_days(send="", worker=colleague.pk, function="")
    )

    assert Placement.objects.get().worker == colleague


def test_a_newcomer_is_asked_for_the_profile_and_shown_the_catalogue(client):
    client.force_login(MemberFactory(of=OrganisationFactory()))

    page = client.get(reverse("home")).content.decode()

    assert ("Complete your profile" in page, "Your first immersion" in page) == (True, True)
