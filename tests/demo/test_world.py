"""The demo world: what stands in it, whom it knows, and that it can be made on any day of the year."""

import datetime as dt
from collections import Counter

import pytest
import time_machine
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from agreements.models import Agreement, Certificate, Document
from catalogue.models import Offer
from exchange.demo import world
from exchange.demo.world.build import _mark, source
from exchange.members.models import Member, Organisation
from exchange.notifications.models import OutboxMail, Reminder
from exchange.placements.models import Event, Placement
from exchange.placements.states import State
from exchange.questionnaires.models import Sheet

STATES = {
    "draft": 1, "employer_pending": 1, "requested": 1, "negotiating": 1, "declared": 1, "confirmed": 2, "ready": 2,
    "completed": 17, "interrupted": 1, "no_show": 1, "refused": 1, "expired": 1, "cancelled": 1,
}  # fmt: skip


def counted():
    return dict(Counter(Placement.objects.values_list("state", flat=True)))


def names_of_the_file():
    entries = source()["maya"] + [person for each in source()["organisation"] for person in each["person"]]
    return {f"{entry['first_name']} {entry['last_name']}" for entry in entries}


def test_every_stored_state_occurs(demo_world):
    assert counted() == STATES
    assert set(STATES) == set(State.values)
    assert dict(Counter(Organisation.objects.values_list("state", flat=True))) == {
        "active": 11, "paused": 1, "applied": 1, "invited": 1, "left": 1, "rejected": 1,
    }  # fmt: skip


@pytest.mark.parametrize("model", [Organisation, Offer, Placement])
def test_no_state_of_what_lives_is_missing(demo_world, model):
    states = {key for key, _label in model._meta.get_field("state").choices or model.State.choices}

    assert set(model.objects.values_list("state", flat=True)) == states


def test_each_placement_stands_as_the_file_says(demo_world):
    written = {(entry["worker"], entry["host"]): entry["state"] for entry in source()["placement"]}

    assert len(written) == Placement.objects.count()
    assert Counter(written.values()) == Counter(STATES)


def test_papers_and_feedback_are_there(demo_world):
    assert Agreement.objects.filter(signed_at__isnull=False).count() == 22
    assert Certificate.objects.count() == 17
    assert Document.objects.count() == 39
    assert [sheet.placement.worker.name for sheet in Sheet.objects.finished().unread()] == ["Grâce Lanterne"]


def test_one_is_halfway_and_one_has_no_answer_for_sixteen_days(demo_world):
    samira = Placement.objects.get(worker__first_name="Samira")
    pieter = Placement.objects.get(worker__first_name="Pieter")

    with time_machine.travel(demo_world):  # the tests may have gone on over midnight
        assert samira.in_progress
        assert (timezone.localdate() - timezone.localdate(pieter.asked_at)).days == 16
    assert Reminder.objects.filter(about=pieter.about, mail__isnull=False).count() >= 2


def test_only_invented_people_at_addresses_that_lead_nowhere(demo_world):
    assert {person.name for person in Member.objects.all()} == names_of_the_file()
    domains = {email.rpartition("@")[2] for email in Member.objects.values_list("email", flat=True)}
    assert domains == {"example.org", "mail.invalid"}
    assert {
        row.rpartition("@")[2] for row in OutboxMail.objects.exclude(to=settings.MAYA_MAIL).values_list("to", flat=True)
    } == {"example.org"}


def test_every_mail_was_sent_on_its_day(demo_world):
    assert set(OutboxMail.objects.values_list("state", flat=True)) == {"sent"}
    late = [mail for mail in OutboxMail.objects.all() if mail.sent_at - mail.created_at > dt.timedelta(minutes=1)]
    assert late == []
    assert OutboxMail.objects.earliest("sent_at").sent_at < timezone.now() - dt.timedelta(days=1000)


def test_history_is_told_in_the_order_of_time(demo_world):
    for placement in Placement.objects.prefetch_related("events"):
        moments = [event.at for event in sorted(placement.events.all(), key=lambda event: event.pk)]
        assert moments == sorted(moments)
    assert Event.objects.filter(at__gt=timezone.now()).count() == 0


def test_making_it_twice_changes_nothing(demo_world, settings, capsys):
    settings.DEMO = True
    before = counted(), OutboxMail.objects.count()

    call_command("demo")

    assert capsys.readouterr().out == "The demo world is there already.\n"
    assert (counted(), OutboxMail.objects.count()) == before


def test_a_world_that_was_not_made_to_its_end_is_no_world(demo_world, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    assert world.is_there()

    _mark().touch()

    assert not world.is_there()


def test_the_demo_world_can_be_emptied(demo_world):
    assert world.wipe()
    assert not Member.objects.exists() and not world.is_there()


@pytest.mark.django_db
def test_no_demo_world_without_demo(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="not a demo"):
        call_command("demo")


@pytest.mark.django_db
def test_what_is_not_the_demo_world_is_never_emptied(settings):
    from tests.factories import OrganisationFactory

    settings.DEMO = True
    own = OrganisationFactory()

    with pytest.raises(CommandError, match="nothing was changed"):
        call_command("demo", again=True)
    assert list(Organisation.objects.all()) == [own]


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.parametrize("day", ["2027-12-31", "2028-02-29"])
def test_it_can_be_made_on_any_day(transactional_db, settings, tmp_path, day):
    settings.DEMO, settings.VAR_DIR = True, tmp_path

    with time_machine.travel(f"{day}T14:00:00Z"):
        world.build()

        assert counted() == STATES
        assert Placement.objects.get(worker__first_name="Samira").in_progress
        assert list(tmp_path.iterdir()) == []
