"""From the file of the demo world to rows, mails and history."""

import datetime as dt
import tomllib
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import translation

from exchange import jobs
from exchange.members.models import Member, Organisation
from exchange.notifications import tasks
from exchange.notifications.models import OutboxMail
from exchange.programmes.workdays import today

from .clock import Agenda, regular_work
from .more import bring_in, write_second_offer
from .people import Joining, Staff, put_question
from .stories import Story
from .wishes import propose, put_wish

SOURCE = Path(__file__).parent.parent / "data" / "world.toml"
LATELY = 3  # days up to today with regular work on every morning


class World:
    """What the actions share: the day on which it is built, its people, organisations and offers by key."""

    def __init__(self):
        self.today, self.agenda = today(), Agenda()
        self.people, self.organisations, self.offers = {}, {}, {}

    @property
    def maya(self):
        return self.people["els"]

    @staticmethod
    def entry_of(key):
        """What the file says of an organisation."""
        return next(entry for entry in source()["organisation"] if entry["key"] == key)


@cache
def source():
    with open(SOURCE, "rb") as file:
        return tomllib.load(file)


def is_there():
    """Whether a whole world, or anything else, is in this database."""
    return Organisation.objects.exists() and not _mark().exists()


def wipe():
    """Empty a database that holds the demo world, and no other. Returns whether there was one."""
    if not Member.objects.filter(email=source()["maya"][0]["email"]).exists():
        return False
    call_command("flush", interactive=False, verbosity=0)
    return True


def build():
    """Make the world. It is not one transaction: mail is sent between its steps, as in life."""
    _mark().parent.mkdir(parents=True, exist_ok=True)
    _mark().touch()
    with jobs.held(), translation.override(None), quick_writes():
        world = World()
        plan(world)
        world.agenda.run(regular_work(), after_each=send_what_is_due)
    _mark().unlink()
    return world


def send_what_is_due():
    """As the worker does within a second; most actions of the world write no mail."""
    if OutboxMail.objects.due().exists():
        tasks.sweep()


def plan(world):
    """Enter everything that happens into the agenda."""
    data = source()
    world.agenda.mornings(*(world.today - dt.timedelta(days=days) for days in range(LATELY)))
    Staff(world).plan(data["maya"])
    for entry in data["organisation"]:
        Joining(world, entry).plan()
    for entry in data["second_offer"]:
        write_second_offer(world, entry)
    for entry in data["brought_in"]:
        bring_in(world, entry)
    for entry in data["question"]:
        put_question(world, entry)
    for number, entry in enumerate(data["placement"]):
        Story(world, entry, number).plan()
    for entry in data["wish"]:
        put_wish(world, entry)
    propose(world)


class quick_writes:  # noqa: N801 - read as a statement
    """On SQLite, no wait for the disk after each of thousands of writes: a power cut costs a demo, nothing else."""

    def __enter__(self):
        self._set("OFF")

    def __exit__(self, *error):
        self._set("FULL")

    def _set(self, level):
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA synchronous={level}")


def _mark():
    """The file that stands while this database's world is being made: one not made to its end is made anew."""
    name = sha256(str(connection.settings_dict["NAME"]).encode()).hexdigest()[:12]
    return Path(settings.VAR_DIR) / f"demo-unfinished-{name}"
