"""Who hears of what: the right mail to the right person, in that person's language."""

import datetime as dt

import pytest
from django.utils import timezone

from exchange.notifications.models import Link, OutboxMail
from exchange.placements.models import Placement
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, PlacementFactory, placement_date

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """A sender with a boss who approves and a worker; a host with who answers; Maya's staff."""
    sender, host = OrganisationFactory(), OrganisationFactory()
    MemberFactory(reference=sender, email="ref@example.org", language="fr")
    MemberFactory(of=sender, of__is_approver=True, email="boss@example.org", language="nl")
    MemberFactory(reference=host, email="host@example.org", language="nl")
    MemberFactory(is_coordinator=True, language="fr")
    worker = MemberFactory(of=sender, email="worker@example.org")
    return {
        "sender": sender,
        "worker": worker,
        "offer": OfferFactory(organisation=host, contact=host.reference_person()),
    }


def sent():
    """What is due, as (name, address, language), and the outbox emptied."""
    mails = [(mail.name.partition("/")[2], mail.to, mail.language) for mail in OutboxMail.objects.order_by("pk")]
    OutboxMail.objects.all().delete()
    return sorted(mails)


def placed(world, **values):
    return PlacementFactory(**world, consent_rule=values.pop("consent_rule", "each"), **values)


def test_a_request_asks_the_host_and_beside_it_the_employer(world):
    placement = placed(world, state="draft", asked_at=None)

    placement.send(by=world["worker"])

    assert sent() == [("ask_consent", "boss@example.org", "nl"), ("send", "host@example.org", "nl")]


def test_strictly_first_asks_the_employer_alone_then_the_host(world):
    world["sender"].consent = "strict"
    world["sender"].save()
    placement = placed(world, state="draft", asked_at=None)

    placement.ask_consent(by=world["worker"])
    assert sent() == [("ask_consent", "boss@example.org", "nl")]
    placement.consent(by=world["sender"].approvers()[0], name="Bo Baas", function="Head")

    assert sent() == [("consent", "worker@example.org", "en"), ("send", "host@example.org", "nl")]


def test_the_hosts_yes_before_the_employers_confirms_by_itself(world):
    placement = placed(world)
    placement.accept(by=world["offer"].organisation.reference_person())
    assert (placement.state, sent()) == ("requested", [("accept", "worker@example.org", "en")])

    Placement.objects.get().consent(by=world["sender"].approvers()[0], name="Bo Baas", function="Head")

    assert Placement.objects.get().state == "confirmed"
    assert [name for name, _to, _language in sent()] == [
        "confirm",
        "confirm",
        "confirm_maya",
        "confirm_sender",
        "confirm_sender",
    ]


def test_a_yes_that_can_no_longer_be_kept_asks_the_host_again(world):
    placement = placed(world)
    placement.accept(by=world["offer"].organisation.reference_person())
    PlacementFactory(offer=world["offer"], state="confirmed")
    sent()

    Placement.objects.get(pk=placement.pk).consent(by=world["sender"].approvers()[0], name="Bo", function="Head")

    placement.refresh_from_db()
    assert (placement.state, placement.accepted_at) == ("requested", None)
    assert sent() == [("confirm_again", "host@example.org", "nl"), ("consent", "worker@example.org", "en")]


def test_a_confirmation_tells_both_sides_the_employer_and_maya_in_the_workers_name(world):
    placement = placed(world, consent_rule="none", word_to_maya="Thank you, Maya.")

    placement.confirm(by=world["offer"].organisation.reference_person())

    told = OutboxMail.objects.get(name="placements/confirm_maya")
    assert told.to == "papillon@maya.brussels"
    assert "Thank you, Maya." in told.text
    files = OutboxMail.objects.exclude(calendar="").values_list("to", flat=True)
    assert sorted(files) == ["host@example.org", "worker@example.org"]
    assert sent() == [
        ("confirm", "host@example.org", "nl"),
        ("confirm", "worker@example.org", "en"),
        ("confirm_maya", "papillon@maya.brussels", "fr"),
        ("confirm_sender", "boss@example.org", "nl"),
        ("confirm_sender", "ref@example.org", "fr"),
    ]


def test_a_confirmation_closes_the_workers_other_requests_on_these_days(world):
    placement = placed(world, consent_rule="none")
    house = OrganisationFactory()
    MemberFactory(reference=house, email="elsewhere@example.org")
    other = {"worker": world["worker"], "sender": world["sender"], "offer": OfferFactory(organisation=house)}
    same_day = PlacementFactory(**other, days=[placement_date(1), placement_date(2)])
    other_day = PlacementFactory(**other, days=[placement_date(5), placement_date(6)])

    placement.confirm(by=world["offer"].organisation.reference_person())

    states = [Placement.objects.get(pk=row.pk).state for row in (same_day, other_day)]
    assert states == ["expired", "requested"]
    assert ("make_room", "elsewhere@example.org", "en") in sent()


def test_who_leads_the_sender_finds_the_teams_questions_and_the_boss_need_not_do_anything(world, client):
    placement = placed(world, consent_rule="none")
    outline = f"/immersions/{placement.number}/prepar"

    placement.confirm(by=world["offer"].organisation.reference_person())

    texts = {mail.to: mail.text for mail in OutboxMail.objects.filter(name="placements/confirm_sender")}
    assert {to: outline in text for to, text in texts.items()} == {"ref@example.org": True, "boss@example.org": False}


@pytest.mark.parametrize("state, hosts_told", [("employer_pending", []), ("declared", ["elsewhere@example.org"])])
def test_what_waits_for_the_boss_or_was_declared_for_these_days_closes_too(world, state, hosts_told):
    placement = placed(world, consent_rule="none")
    house = OrganisationFactory()
    MemberFactory(reference=house, email="elsewhere@example.org")
    other = PlacementFactory(
        worker=world["worker"], sender=world["sender"], offer=OfferFactory(organisation=house), state=state,
        consent_rule="strict", days=[placement_date(1), placement_date(2)],
    )  # fmt: skip
    later = timezone.now() + dt.timedelta(days=9)
    _link, token = Link.issue("consent", about=other.about, address="boss@example.org", expires_at=later)

    placement.confirm(by=world["offer"].organisation.reference_person())

    other.refresh_from_db()
    assert (other.state, Link.find("consent", token)) == ("expired", None)
    told = OutboxMail.objects.filter(name="placements/make_room").exclude(to=other.offer.contact.email)
    assert list(told.values_list("to", flat=True)) == hosts_told


def test_the_employers_reasons_stay_inside(world):
    placement = placed(world)

    placement.refuse_consent(by=world["sender"].approvers()[0], note="Too many are away in May.")

    texts = {mail.to: mail.text for mail in OutboxMail.objects.all()}
    assert "Too many are away in May." in texts["worker@example.org"]
    assert "Too many" not in texts["host@example.org"]
    assert placement.events.get().note == ""


def test_a_no_shows_the_worker_three_other_places(world):
    for _number in range(5):
        OfferFactory()
    placement = placed(world, consent_rule="none")

    placement.refuse(by=world["offer"].organisation.reference_person(), reason="full", note="We are sorry.")

    mail = OutboxMail.objects.get()
    assert mail.to == "worker@example.org"
    assert "All places are taken" in mail.text and "We are sorry." in mail.text
    assert mail.text.count("/catalogue/offers/") == 3


def test_withdrawing_tells_who_had_it_and_ends_the_employers_link(world):
    placement = placed(world, state="draft", asked_at=None)
    placement.send(by=world["worker"])
    sent()

    placement.withdraw(by=world["worker"])

    assert sent() == [("withdraw", "host@example.org", "nl")]
    assert not Link.objects.open().exists()


def test_a_worker_without_mail_hears_through_the_reference_person(world):
    marc = MemberFactory(of=world["sender"], has_mail=False)
    placement = PlacementFactory(**{**world, "worker": marc})

    placement.refuse(by=world["offer"].organisation.reference_person(), reason="full")

    assert sent() == [("refuse", "ref@example.org", "fr")]


def test_a_sole_reference_person_approves_the_own_request(world):
    sender = OrganisationFactory()
    boss = MemberFactory(reference=sender, email="sole@example.org")
    placement = PlacementFactory(worker=boss, sender=sender, offer=world["offer"], consent_rule="each")

    assert {"consent", "withdraw"} <= placement.moves(boss)
    placement.consent(by=boss, name="Sole Boss", function="Head")

    assert placement.consent_name == "Sole Boss"
