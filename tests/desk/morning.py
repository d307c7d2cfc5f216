"""What the tests of Maya's desk share: her staff, signed in, and the clock of one Monday."""

import datetime as dt
from zoneinfo import ZoneInfo

from exchange.desk import work
from exchange.notifications.models import OutboxMail
from tests.questionnaires.asked import maya

BRUSSELS = ZoneInfo("Europe/Brussels")
MONDAY = dt.datetime(2027, 3, 1, 9, tzinfo=BRUSSELS)


def signed_in(client):
    els = maya()
    client.force_login(els)
    return els


def on_the_desk():
    """Per column, the sentences of its entries, in their order."""
    return {column.key: [entry.sentence for entry in column.entries] for column in work.columns(work.live())}


def late():
    """Per column that holds something late, how many."""
    counts = {column.key: sum(entry.is_late for entry in column.entries) for column in work.columns(work.live())}
    return {key: number for key, number in counts.items() if number}


def mails(name="desk/nudge"):
    return list(OutboxMail.objects.filter(name=name).order_by("pk"))
