"""The year's numbers and the two charts, with expectations counted by hand."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from exchange import pages
from exchange.desk import figures, morning
from exchange.desk.forms import OrganisationSearch
from exchange.notifications.models import OutboxMail
from exchange.placements.models import PastImmersion
from exchange.programmes.models import Programme
from exchange.questionnaires.models import Sheet
from tests.factories import MemberFactory, OrganisationFactory, term
from tests.placements.going import a_placement

from .morning import MONDAY, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as clock:  # the first of March 2027
        yield clock


def shown(figure):
    return figure.value, figure.small


def joined(months, **columns):
    return OrganisationFactory(welcomed_at=timezone.now() - dt.timedelta(days=months * 31), **columns)


def held(days_ago, sender="DIS", host="MH", state="completed"):
    placement = a_placement(state, starts_in=-days_ago)
    for side, code in ((placement.sender, sender), (placement.host, host)):
        side.sector = term("sector", code)
        side.save()
    return placement


def test_members_are_the_active_ones_and_the_new_of_this_quarter():
    joined(14)
    joined(1)
    joined(14, state="paused")
    OrganisationFactory(state="applied", welcomed_at=None)

    assert shown(figures.members()) == ("2", "+1 this quarter")


def test_immersions_are_those_that_took_place_since_new_year_beside_last_years():
    for days_ago in (10, 59, 60, 365 + 10, 365 - 5):  # 59 days ago was New Year's Day
        held(days_ago)
    held(20, state="ready")
    held(20, state="no_show")

    figure = figures.immersions()
    assert (shown(figure), figure.is_better) == (("2", "1 at this time last year"), False)


def test_commitments_count_who_has_been_a_member_for_twelve_months():
    joined(13, hosted=1, sent=2)
    joined(13, hosted=4)
    joined(13, sent=1)
    joined(3)

    assert shown(figures.promises()) == ("33 %", "hosted and sent at least one")


def test_nothing_to_compare_with_shows_a_dash():
    assert shown(figures.promises())[0] == "–"
    assert shown(figures.feedback()) == ("–", "0 of 0")


def test_feedback_counts_what_was_asked_this_year():
    for number, party in enumerate(("worker", "host")):
        sheet = Sheet.for_(held(10), "end", party)
        Sheet.objects.filter(pk=sheet.pk).update(sent_at=timezone.now(), finished_at=timezone.now() if number else None)
    last_year = Sheet.for_(held(80), "end", "worker")
    Sheet.objects.filter(pk=last_year.pk).update(sent_at=timezone.now() - dt.timedelta(days=70))

    assert shown(figures.feedback()) == ("50 %", "1 of 2")


def test_the_bars_are_twelve_months_up_to_this_one():
    for days_ago in (0, 5, 6, 340, 400):
        held(days_ago)

    bars = figures.per_month()

    assert [bar["letter"] for bar in bars] == list("AMJJASONDJFM")
    assert [bar["number"] for bar in bars] == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 1]
    assert [bar["height"] for bar in bars][-2:] == [105, 52]
    assert bars[-1]["name"] == "March 2027"


def test_between_the_sectors_counts_this_year_and_who_is_both_crosses():
    for sender, host in (("DIS", "MH"), ("DIS", "MH"), ("MH", "DIS"), ("MH", "MH")):
        held(10, sender, host)

    between = figures.between_sectors()

    table = {sender.code: {to.code: n for to, (n, _across) in zip(between["sectors"], row, strict=True)}
             for sender, row in between["rows"]}  # fmt: skip
    assert table == {"DIS": {"DIS": 0, "MH": 2}, "MH": {"DIS": 1, "MH": 1}}
    assert between["share"] == "75 %"


def test_the_front_page_tells_the_figures_of_the_desk():
    held(10), held(20, sender="MH", host="MH"), held(400)
    held(20, state="ready")
    host, sender = OrganisationFactory(sector=term("sector", "DIS")), OrganisationFactory(sector=term("sector", "MH"))
    days = {"first_day": dt.date(2027, 1, 11), "last_day": dt.date(2027, 1, 12), "dates": [], "minutes": 900}
    PastImmersion.objects.create(programme=Programme.current(), host=host, sender=sender, **days)

    assert pages.counts() | {"organisations": 0} == {"organisations": 0, "immersions": 3, "crossing_percent": 67}
    assert figures.immersions().value == "3"


def test_the_morning_names_what_waits_for_maya(client):
    signed_in(client)
    MemberFactory(is_coordinator=True)
    applied = OrganisationFactory(state="applied", mail_confirmed_at=timezone.now() - dt.timedelta(days=6))
    alone = OrganisationFactory(without_reference_since=dt.date(2027, 1, 29), welcomed_at=timezone.now())
    joined(13, sent=1)
    OutboxMail.objects.create(key="a", name="desk/nudge", to="a@example.org", language="fr", state="failed")

    said = [(matter.sentence, matter.is_late) for matter in morning.matters([], [])]

    assert said == [
        (f"{applied} would like to join.", True),
        (f"{alone} has no reference person.", True),
        ("1 mail did not arrive.", True),
        ("1 organisation has not hosted and sent within 12 months.", False),
    ]


@pytest.mark.parametrize("days, is_late", [(3, False), (4, False), (5, True)])
def test_an_application_is_late_after_two_working_days(days, is_late):
    OrganisationFactory(state="applied", mail_confirmed_at=timezone.now() - dt.timedelta(days=days))

    assert [matter.is_late for matter in morning.to_welcome()] == [is_late]


def test_maya_lists_who_never_hosted_or_sent_and_lets_some_rest():
    kept, new = joined(13, hosted=1, sent=1), joined(3)
    never, resting = joined(15), joined(14, hold_until=dt.date(2027, 4, 1))

    assert list(OrganisationSearch({"state": "to_keep"}).rows()) == [never, resting, new]
    assert list(OrganisationSearch({"state": "to_talk_to"}).rows()) == [never]
    assert kept in OrganisationSearch({}).rows()
