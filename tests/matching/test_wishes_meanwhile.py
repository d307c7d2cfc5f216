"""Wishes that something happened to meanwhile: they are not overtaken, and who comes second is told."""

import pytest
from django.urls import reverse

from exchange.matching import looking
from exchange.notifications.models import OutboxMail
from tests.factories import MemberFactory, WishFactory
from tests.matching.test_wishes import place

pytestmark = pytest.mark.django_db


def test_a_host_who_invites_again_reads_that_nothing_left(client):
    wish, offer = WishFactory(), place()
    looking.look(wish)
    client.force_login(MemberFactory(reference=offer.organisation))

    said = []
    for _time in range(2):
        answer = client.post(reverse("matching:invite", args=[wish.pk]), {"offer": offer.pk}, follow=True)
        said += [(message.level_tag, str(message)) for message in answer.context["messages"]]

    assert said == [
        ("success", "The invitation is on its way. There is nothing more to do."),
        ("warning", "You invited to this place before. The first invitation stays; no new one left."),
    ]
    assert OutboxMail.objects.filter(name="matching/invite").count() == 1
