"""An approver is named by name and mail alone: asked by personal link, in nobody's place but their own."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from exchange.members.models import Organisation
from exchange.notifications.models import OutboxMail
from exchange.placements.models import Placement
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, PlacementFactory
from tests.members.test_people import signed_in

pytestmark = pytest.mark.django_db
PHILIPPE = {"approver_name": "Philippe Dubois", "approver_mail": "direction@example.org"}


@pytest.fixture
def placement():
    """Asked for; the sender named its director, who has no account, to consent."""
    sender, host = OrganisationFactory(language_role="NL", **PHILIPPE), OrganisationFactory()
    MemberFactory(reference=sender, email="ref@example.org")
    MemberFactory(reference=host, email="host@example.org")
    placement = PlacementFactory(
        sender=sender, worker=MemberFactory(of=sender), offer=OfferFactory(organisation=host), state="draft"
    )
    placement.send(by=placement.worker)
    return placement


def link():
    mail = OutboxMail.objects.get(name="placements/ask_consent")
    return re.search(r"/consent/[\w-]+/", mail.text)[0]


def test_the_approver_named_without_account_is_asked_alone_in_the_language_of_the_house(placement):
    mails = OutboxMail.objects.filter(name="placements/ask_consent")

    assert list(mails.values_list("to", "language")) == [("direction@example.org", "nl")]


def test_the_link_opens_the_request_and_one_button_agrees(client, placement):
    page = client.get(link())
    client.post(link(), {"agree": "", "name": "Philippe Dubois", "function": "Directeur"})

    placement.refresh_from_db()
    assert 'value="Philippe Dubois"' in page.content.decode()
    assert (placement.consent_name, placement.consent_function) == ("Philippe Dubois", "Directeur")


def test_the_reference_person_does_not_consent_where_somebody_else_is_named(placement):
    with pytest.raises(PermissionDenied):
        placement.consent(by=placement.sender.reference_person(), name="Me")

    assert list(placement.sender.approvers()) == []


def test_a_member_named_too_is_asked_beside_and_one_address_once():
    house = OrganisationFactory(**PHILIPPE)
    MemberFactory(of=house, of__is_approver=True, email="boss@example.org")
    assert [reader.email for reader in house.approver_readers()] == ["boss@example.org", "direction@example.org"]

    MemberFactory(of=house, of__is_approver=True, email="Direction@example.org")
    assert sorted(reader.email for reader in house.approver_readers()) == ["Direction@example.org", "boss@example.org"]


def test_where_another_is_named_the_first_link_opens_nothing_more(client, placement):
    lead = signed_in(placement.sender.reference_person())
    page = reverse("members:consent", args=[placement.sender.pk])

    lead.post(page, {"consent": "each", "approver_name": "An Baas", "approver_mail": "an@example.org"})

    assert Organisation.objects.get(pk=placement.sender.pk).approver_name == "An Baas"
    assert client.get(link()).status_code == 410
    assert Placement.objects.get().consent_at is None


@pytest.mark.parametrize("given, missing", [("approver_name", "approver_mail"), ("approver_mail", "approver_name")])
def test_a_name_alone_or_an_address_alone_is_refused(given, missing):
    house = OrganisationFactory()
    client = signed_in(MemberFactory(reference=house))

    page = client.post(reverse("members:consent", args=[house.pk]), {"consent": "each", given: PHILIPPE[given]})

    assert list(page.context["form"].errors) == [missing]
