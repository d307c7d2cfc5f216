"""What an early end frees, takes out of the calendar and asks for: the dates on which nothing was done are gone."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from exchange.matching.free import visits_to
from exchange.notifications.models import OutboxMail
from exchange.placements import calendar, turns
from exchange.placements.models import Placement
from exchange.placements.states import MoveRefused
from tests.factories import PlacementFactory

from .going import a_placement
from .test_going_calendar import appointments

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun():
    """Three days: yesterday, today, tomorrow."""
    return a_placement("ready", -1, dates=3)


def end(placement, *minutes):
    hours = dict(zip(placement.dates(), minutes, strict=True))
    placement.end_early(by=placement.host_lead, reason="personal", minutes=hours)


def free(placement):
    return list(Placement.objects.free_places(placement.offer, placement.dates()).values())


def test_the_dates_on_which_nothing_was_done_are_free_again(begun):
    most, tomorrow = begun.offer.capacity, begun.last_day
    assert free(begun) == [most - 1, most - 1, most - 1]

    end(begun, 450, 0, 0)

    assert free(begun) == [most - 1, most, most]
    assert tomorrow not in {date for _placement, date in visits_to({begun.offer_id})[begun.offer_id]}


def test_the_worker_may_go_elsewhere_on_them(begun):
    other = PlacementFactory(worker=begun.worker, days=[begun.last_day])
    with pytest.raises(MoveRefused):
        other.refuse_if_taken([begun.last_day])

    end(begun, 450, 0, 0)

    other.refuse_if_taken([begun.last_day])
    with pytest.raises(MoveRefused):
        other.refuse_if_taken([begun.first_day])


def test_they_leave_the_calendars_of_both(begun):
    gone = [(str(date), 1, "CANCELLED") for date in begun.dates()[1:]]

    end(begun, 450, 0, 0)

    mails = OutboxMail.objects.exclude(calendar="")
    assert {mail.key.split(":")[2] for mail in mails} == {"worker", "host"}
    assert [(mail.calendar_method, appointments(mail.calendar)) for mail in mails] == [("CANCEL", gone)] * len(mails)
    assert appointments(calendar.standing(begun)) == [(str(begun.first_day), 1, "CONFIRMED"), *gone]


def test_an_end_on_the_last_day_takes_nothing_out_of_a_calendar():
    placement = a_placement("ready", 0, dates=1)
    placement.days.update(starts=dt.time(0), ends=dt.time(0))  # until midnight

    end(placement, 60)

    assert not OutboxMail.objects.exclude(calendar="").exists()


def test_the_certificate_is_due_from_the_end_not_from_a_day_that_never_took_place():
    placement = a_placement("ready", -1, dates=30)

    end(placement, 450, 450, *[0] * 28)

    (task,) = [task for task in turns.tasks(placement) if task.name == "certificate"]
    assert task.until == timezone.localdate() + dt.timedelta(days=14)


@pytest.mark.parametrize("state, days, status", [("confirmed", 0, 404), ("confirmed", 2, 200), ("cancelled", 2, 200)])
def test_the_file_for_the_calendar_says_how_it_stands(client, state, days, status):
    placement = a_placement(state, dates=days)
    client.force_login(placement.worker)

    answer = client.get(reverse("placements:calendar", args=[placement.number]))

    assert answer.status_code == status
    if status == 200:
        said = {standing for _date, _number, standing in appointments(answer.content.decode())}
        assert said == {"CANCELLED" if state == "cancelled" else "CONFIRMED"}
