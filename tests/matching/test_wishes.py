"""Wishes: which places meet them, when they are mailed, how they stop."""

import datetime as dt
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from catalogue.models import Offer
from exchange.matching import looking, tasks
from exchange.matching.models import Wish
from exchange.notifications.models import OutboxMail
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, PlacementFactory, WishFactory, term
from tests.matching.market import next_month

pytestmark = pytest.mark.django_db
WIDE = {"latitude": 51.22, "longitude": 2.92, "postcode": "8400"}


def place(**offer):
    organisation = OrganisationFactory(
        sector=term("sector", offer.pop("sector", "MH")), structure=term("structure", offer.pop("structure", "MOB")),
        **{name: offer.pop(name) for name in ("postcode", "latitude", "longitude") if name in offer},
    )  # fmt: skip
    lists = {name: offer.pop(name) for name in ("themes", "publics") if name in offer}
    made = OfferFactory(organisation=organisation, **offer)
    for name, codes in lists.items():
        getattr(made, name).set([term(name.removesuffix("s"), code) for code in codes])
    made.remember_words()
    return made


def mails(name="matching/found"):
    return OutboxMail.objects.filter(name=name).order_by("pk")


@pytest.mark.parametrize(
    "wished, there, elsewhere",
    [
        ({"lists__themes": ["T_CRIS", "T_RECO"]}, {"themes": ["T_RECO"]}, {"themes": ["T_WORK"]}),
        ({"lists__publics": ["ASD"]}, {"publics": ["ASD"]}, {}),
        ({"lists__languages": ["nl"]}, {"languages": ["fr", "nl"]}, {"languages": ["fr"]}),
        ({"lists__sectors": ["MH"]}, {"sector": "MH"}, {"sector": "DIS"}),
        ({"lists__structures": ["MOB"]}, {"structure": "MOB"}, {"structure": "DAY"}),
        ({"months": [3, 4]}, {"months": [4, 5]}, {"months": [5]}),
        ({"words": "nachtwerk"}, {"see": {"nl": "Met nachtwerk."}}, {}),
        ({"travel_minutes": 45}, {"postcode": "1030", "latitude": 50.867, "longitude": 4.377}, WIDE),
    ],
)
def test_what_is_wished_parts_the_places(wished, there, elsewhere):
    sender = OrganisationFactory(postcode="1030", latitude=50.867, longitude=4.377)
    wish = WishFactory(organisation=sender, **wished)
    fits, _not = place(**there), place(**elsewhere)

    assert list(looking.offers_for(wish)) == [fits]


def test_a_wish_for_anything_meets_all_but_the_own_places():
    wish = WishFactory()
    OfferFactory(organisation=wish.organisation)
    other, _draft = place(), place(state="draft")

    assert list(looking.offers_for(wish)) == [other]


def test_a_place_that_appears_is_mailed_once_however_often_one_looks():
    WishFactory(cadence="at_once")
    offer = place()

    tasks.look_for_wishes()
    Offer.objects.filter(pk=offer.pk).update(state="hidden")
    tasks.look_for_wishes()
    Offer.objects.filter(pk=offer.pk).update(state="published")
    tasks.look_for_wishes()

    assert [mail.subject for mail in mails()] == ["A place that fits your wish"]


def test_a_run_without_time_for_all_goes_on_with_the_rest(monkeypatch):
    wishes = [WishFactory(cadence="at_once") for _number in range(3)]
    place()
    monkeypatch.setattr(tasks, "SECONDS", -1)

    found = []
    for _run in range(4):
        tasks.look_for_wishes()
        found.append([wish.hits.count() for wish in wishes])

    assert found == [[1, 0, 0], [1, 1, 0], [1, 1, 1], [1, 1, 1]]


def test_a_place_that_changes_so_that_it_fits_is_mailed():
    WishFactory(cadence="at_once", months=[3])
    offer = place(months=[4])
    tasks.look_for_wishes()
    assert list(mails()) == []

    offer.months = [3]
    offer.save()
    tasks.look_for_wishes()

    assert mails().count() == 1


def test_a_month_that_is_closed_to_its_end_meets_no_wish_until_it_is_opened():
    wish = WishFactory(cadence="at_once", months=[next_month(2).month])
    offer, last = place(), next_month(3) - dt.timedelta(days=1)
    period = offer.closed_periods.create(first=next_month(2), last=last)
    tasks.look_for_wishes()
    assert (wish.hits.count(), mails().count()) == (0, 0)

    offer.reopen(MemberFactory(reference=offer.organisation), period.pk)
    tasks.look_for_wishes()

    assert mails().count() == 1


def test_what_a_new_wish_finds_at_once_is_not_mailed():
    place()
    wish = WishFactory(cadence="at_once")
    looking.look(wish, is_new=True)

    tasks.look_for_wishes()

    assert (wish.hits.count(), mails().count()) == (1, 0)


def test_once_a_week_gathers_what_was_found():
    wish = WishFactory(cadence="weekly")
    place(), place()
    tasks.look_for_wishes()
    assert mails().count() == 0

    Wish.objects.filter(pk=wish.pk).update(created_at=timezone.now() - dt.timedelta(days=7))
    tasks.look_for_wishes()
    place()
    tasks.look_for_wishes()

    assert [mail.subject for mail in mails()] == ["2 places that fit your wish"]


def test_of_two_workers_who_tell_at_once_one_writes():
    wish = WishFactory(cadence="at_once")
    place()
    looking.look(wish)
    late = Wish.objects.get(pk=wish.pk)

    assert [looking.tell(wish), looking.tell(late)] == [True, False]


def test_the_mail_is_in_the_language_of_its_reader():
    wish = WishFactory(cadence="at_once")
    wish.worker.language = "nl"
    wish.worker.save()
    place()

    tasks.look_for_wishes()

    assert mails().get().subject == "Een plek die bij je wens past"


def test_the_link_in_the_mail_stops_that_wish_without_signing_in(client):
    wish, other = WishFactory(cadence="at_once"), WishFactory()
    place()
    tasks.look_for_wishes()
    path = re.search(r"/wishes/stop/[\w-]+/", mails().get(to=wish.worker.email).html).group()

    assert client.get(path).status_code == 200
    assert Wish.objects.get(pk=wish.pk).state == "open"
    client.post(path)

    assert [Wish.objects.get(pk=row.pk).state for row in (wish, other)] == ["stopped", "open"]
    assert client.get(path).status_code == 410


def test_a_stopped_wish_a_former_worker_and_a_paused_house_are_not_written_to():
    stopped, left, paused = (WishFactory(cadence="at_once") for _number in range(3))
    stopped.stop()
    left.worker.memberships.update(ended_at=timezone.now())
    type(paused.organisation).objects.filter(pk=paused.organisation_id).update(state="paused")
    place()

    tasks.look_for_wishes()

    assert mails().count() == 0


def test_a_confirmed_place_that_was_found_meets_the_wish():
    wish, offer = WishFactory(), place()
    looking.look(wish)
    tasks.close_met_wishes()
    assert Wish.objects.get(pk=wish.pk).state == "open"

    PlacementFactory(offer=offer, worker=wish.worker, sender=wish.organisation, state="confirmed")
    tasks.close_met_wishes()

    assert Wish.objects.get(pk=wish.pk).state == "met"


def test_a_place_that_was_not_found_for_it_leaves_the_wish_open():
    wish = WishFactory(months=[3])
    PlacementFactory(offer=place(months=[4]), worker=wish.worker, sender=wish.organisation, state="confirmed")
    looking.look(wish)

    tasks.close_met_wishes()

    assert Wish.objects.get(pk=wish.pk).state == "open"


def test_only_who_leads_writes_for_the_team():
    house = OrganisationFactory()
    leader, worker = MemberFactory(reference=house), MemberFactory(of=house)

    wish = Wish.write(by=leader, organisation=house)

    assert wish.reader().email == leader.email
    with pytest.raises(PermissionDenied):
        Wish.write(by=worker, organisation=house)
    assert not Wish.objects.visible_to(worker).exists()
