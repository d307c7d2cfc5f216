import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone
from django_q.models import OrmQ, Schedule, Success

from exchange import jobs

pytestmark = pytest.mark.django_db


def test_the_schedules_are_what_the_apps_declare():
    jobs.ensure_schedules()
    jobs.ensure_schedules()

    declared = sorted((path, minutes) for path, minutes in jobs._regular.items())
    assert sorted(Schedule.objects.values_list("func", "minutes")) == declared
    assert ("exchange.jobs.beat", 1) in declared


def test_regular_work_that_no_one_declares_any_more_is_dropped():
    Schedule.objects.create(name="old.tasks.sweep", func="old.tasks.sweep", schedule_type="I", minutes=5)

    jobs.ensure_schedules()

    assert not Schedule.objects.filter(name="old.tasks.sweep").exists()


def test_all_regular_work_is_due_after_a_start():
    jobs.ensure_schedules()
    Schedule.objects.update(next_run=timezone.now() + dt.timedelta(days=30))

    jobs.ensure_schedules()

    assert not Schedule.objects.filter(next_run__gt=timezone.now()).exists()


def test_a_task_is_queued_with_the_change_that_asks_for_it():
    with transaction.atomic():
        jobs.enqueue("exchange.jobs.beat")
        assert OrmQ.objects.count() == 1
        transaction.set_rollback(True)

    assert OrmQ.objects.count() == 0


def test_without_a_heartbeat_there_is_no_age():
    assert jobs.heartbeat_age() is None


def test_the_age_counts_from_the_newest_heartbeat():
    for minutes in (9, 2):
        then = timezone.now() - dt.timedelta(minutes=minutes)
        beat = {"name": f"beat-{minutes}", "func": "exchange.jobs.beat", "started": then, "stopped": then}
        Success.objects.create(id=f"{minutes:032}", success=True, **beat)

    assert 120 <= jobs.heartbeat_age() < 180


def test_the_lock_of_a_task_outlives_the_longest_wait_and_run():
    claimed = jobs.CLUSTER["queue_limit"] + jobs.CLUSTER["bulk"]

    assert jobs.CLUSTER["retry"] > jobs.CLUSTER["timeout"] * (1 + claimed / jobs.CLUSTER["workers"])
