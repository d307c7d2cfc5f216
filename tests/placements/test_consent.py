"""The employer's answer by a personal link: opening shows, the button acts, and it acts once."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from exchange.notifications.models import OutboxMail
from exchange.placements.models import Placement
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, PlacementFactory
from tests.questionnaires.asked import maya

pytestmark = pytest.mark.django_db


@pytest.fixture
def placement():
    sender, host = OrganisationFactory(), OrganisationFactory()
    MemberFactory(reference=sender, email="ref@example.org")
    MemberFactory(reference=host, email="host@example.org")
    MemberFactory(
        of=sender, of__is_approver=True, email="boss@example.org", language="nl", first_name="Bo", last_name="Baas"
    )
    worker = MemberFactory(of=sender, first_name="Lena", last_name="Dubois")
    placement = PlacementFactory(
        worker=worker, sender=sender, offer=OfferFactory(organisation=host, contact=None), state="draft", asked_at=None
    )
    placement.send(by=worker)
    return placement


@pytest.fixture
def address(placement):
    """The link as it stands in the mail."""
    mail = OutboxMail.objects.get(name="placements/ask_consent", to="boss@example.org")
    return re.search(r"/consent/[\w-]+/", mail.text)[0]


YES = {"agree": "", "name": "Bo Baas", "function": "Directeur"}


def test_opening_the_link_shows_and_decides_nothing(client, placement, address):
    page = client.get(address)

    assert page.status_code == 200
    assert "Ga je akkoord voor Lena Dubois?" in page.content.decode()
    assert 'value="Bo Baas"' in page.content.decode()
    assert Placement.objects.get().consent_at is None


def test_one_button_agrees_with_name_and_function(client, placement, address):
    client.post(address, YES)

    placement.refresh_from_db()
    event = placement.events.get(name="consent")
    assert (placement.consent_name, placement.consent_function) == ("Bo Baas", "Directeur")
    assert (event.party, event.by, event.by_name) == ("approver", None, "Bo Baas")


def test_a_missing_function_is_asked_for_and_the_name_is_kept(client, placement, address):
    page = client.post(address, {**YES, "name": "B. Baas", "function": ""})

    assert 'value="B. Baas"' in page.content.decode()
    assert Placement.objects.get().consent_at is None


def test_the_link_works_once_and_then_says_so_kindly(client, placement, address):
    client.post(address, YES)

    again = client.post(address, YES)

    assert again.status_code == 410
    assert placement.events.filter(name="consent").count() == 1


def test_not_agreeing_keeps_the_reason_from_the_host(client, placement, address):
    client.post(address, {"disagree": "", "no-note": "Not in May."})

    client.force_login(placement.host.reference_person())
    page = client.get(reverse("placements:detail", args=[placement.number]))

    assert Placement.objects.get().state == "refused"
    assert placement.events.get(name="refuse_consent").inner_note == "Not in May."
    assert "Not in May." not in page.content.decode()


@pytest.mark.parametrize("ending", ["withdraw", "lapse"])
def test_the_link_ends_with_the_request(client, placement, address, ending):
    getattr(placement, ending)(**({"by": placement.worker} if ending == "withdraw" else {}))

    assert client.get(address).status_code == 410


def test_who_answers_for_one_that_has_left_is_told_why_it_goes_no_further(client, placement, address):
    placement.worker.memberships.update(ended_at=timezone.now())

    page = client.post(address, YES).content.decode()

    assert "hoort niet meer bij" in page


def test_an_unknown_link_looks_like_a_used_one(client, placement, address):
    client.post(address, YES)

    unknown, used = client.get("/consent/nonsense/"), client.get(address)

    assert (unknown.status_code, used.status_code) == (410, 410)
    assert [page.templates[0].name for page in (unknown, used)] == ["placements/asking/consent_closed.html"] * 2


def test_an_approver_may_also_answer_signed_in(client, placement):
    client.force_login(placement.sender.approvers().get())

    page = client.get(reverse("placements:consent", args=[placement.number]))
    client.post(reverse("placements:consent", args=[placement.number]), YES)

    assert page.status_code == 200
    assert Placement.objects.get().consent_name == "Bo Baas"


def test_where_an_approver_is_named_the_reference_person_is_none(client, placement):
    client.force_login(placement.sender.reference_person())

    assert client.get(reverse("placements:consent", args=[placement.number])).status_code == 404
    assert "consent" not in placement.moves(placement.sender.reference_person())


def test_why_not_is_read_by_those_whom_the_page_names(client, placement, address):
    page = client.get(address).content.decode()
    client.post(address, {"disagree": "", "no-note": "Too many are away in May."})

    readers = {"worker": placement.worker, "host": placement.host.reference_person()}
    readers |= {"leads": placement.sender.reference_person(), "approves": placement.sender.approvers()[0]}
    readers |= {"maya": maya()}
    seen = set()
    for role, member in readers.items():
        client.force_login(member)
        shown = client.get(reverse("placements:detail", args=[placement.number])).content.decode()
        seen |= {role} if "Too many are away in May." in shown else set()
    assert seen == {"worker", "leads", "approves", "maya"}
    assert "Je collega, wie in je organisatie verantwoordelijk is of akkoord geeft, en Maya lezen dit." in page
