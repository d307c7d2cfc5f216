"""What changes between sending a match and the last yes: people who leave, wishes that close, dates that begin."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Offer
from exchange.matching import mails
from exchange.matching.forms import AcceptForm
from exchange.matching.models import Match
from exchange.notifications.models import OutboxMail
from exchange.placements.models import Placement
from exchange.programmes.workdays import today
from tests.factories import MemberFactory
from tests.matching.market import Three, house, place, sent, wish

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    return Three()


@pytest.mark.parametrize("who", ["worker", "leader"])
def test_a_team_whose_people_left_meanwhile_refuses_the_host_with_a_sentence(client, who):
    sender = house(consent="none")
    people = {"leader": sender.reference_person(), "worker": MemberFactory(of=sender, has_mail=False)}
    offer = place()
    match = sent(wish(organisation=sender, worker=None, written_by=people["leader"]), offer)
    match.accept(by=people["leader"], worker=people["worker"])
    people[who].memberships.update(ended_at=timezone.now())
    client.force_login(offer.organisation.reference_person())

    page = client.post(reverse("matching:match", args=[match.pk]), {"accept": ""}, follow=True)

    assert (page.status_code, "Somebody has left or has another role" in page.content.decode()) == (200, True)
    assert (Match.objects.get(pk=match.pk).host_at, Placement.objects.count()) == (None, 0)


@pytest.mark.parametrize("worker", ["team", "without mail"])
def test_who_acts_for_somebody_does_not_read_how_far_the_home_is(client, worker):
    sender = house(consent="none")
    goes = MemberFactory(of=sender, has_mail=False) if worker == "without mail" else None
    match = sent(wish(organisation=sender, worker=goes, written_by=sender.reference_person()), place())
    Match.objects.update(facts=match.facts | {"minutes": 25, "start": "home", "crosses": True})
    OutboxMail.objects.all().delete()
    mails.propose(Match.objects.get(pk=match.pk))
    client.force_login(sender.reference_person())

    page = client.get(reverse("matching:match", args=[match.pk])).content.decode()

    texts = [page, OutboxMail.objects.get(name="matching/propose").text]
    assert [("25 minutes" in text, "across the sectors" in text.lower()) for text in texts] == [(False, True)] * 2


@pytest.mark.parametrize("change", ["hidden", "closed"])
def test_what_ended_is_not_said_to_wait_for_the_others(client, three, change):
    three.wish.stop() if change == "closed" else Offer.objects.update(state="hidden")
    client.force_login(three.people["host"])

    page = client.get(reverse("matching:match", args=[three.match.pk])).content.decode()

    assert ("You said yes." in page, "something changed meanwhile" in page) == (False, True)


def test_dates_that_began_are_not_offered_any_more(three):
    sets = [[(today() + dt.timedelta(days=number)).isoformat() for number in pair] for pair in ((-1, 0), (0, 1))]
    Match.objects.update(sets=sets)
    match = Match.objects.get(pk=three.match.pk)

    form = AcceptForm({"dates": "0"}, match=match, member=three.wish.worker)

    assert [number for number, _words in form.fields["dates"].choices] == [1]
    assert (form.is_valid(), form.fields["dates"].initial) == (False, 1)


def test_it_waits_no_longer_than_until_the_day_before_the_chosen_dates(three):
    sets = [[(today() + dt.timedelta(days=number)).isoformat() for number in pair] for pair in ((3, 4), (8, 9))]
    Match.objects.update(sets=sets, shows_until=today() + dt.timedelta(days=7))

    three.accept("worker", dates=0)

    assert Match.objects.get(pk=three.match.pk).shows_until == today() + dt.timedelta(days=2)


def test_who_puts_away_too_late_reads_that_the_immersion_is_made(client, three):
    for who in ("worker", "host", "employer"):
        three.accept(who)
    client.force_login(three.people["worker"])

    page = client.post(reverse("matching:match", args=[three.match.pk]), {"away": ""}, follow=True).content.decode()

    assert ("All have said yes." in page, "Thank you. Nobody is told." in page) == (True, False)
    assert reverse("placements:detail", args=[three.placement.number]) in page
