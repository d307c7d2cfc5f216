"""What changes between sending a match and the last yes: people who leave, wishes that close, dates that begin."""

import pytest
from django.urls import reverse
from django.utils import timezone

from exchange.matching.models import Match
from exchange.placements.models import Placement
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
