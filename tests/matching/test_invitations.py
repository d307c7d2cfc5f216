"""Invitations: what a host reads of a wish, whom it may invite, and that no answer costs nothing."""

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Offer
from exchange.matching import looking
from exchange.matching.models import Wish, WishInvitation
from exchange.notifications.models import OutboxMail
from exchange.placements.models import Placement
from tests.factories import MemberFactory, OrganisationFactory, PlacementFactory, WishFactory
from tests.matching.test_wishes import mails, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def met():
    """A wish, and the host whose place fits it."""
    wish, offer = WishFactory(lists__themes=["T_CRIS"]), place(themes=["T_CRIS"])
    looking.look(wish)
    return wish, offer, MemberFactory(reference=offer.organisation)


def test_a_host_reads_the_first_name_and_never_the_home(client, met):
    wish, _offer, host = met
    type(wish.worker).objects.filter(pk=wish.worker_id).update(last_name="Zqlast", home_postcode="1090")
    client.force_login(host)

    text = client.get(reverse("matching:open_wishes")).content.decode()

    assert wish.worker.first_name in text
    assert [word for word in ("Zqlast", "1090", wish.worker.email) if word in text] == []


@pytest.mark.parametrize("change", [{"is_shown": False}, {"state": "stopped", "closed_at": timezone.now()}])
def test_a_host_does_not_read_what_is_closed_or_not_for_hosts(client, met, change):
    wish, _offer, host = met
    Wish.objects.filter(pk=wish.pk).update(**change)
    client.force_login(host)

    assert list(client.get(reverse("matching:open_wishes")).context["page"]) == []
    assert client.get(reverse("matching:invite", args=[wish.pk])).status_code == 404


def test_a_host_whose_place_does_not_fit_can_not_invite(client, met):
    wish, _offer, _host = met
    other = place(themes=["T_WORK"])
    client.force_login(MemberFactory(reference=other.organisation))

    assert client.get(reverse("matching:invite", args=[wish.pk])).status_code == 404


def test_an_invitation_is_mailed_once_and_waits_at_home(client, met):
    wish, offer, host = met
    client.force_login(host)
    for _time in range(2):
        client.post(reverse("matching:invite", args=[wish.pk]), {"offer": offer.pk, "sentence": "Come and see."})

    assert [(mail.to, "Come and see." in mail.text) for mail in mails("matching/invite")] == [(wish.worker.email, True)]
    client.force_login(wish.worker)
    assert "Come and see." in client.get(reverse("home")).content.decode()


def test_accepting_opens_the_request_filled_in(client, met):
    wish, offer, host = met
    invitation, _is_new = WishInvitation.invite(wish, offer, by=host)
    client.force_login(wish.worker)

    answer = client.post(reverse("matching:invitation", args=[invitation.pk]), {"accept": ""}, follow=True)

    draft = Placement.objects.get(worker=wish.worker)
    assert (draft.state, draft.motivation, draft.days.count()) == ("draft", wish.sentence, 2)
    assert wish.sentence in answer.content.decode()


def test_the_request_is_filled_in_with_days_in_a_month_of_the_wish(client, met):
    wish, offer, host = met
    wanted = (timezone.localdate().month + 4) % 12 + 1
    Wish.objects.filter(pk=wish.pk).update(months=[wanted])
    invitation, _is_new = WishInvitation.invite(wish, offer, by=host)
    client.force_login(wish.worker)

    client.post(reverse("matching:invitation", args=[invitation.pk]), {"accept": ""})

    assert {date.month for date in Placement.objects.get().dates()} == {wanted}


def test_accepting_twice_leads_to_the_same_request(client, met):
    wish, offer, host = met
    path = reverse("matching:invitation", args=[WishInvitation.invite(wish, offer, by=host)[0].pk])
    client.force_login(wish.worker)

    answers = [client.post(path, {"accept": ""}).url for _time in range(2)]

    assert answers == [reverse("placements:ask", args=[offer.pk])] * 2
    assert Placement.objects.count() == 1


def test_accepting_what_is_paused_meanwhile_does_not_put_it_away(client, met):
    wish, offer, host = met
    invitation, _is_new = WishInvitation.invite(wish, offer, by=host)
    Offer.objects.filter(pk=offer.pk).update(state="hidden")
    client.force_login(wish.worker)

    answer = client.post(reverse("matching:invitation", args=[invitation.pk]), {"accept": ""}, follow=True)

    assert answer.request["PATH_INFO"] == reverse("matching:invitation", args=[invitation.pk])
    Offer.objects.filter(pk=offer.pk).update(state="published")
    assert list(WishInvitation.objects.waiting()) == [invitation]


def test_putting_away_takes_it_off_the_start_page_and_tells_nobody(client, met):
    wish, offer, host = met
    invitation, _is_new = WishInvitation.invite(wish, offer, by=host)
    written, until = OutboxMail.objects.count(), invitation.shows_until
    client.force_login(wish.worker)

    client.post(reverse("matching:invitation", args=[invitation.pk]), {"away": ""})

    invitation.refresh_from_db()
    assert (invitation.shows_until, invitation.placement) == (until, None)
    assert (OutboxMail.objects.count(), wish.worker.wishes.invitations().count()) == (written, 0)


def test_after_a_no_the_invitation_of_the_same_house_is_pointed_at(client, met):
    wish, offer, host = met
    invitation, _is_new = WishInvitation.invite(wish, offer, by=host)
    refused = PlacementFactory(state="refused", worker=wish.worker, offer=offer, sender=wish.organisation)
    client.force_login(wish.worker)
    pages = []
    for is_away in (False, True):
        WishInvitation.objects.update(is_away=is_away)
        pages.append(client.get(reverse("placements:detail", args=[refused.number])).content.decode())

    assert [reverse("matching:invitation", args=[invitation.pk]) in page for page in pages] == [True, False]


def test_strangers_find_neither_wish_nor_invitation(client, met):
    wish, offer, host = met
    invitation, _is_new = WishInvitation.invite(wish, offer, by=host)
    client.force_login(MemberFactory(of=OrganisationFactory()))

    for name, pk in (("wish", wish.pk), ("wish_edit", wish.pk), ("invitation", invitation.pk)):
        assert client.get(reverse(f"matching:{name}", args=[pk])).status_code == 404
