"""A match that Maya sent: whom it waits for, what each yes does, and that no answer costs nothing."""

import datetime as dt
import re
from itertools import permutations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Offer
from exchange.matching.models import Match
from exchange.members.models import Organisation
from exchange.notifications.models import OutboxMail
from exchange.placements import start
from exchange.placements.models import Placement, PlacementDay
from exchange.placements.states import MoveRefused
from exchange.programmes.workdays import today
from tests.factories import MemberFactory, PlacementFactory
from tests.matching.market import Three, house, place, sent, wish

pytestmark = pytest.mark.django_db
ALLOWED = [  # the employer comes after the worker, and before the host where it is strict
    ("each", "worker host employer"), ("each", "host worker employer"), ("each", "worker employer host"),
    ("strict", "worker employer host"), ("none", "worker host"), ("none", "host worker"),
]  # fmt: skip


@pytest.fixture
def three():
    return Three()


def names():
    return sorted(OutboxMail.objects.values_list("name", flat=True))


@pytest.mark.parametrize("consent, order", ALLOWED)
def test_of_the_last_yes_comes_a_confirmed_immersion(consent, order):
    three = Three(consent)
    *firsts, last = order.split()
    for who in firsts:
        three.accept(who)
        assert three.placement is None

    three.accept(last)

    assert three.placement.state == "confirmed"
    assert (three.placement.worker, three.placement.offer) == (three.wish.worker, three.offer)
    assert type(three.wish).objects.get(pk=three.wish.pk).state == "met"


@pytest.mark.parametrize("consent", ["each", "strict", "none"])
def test_who_is_not_asked_yet_can_say_nothing(consent):
    parties = ["worker", "host", "employer"] if consent != "none" else ["worker", "host"]
    allowed = {tuple(order.split()) for rule, order in ALLOWED if rule == consent}

    for order in set(permutations(parties)) - allowed:
        three = Three(consent)
        said = [three.can_accept(who) for who in order]

        assert (False in said, three.placement) == (True, None)


def test_each_is_asked_once_and_nobody_again(three):
    for who in ("host", "worker", "employer"):
        three.accept(who)

    assert [name for name in names() if "confirm" not in name] == [
        "matching/propose", "matching/propose_employer", "matching/propose_host",
    ]  # fmt: skip
    assert [event.name for event in three.placement.events.all()] == ["send", "consent", "confirm"]


def test_the_start_page_shows_what_waits_to_whom_it_waits_for(three):
    assert three.asked() == ["worker", "host"]
    three.accept("worker")
    assert three.asked() == ["host", "employer"]
    employer = three.people["employer"]
    assert [matter.url for matter in start.matters(employer, list(employer.leads())) if "/matches/" in matter.url] != []
    three.accept("host")
    assert three.asked() == ["employer"]


def test_a_strict_employer_answers_before_the_host_hears_of_it():
    three = Three("strict")
    assert (three.asked(), names()) == (["worker"], ["matching/propose"])

    three.accept("worker")
    assert three.asked() == ["employer"]
    three.accept("employer")

    assert three.asked() == ["host"]
    assert names() == ["matching/propose", "matching/propose_employer", "matching/propose_host"]


def test_who_has_several_parts_says_yes_once():
    three = Three()
    three.people["employer"].memberships.update(is_approver=False)
    three.wish.worker.memberships.update(is_approver=True)

    three.accept("worker")

    assert three.asked() == ["host"]
    assert "matching/propose_employer" not in names()


@pytest.mark.parametrize("who, asked", [("worker", ["host"]), ("host", ["worker"])])
def test_putting_it_away_keeps_no_answer_and_tells_nobody(three, who, asked):
    before = names()

    three.match.put_away(by=three.people[who])

    assert (three.asked(), names()) == (asked, before)
    untouched = Match.objects.filter(pk=three.match.pk, worker_at=None, host_at=None, employer_at=None)
    assert untouched.get().shows_until == three.match.shows_until


def test_a_stranger_and_an_employer_who_is_not_asked_yet_meet_the_page_of_a_missing_row(client, three):
    path = reverse("matching:match", args=[three.match.pk])
    for person in (MemberFactory(reference=house()), three.people["employer"]):
        client.force_login(person)
        assert client.get(path).status_code == 404
        assert client.post(path, {"accept": ""}).status_code == 404
        with pytest.raises(PermissionDenied):
            three.match.put_away(by=person)
    assert three.asked() == ["worker", "host"]


def test_when_its_time_is_over_nothing_can_be_said(three):
    Match.objects.update(shows_until=today() - dt.timedelta(days=1))

    assert three.asked() == []
    with pytest.raises(MoveRefused):
        three.accept("worker")


@pytest.mark.parametrize("change", ["hidden", "closed", "left", "unread"])
def test_what_changed_meanwhile_ends_it(three, change):
    {
        "hidden": lambda: Offer.objects.update(state="hidden"),
        "closed": lambda: three.wish.stop(),
        "left": lambda: three.wish.worker.memberships.update(ended_at=timezone.now()),
        "unread": lambda: type(three.wish).objects.update(is_shown=False),
    }[change]()

    assert three.asked() == []
    assert Match.objects.with_rows().get(pk=three.match.pk).standing == "closed"
    with pytest.raises(MoveRefused):
        three.accept("host")


def test_of_two_who_say_the_last_yes_at_once_one_makes_the_request(three):
    three.accept("worker"), three.accept("host")
    stale = Match.objects.get(pk=three.match.pk)
    three.accept("employer")

    with pytest.raises(MoveRefused):
        stale.accept(by=three.people["employer"])
    assert Placement.objects.count() == 1


def test_a_place_that_went_meanwhile_leaves_a_request_with_the_host(three):
    dates = [dt.date.fromisoformat(date) for date in three.match.sets[0]]
    PlacementFactory(offer=three.offer, state="confirmed", days=dates)

    for who in ("host", "worker", "employer"):
        three.accept(who)

    assert (three.placement.state, three.placement.consent_at is None) == ("requested", False)
    assert "placements/send" in names()
    assert three.placement.moves(three.people["host"]) >= {"propose_dates"}


def test_a_last_yes_says_whether_it_is_made_or_only_asked(client, three):
    dates = [dt.date.fromisoformat(date) for date in three.match.sets[0]]
    PlacementFactory(offer=three.offer, state="confirmed", days=dates)
    three.accept("host"), three.accept("worker")
    client.force_login(three.people["employer"])

    page = client.post(reverse("matching:match", args=[three.match.pk]), {"accept": ""}, follow=True).content.decode()

    assert ("The immersion is made" in page, "it is a request now" in page) == (False, True)


def test_a_last_yes_that_is_no_longer_possible_changes_nothing(three):
    three.accept("worker"), three.accept("host")
    dates = [dt.date.fromisoformat(date) for date in three.match.sets[0]]
    PlacementFactory(worker=three.wish.worker, sender=three.wish.organisation, state="confirmed", days=dates)

    with pytest.raises(MoveRefused) as refused:
        three.accept("employer")

    assert "already has an immersion" in refused.value.sentence
    assert Match.objects.get(pk=three.match.pk).employer_at is None


def test_a_host_who_left_does_not_confirm_in_its_name(three):
    for who in ("worker", "host"):
        three.accept(who)
    three.people["host"].memberships.update(ended_at=timezone.now())

    three.accept("employer")

    assert three.placement.state == "requested"


def test_the_worker_chooses_among_the_dates(three):
    three.accept("worker", dates=1)
    three.accept("host"), three.accept("employer")

    dates = PlacementDay.objects.filter(placement=three.placement).values_list("date", flat=True)
    assert [date.isoformat() for date in dates] == three.match.sets[1]


def test_for_a_team_who_leads_says_who_goes():
    sender = house(consent="none")
    leader, worker = sender.reference_person(), MemberFactory(of=sender, has_mail=False)
    one, offer = wish(organisation=sender, worker=None, written_by=leader), place()
    match = sent(one, offer)

    match.accept(by=leader, worker=worker)
    Match.objects.get(pk=match.pk).accept(by=offer.organisation.reference_person())

    assert Placement.objects.get().worker == worker


def test_the_employer_answers_from_the_mail_without_an_account(client, three):
    three.accept("worker"), three.accept("host")
    mail = OutboxMail.objects.get(name="matching/propose_employer")
    path = re.search(r"/matches/employer/[\w-]+/", mail.html).group()

    assert client.get(path).status_code == 200
    assert client.post(path, {"accept": "", "name": "", "function": ""}).status_code == 200
    assert three.placement is None
    answer = client.post(path, {"accept": "", "name": "An Approver", "function": "Director"})

    assert "all have said yes" in answer.content.decode()
    assert (three.placement.state, three.placement.consent_name) == ("confirmed", "An Approver")
    assert client.get(path).status_code == 410


def test_an_employer_asked_through_a_match_reads_the_terms_of_any_request(client, three):
    three.accept("worker"), three.accept("host")
    client.force_login(three.people["employer"])
    page = client.get(reverse("matching:match", args=[three.match.pk])).content.decode()

    terms = ["Cost", "The way there", "Insurance", "Counts as", "Papers"]
    assert [term for term in terms if f"<dt>{term}</dt>" in page] == terms
    assert "You decide whether the way is working time." in page


def test_every_part_has_its_page_with_a_button(client, three):
    three.accept("worker")
    for who in ("host", "employer"):
        client.force_login(three.people[who])
        page = client.get(reverse("matching:match", args=[three.match.pk])).content.decode()
        assert ("None" in page, 'name="accept"' in page) == (False, True)

    client.post(reverse("matching:match", args=[three.match.pk]), {"accept": ""})
    client.force_login(three.people["host"])
    answer = client.post(reverse("matching:match", args=[three.match.pk]), {"accept": ""})

    assert answer.url == reverse("placements:detail", args=[three.placement.number])


def test_nobody_but_the_worker_reads_how_far_the_home_is(client, three):
    match = three.match
    facts = match.facts | {"minutes": 25, "start": "home"}
    Match.objects.filter(pk=match.pk).update(facts=facts)
    pages = {}
    for who in ("worker", "host"):
        client.force_login(three.people[who])
        pages[who] = client.get(reverse("matching:match", args=[match.pk])).content.decode()

    assert ("25 min from your home" in pages["worker"], "25 min" in pages["host"]) == (True, False)


def test_an_employer_who_became_strict_meanwhile_is_still_asked():
    three = Three("none")
    three.accept("worker")
    Organisation.objects.filter(pk=three.wish.organisation_id).update(consent="each")

    three.accept("host")

    assert (three.placement.state, three.placement.awaits_consent) == ("requested", True)
    assert names().count("placements/ask_consent") == 1
