"""Work beside the pages. The only file that names django-q2, so that another queue could take its place.

The queue is an alarm clock, never the truth: what is due stands in the rows. A task gets primary keys, may run
twice without harm, and regular work finds what a lost task left behind.
"""

import logging
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone
from django.utils.module_loading import autodiscover_modules, import_string

# The lock of a task starts when it is claimed, not when it runs: retry must exceed timeout × (1 + queue_limit + bulk).
CLUSTER = {
    "name": "vlinder",
    "orm": "default",
    "workers": 1,
    "queue_limit": 1,
    "bulk": 1,
    "poll": 1,  # seconds; also how long a task waits at most when nothing else is going on
    "timeout": 60,
    "retry": 240,
    "max_attempts": 5,
    "ack_failures": False,
    "catch_up": False,
    "recycle": 200,
    "save_limit": 100,
    "save_limit_per": "func",  # many mails must not push out the last heartbeat
    "cache": "none",  # no such cache: its statistics would be written twice a second
    "log_level": "WARNING",
    "time_zone": "Europe/Brussels",
}
SILENCE = 5 * 60  # seconds without a heartbeat after which the whole cluster counts as stalled

log = logging.getLogger(__name__)
_regular = {}
_is_held = ContextVar("is_held", default=False)


def enqueue(path, *args):
    """Have the worker call the function at this dotted path, as soon as the running transaction is committed."""
    from django_q.tasks import async_task

    if not _is_held.get():
        async_task(path, *args)


@contextmanager
def held():
    """Nothing is enqueued within: for who does all the work in this process, by `regular_work`."""
    token = _is_held.set(True)
    try:
        yield
    finally:
        _is_held.reset(token)


def regular(minutes):
    """Declare in an app's tasks.py that this function without arguments runs every so many minutes."""

    def declare(function):
        _regular[f"{function.__module__}.{function.__qualname__}"] = minutes
        return function

    return declare


@contextmanager
def spared(row):
    """Within, a round does its work for one row: a fault is logged, and the round goes on with the other rows.

    What this row was due stays due, so the next round tries it again.
    """
    try:
        yield
    except Exception:
        log.exception("Regular work met a fault at %s %s", type(row).__name__, row.pk)


def regular_work():
    """Every function that runs regularly."""
    autodiscover_modules("tasks")
    return [import_string(path) for path in _regular]


@regular(minutes=1)
def beat():
    """Do nothing. That it was done, and its result written, shows that every part of the cluster works."""


def ensure_schedules():
    """Make the schedule rows equal to what the apps declare; every regular work is due at once after a start."""
    from django_q.models import Schedule

    autodiscover_modules("tasks")
    for path, minutes in _regular.items():
        values = {"func": path, "schedule_type": Schedule.MINUTES, "minutes": minutes, "next_run": timezone.now()}
        Schedule.objects.update_or_create(name=path, defaults=values)
    Schedule.objects.exclude(name__in=_regular).delete()


def heartbeat_age():
    """Return the seconds since the worker last completed its heartbeat; None if it never did."""
    from django_q.models import Success

    last = Success.objects.filter(func=f"{__name__}.beat").order_by("-stopped").first()
    return last and (timezone.now() - last.stopped).total_seconds()
