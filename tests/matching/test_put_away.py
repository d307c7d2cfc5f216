"""What is put away tells nobody anything: in its time it looks as ignored, once that is over it is the same row."""

import datetime as dt
import re

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from exchange.matching import looking, tasks
from exchange.matching.models import Match, WishInvitation
from exchange.notifications.models import Link, OutboxMail
from exchange.placements.states import MoveRefused
from exchange.programmes.workdays import today
from tests.factories import MemberFactory, WishFactory
from tests.matching.market import Three, propose
from tests.matching.test_wishes import place

pytestmark = pytest.mark.django_db
DECLINES = ["worker", "host", "employer"]


@pytest.fixture
def maya():
    maya = MemberFactory(is_coordinator=True)
    Authenticator.objects.create(user=maya, type=Authenticator.Type.TOTP, data={})
    return maya


@pytest.fixture
def three():
    """A match in which every side is asked now."""
    three = Three()
    three.accept("worker")
    three.match.refresh_from_db()
    return three


@pytest.fixture
def invitation():
    wish, offer = WishFactory(lists__themes=["T_CRIS"]), place(themes=["T_CRIS"])
    looking.look(wish)
    return WishInvitation.invite(wish, offer, by=MemberFactory(reference=offer.organisation))[0]


def page(client, member, name, *args):
    """What this member reads there, without what differs each time."""
    client.force_login(member)
    return re.sub(
        r'(value|nonce)="[\w-]{20,}"', "", client.get(reverse(f"matching:{name}", args=args)).content.decode()
    )


def rows():
    """All that is kept of matches, invitations, personal links and mails."""
    return [list(model.objects.order_by("pk").values()) for model in (Match, WishInvitation, Link, OutboxMail)]


def time_passes():
    for model in (Match, WishInvitation):
        model.objects.update(shows_until=today() - dt.timedelta(days=1))
    tasks.forget_who_put_away()


@pytest.mark.parametrize("who", DECLINES)
def test_once_its_time_is_over_a_match_is_the_same_row_as_one_that_was_ignored(three, who):
    ignored = rows()
    three.match.put_away(by=three.people[who])
    assert rows() != ignored

    time_passes()
    declined = rows()

    Match.objects.update(shows_until=three.match.shows_until)
    assert (rows(), declined[0][0]["shows_until"]) == (ignored, today() - dt.timedelta(days=1))


@pytest.mark.parametrize("who", DECLINES)
def test_maya_and_the_others_read_the_same_whether_it_was_put_away_or_ignored(client, three, maya, who):
    others = [(person, "match", three.match.pk) for name, person in three.people.items() if name != who]
    readers = [(maya, "proposal", three.match.proposal_id), (maya, "gaps"), *others]
    ignored = [page(client, *reader) for reader in readers]

    three.match.put_away(by=three.people[who])

    assert [page(client, *reader) for reader in readers] == ignored
    assert "Waits until" in ignored[0]


@pytest.mark.parametrize("who", DECLINES)
def test_who_put_it_away_is_asked_no_more_and_the_others_still_are(client, three, who):
    asked = [name for name in ("host", "employer") if name != who]
    three.match.put_away(by=three.people[who])

    assert three.asked() == asked
    assert "Nothing more is needed" in page(client, three.people[who], "match", three.match.pk)
    with pytest.raises(MoveRefused):
        three.accept(who)


def test_a_yes_that_was_taken_back_leads_to_nothing(three):
    three.match.put_away(by=three.people["worker"])

    three.accept("host"), three.accept("employer")

    assert (three.placement, Match.objects.with_rows().get(pk=three.match.pk).standing) == (None, "waiting")


def test_who_put_it_away_is_not_asked_another_thing_before_its_time_is_over(three):
    place(languages=["en"])
    three.match.put_away(by=three.people["worker"])
    assert propose().matches.count() == 0

    time_passes()

    assert propose().matches.get().wish == three.wish


def test_an_employer_who_put_it_away_from_the_mail_finds_it_closed(client, three):
    link = re.search(
        r"/matches/employer/[\w-]+/", OutboxMail.objects.get(name="matching/propose_employer").html
    ).group()
    client.post(link, {"away": ""})

    assert (client.get(link).status_code, three.asked()) == (410, ["host"])


def test_once_its_time_is_over_an_invitation_is_the_same_row_as_one_that_was_ignored(invitation):
    ignored = rows()
    invitation.put_away(by=invitation.wish.worker)
    assert rows() != ignored

    time_passes()

    WishInvitation.objects.update(shows_until=invitation.shows_until)
    assert rows() == ignored


def test_host_and_maya_read_the_same_of_an_invitation_that_was_put_away(client, invitation, maya):
    readers = [(invitation.by, "open_wishes"), (maya, "wish", invitation.wish_id), (maya, "invitation", invitation.pk)]
    ignored = [page(client, *reader) for reader in readers]

    invitation.put_away(by=invitation.wish.worker)

    assert [page(client, *reader) for reader in readers] == ignored
    assert "This invitation is over" in page(client, invitation.wish.worker, "invitation", invitation.pk)
