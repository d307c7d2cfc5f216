"""Wishes that something happened to meanwhile: they are not overtaken, and who comes second is told."""

import pytest
from django.urls import reverse
from django.utils import timezone

from exchange.matching import looking
from exchange.matching.models import Wish
from exchange.notifications.models import OutboxMail
from tests.factories import MemberFactory, MembershipFactory, WishFactory
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


def test_writing_a_wish_anew_leaves_what_happened_to_it_meanwhile():
    wish = WishFactory()
    read_before = Wish.objects.get(pk=wish.pk)
    mailed = timezone.now()
    Wish.objects.filter(pk=wish.pk).update(mailed_at=mailed)
    wish.stop()

    read_before.rewrite(by=wish.worker, sentence="By night.", months=[3])

    after = Wish.objects.get(pk=wish.pk)
    assert (after.sentence, after.months, after.months_mask) == ("By night.", [3], 0b100)
    assert (after.state, after.closed_at, after.mailed_at) == ("stopped", wish.closed_at, mailed)


def test_the_wish_of_who_has_left_says_that_it_rests(client):
    wish = WishFactory()
    wish.worker.memberships.get().end(by=wish.worker)
    client.force_login(wish.worker)

    (listed,) = client.get(reverse("matching:wishes")).context["wishes"]
    shown = client.get(reverse("matching:wish", args=[wish.pk])).context["wish"]

    assert [row.standing for row in (listed, shown)] == ["Rests", "Rests"]
    assert shown.promise == (f"We do not look for this now: {wish.worker} no longer belongs to {wish.organisation}.")


def test_the_wish_of_an_organisation_that_has_left_says_that_it_rests():
    wish = WishFactory(organisation__state="left")

    row = Wish.objects.with_standing().get()

    assert (row.standing, row.promise) == (
        "Rests",
        f"We do not look for this now: {wish.organisation} takes no part.",
    )


def test_a_place_of_another_own_organisation_is_no_find_until_its_worker_left():
    wish, other = WishFactory(), place()
    also = MembershipFactory(member=wish.worker, organisation=other.organisation)
    assert list(looking.offers_for(wish)) == []

    also.end(by=wish.worker)

    assert list(looking.offers_for(wish)) == [other]
