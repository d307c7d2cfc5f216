"""What asking and confirming refuse, each with its sentence and the date on which it becomes possible."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from exchange.placements.states import MoveRefused
from exchange.programmes.models import Programme
from exchange.programmes.workdays import today
from tests.factories import (
    MemberFactory,
    MembershipFactory,
    OfferFactory,
    OrganisationFactory,
    PlacementFactory,
    placement_date,
    term,
)

pytestmark = pytest.mark.django_db


def request(**values):
    return PlacementFactory(**{"state": "draft", "asked_at": None, **values})


def in_days(number):
    return today() + dt.timedelta(days=number)


def ago(days):
    return timezone.now() - dt.timedelta(days=days)


def test_an_immersion_is_longer_than_one_full_day_over_at_least_two_dates():
    one_long = request(days=[placement_date(0)])
    one_long.days.update(starts=dt.time(8), ends=dt.time(20))
    two_short = request()
    two_short.days.update(starts=dt.time(9), ends=dt.time(13, 18), break_minutes=30)

    assert [placement.planned_minutes() for placement in (one_long, two_short)] == [690, 456]
    assert [placement.refusal_to_ask().code for placement in (one_long, two_short)] == ["short", "short"]
    two_short.days.update(break_minutes=29)
    assert request(days=None, worker=two_short.worker).refusal_to_ask() is None


def test_the_number_belongs_to_the_programme():
    placement = request()
    Programme.objects.update(full_day_minutes=900)
    placement.offer.programme.refresh_from_db()

    assert placement.refusal_to_ask().code == "short"


@pytest.mark.parametrize("field, value, code", [("minimum_dates", 3, "minimum"), ("maximum_dates", 1, "maximum")])
def test_the_host_may_ask_more_or_less_dates(field, value, code):
    assert request(offer=OfferFactory(**{field: value})).refusal_to_ask().code == code


@pytest.mark.parametrize(
    "notice, first, possible", [(None, 9, 10), (None, 10, None), (0, 0, None), (0, -1, 0), (30, 29, 30)]
)
def test_the_notice_counts_from_today_to_the_first_day(notice, first, possible):
    offer = OfferFactory(notice_days=notice, weekdays=list(range(7)))
    placement = request(offer=offer, days=[in_days(first), in_days(first + 1)])

    refusal = placement.refusal_to_ask()

    assert (refusal and refusal.possible_on) == (None if possible is None else in_days(possible))


@pytest.mark.parametrize("days_ago, possible", [(0, 7), (6, 1), (7, None)])
def test_after_a_no_the_same_offer_waits_seven_days(days_ago, possible):
    refused = PlacementFactory(state="refused", moved_at=ago(days_ago))
    again = request(worker=refused.worker, sender=refused.sender, offer=refused.offer)

    refusal = again.refusal_to_ask()

    assert (refusal and (refusal.code, refusal.possible_on)) == (possible and ("again", in_days(possible)))


def test_a_no_elsewhere_holds_nobody_back():
    refused = PlacementFactory(state="refused")

    assert request(worker=refused.worker, sender=refused.sender).refusal_to_ask() is None


def test_three_requests_may_be_open_and_the_oldest_tells_when():
    first = PlacementFactory(moved_at=ago(4), asked_at=ago(4))
    same = {"worker": first.worker, "sender": first.sender}
    PlacementFactory(**same)
    assert request(**same).refusal_to_ask() is None
    PlacementFactory(**same, state="employer_pending", asked_at=None)

    refusal = request(**same).refusal_to_ask()

    assert (refusal.code, refusal.possible_on) == ("open", in_days(17))


def test_one_request_may_be_open_per_host_whatever_the_offer():
    first = PlacementFactory()
    other = OfferFactory(organisation=first.host)

    refusal = request(worker=first.worker, sender=first.sender, offer=other).refusal_to_ask()

    assert (refusal.code, refusal.possible_on) == ("host_open", in_days(21))


def test_the_host_is_none_of_ones_own_also_when_one_has_several():
    placement = request()
    MembershipFactory(member=placement.worker, organisation=placement.host)

    assert [placement.refusal_to_ask().code, placement.refusal_to_declare().code] == ["own", "own"]


@pytest.mark.parametrize("side", ["sender", "host"])
def test_both_organisations_are_active(side):
    placement = request()
    organisation = getattr(placement, side)
    type(organisation).objects.filter(pk=organisation.pk).update(state="paused")

    assert type(placement).objects.get(pk=placement.pk).refusal_to_ask().code == side


def test_a_worker_is_not_in_two_places_on_one_day():
    first = PlacementFactory(state="confirmed")

    refusal = request(
        worker=first.worker, sender=first.sender, days=[placement_date(1), placement_date(2)]
    ).refusal_to_ask()

    assert refusal.code == "overlap"


def test_declaring_asks_for_length_and_another_house_not_for_notice():
    soon = request(days=[in_days(1), in_days(2)])
    short = request(days=[in_days(1)])

    assert (soon.refusal_to_declare(), short.refusal_to_declare().code) == (None, "short")


def test_the_same_sector_gives_a_notice_not_a_refusal():
    house = OrganisationFactory(sector=term("sector", "MH"))
    same, cross = request(sender=house), request()

    assert same.refusal_to_ask() is None
    assert same.notices() == [
        "This host works in the same sector as you. This immersion does not count for the commitment."
    ]
    assert cross.notices() == []


def test_a_language_and_a_closed_month_are_told_to_each_side_in_its_own_words():
    offer = OfferFactory(asked_language=term("language", "ar"), months=[(placement_date(0).month + 5) % 12 + 1])
    asked = request(offer=offer)

    assert asked.notices() == [
        "This host asks for a language that is not in your profile: Arabic.",
        asked.refusal_to_ask().sentence,
    ]
    assert asked.notices(party="host") == [
        "The offer asks for a language that is not in the visitor’s profile: Arabic.",
        "Your offer says that you are closed on one of these days.",
    ]


def test_who_reads_the_platform_in_a_language_speaks_it():
    asked = request(offer=OfferFactory(asked_language=term("language", "nl")))
    asked.worker.language = "nl"

    assert asked.notices() == []


@time_machine.travel("2026-11-29 10:00 +01:00", tick=False)
def test_no_date_is_more_than_eighteen_months_ahead():
    last = dt.date(2028, 5, 29)
    near, far = ([last - dt.timedelta(days=3), last + dt.timedelta(days=days)] for days in (0, 1))
    asked, mistyped, host_asked = request(days=near), request(days=far), request(state="requested")
    times = {"starts": dt.time(22), "ends": dt.time(6), "break_minutes": 0}
    proposed = [{"date": day, **times} for day in far]

    assert (asked.refusal_to_ask(), asked.refusal_to_declare()) == (None, None)
    refusals = [mistyped.refusal_to_ask(), mistyped.refusal_to_declare(), mistyped.refusal_to_confirm()]
    assert {refusal.sentence for refusal in refusals} == {
        "This is too far ahead. The last possible date is Mon 29 May 2028."
    }
    with pytest.raises(MoveRefused, match="propose_dates"):
        host_asked.propose_dates(by=host_asked.worker, sets=[proposed])


def test_a_full_day_refuses_the_confirmation_and_frees_again():
    first = PlacementFactory(state="confirmed")
    second = PlacementFactory(offer=first.offer, days=[placement_date(1), placement_date(2)])
    assert second.refusal_to_confirm().code == "full"

    first.state = "cancelled"
    first.save()

    assert second.refusal_to_confirm() is None


@pytest.mark.parametrize("days, code", [((1, 2), "full_month"), ((12, 13), "full_month"), ((31, 32), None)])
def test_a_full_month_refuses_the_confirmation_whatever_its_days(days, code):
    """The first comes on 11 and 12 March 2027; its month takes one visitor, though each day takes three."""
    with time_machine.travel(dt.datetime(2027, 3, 1, 10, tzinfo=dt.UTC), tick=False):
        offer = OfferFactory(capacity=3, monthly_capacity=1)
        PlacementFactory(offer=offer, state="confirmed", days=[in_days(10), in_days(11)])
        second = PlacementFactory(offer=offer, days=[in_days(number) for number in days])
        refusal = second.refusal_to_confirm()

        assert (refusal and refusal.code) == code
        assert not code or refusal.sentence == "This host takes no more visitors in March 2027."
        free = set(type(second).objects.free_places(offer, second.dates(), besides=second).values())
        assert free == ({0} if code else {1})


def test_two_months_are_counted_apart_and_one_visitor_once_a_month():
    with time_machine.travel(dt.datetime(2027, 3, 1, 10, tzinfo=dt.UTC), tick=False):
        offer = OfferFactory(capacity=9, monthly_capacity=2)
        PlacementFactory(offer=offer, state="confirmed", days=[in_days(29), in_days(30), in_days(31), in_days(32)])
        dates = [in_days(5), in_days(40), in_days(70)]

        assert list(PlacementFactory._meta.model.objects.free_places(offer, dates).values()) == [1, 1, 2]


@pytest.mark.parametrize(
    "consent, until, status, rule",
    [
        ("each", None, "employee", "each"),
        ("strict", None, "volunteer", "strict"),
        ("general", 60, "employee", "general"),
        ("general", 30, "employee", "each"),
        ("none", None, "employee", "none"),
        ("each", None, "self_employed", "none"),
    ],
)
def test_the_rule_of_consent_is_kept_as_it_held_when_asking(consent, until, status, rule):
    given = {"consent_given_by": "Ada Baas", "consent_given_on": in_days(-9)} if consent == "general" else {}
    sender = OrganisationFactory(consent=consent, consent_until=until and in_days(until), **given)
    MemberFactory(reference=sender)
    worker = MemberFactory(of=sender, of__status=status)
    placement = request(sender=sender, worker=worker, status=status, consent_rule="none")

    placement.ask(by=worker)

    assert (placement.consent_rule, placement.state) == (rule, "employer_pending" if rule == "strict" else "requested")
    assert placement.consent_name == ("Ada Baas" if rule == "general" else "")


def test_reopening_holds_the_rules_anew_and_ends_after_thirty_days():
    late = PlacementFactory(state="expired", moved_at=ago(31))
    passed = PlacementFactory(state="expired", days=[in_days(1), in_days(2)])

    for placement, words in [(late, "too long ago"), (passed, "notice")]:
        with pytest.raises(MoveRefused) as refused:
            placement.reopen(by=placement.worker)
        assert words in str(refused.value.sentence)
    passed.reopen(
        by=passed.worker,
        days=[{**day.as_value(), "date": str(placement_date(n))} for n, day in enumerate(passed.days.all())],
    )
    assert passed.state == "requested"
