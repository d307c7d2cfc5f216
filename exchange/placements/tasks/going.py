"""Regular work around the visit: reminders to prepare, the practical mail, hours and certificate asked of the host.

All is computed from the rows. A key holds the placement, the date it counts from and the stage: nothing is told twice,
and after a change of dates it is told anew.
"""

import datetime as dt
from functools import partial

from django.db.models import Max, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.jobs import regular, spared
from exchange.notifications import outbox
from exchange.notifications.models import Reminder
from exchange.programmes.workdays import today

from .. import mails, turns, words
from ..models import Placement
from ..states import Party, State

SOON = [State.CONFIRMED, State.READY]
DONE = [State.COMPLETED, State.INTERRUPTED]
FAR = dt.timedelta(days=60)  # neither side is reminded of what is longer ago, or farther ahead


@regular(minutes=60)
def remind_going():
    """Remind of the outline, the hours and the certificate; drop what is no longer due from tomorrow's mail."""
    due = set()
    for placement in _around_today():
        with spared(placement):
            due |= _remind_all(placement)
    waiting = Reminder.objects.waiting().filter(name__in=mails.going.REMINDERS)
    waiting.exclude(key__in=due).delete()


@regular(minutes=60)
def tell_the_day_before():
    """Place, contact and what to bring, to worker and host."""
    for placement in _around_today().filter(state__in=SOON, first__gte=today()):
        with spared(placement):
            is_time = _days_until(placement) == placement.programme.practical_days
            if is_time and not placement.is_on_hold and not turns.left_at(placement):
                mails.going.practical(placement)


@regular(minutes=60)
def ask_attendance():
    """On the day after the last one, ask the host how it went."""
    for placement in _around_today().filter(state=State.READY, last__lte=today()):
        with spared(placement):
            is_time = placement.has_ended and _days_after(placement) >= placement.programme.attendance_days
            if is_time and not placement.is_on_hold:
                mails.going.ask_attendance(placement)


def _around_today():
    """Placements whose dates are near enough to remind anybody of."""
    near = Placement.objects.annotate(first=Min("days__date"), last=Max("days__date"))
    near = near.filter(state__in=[*SOON, *DONE], first__lte=today() + FAR, last__gte=today() - FAR)
    return turns.with_turns(near)


def _days_until(placement):
    return (placement.first_day - today()).days


def _days_after(placement):
    return (today() - placement.ended_on).days


def _prepare_stage(placement):
    return int(_days_until(placement) <= placement.programme.prepare_days)


def _attendance_stage(placement):
    return int(_days_after(placement) >= placement.programme.attendance_reminder_days)


def _certificate_stage(placement):
    rules, days = placement.programme, _days_after(placement)
    return (days >= rules.certificate_reminder_days) + (days >= rules.certificate_days)


STAGES = {"prepare": _prepare_stage, "attendance": _attendance_stage, "certificate": _certificate_stage}
READERS = {
    Party.WORKER: mails.readers.worker,
    Party.HOST: mails.readers.answering,
    Party.SENDER: mails.readers.sender,
}
PAGES = {
    "prepare": "questionnaires:preparation",
    "attendance": "agreements:attendance",
    "certificate": "agreements:attendance",
}


def _remind_all(placement):
    """Remind of every task for which it is time; returns the keys that are due."""
    found = [] if placement.is_on_hold else [*turns.tasks(placement), *_for_the_team(placement)]
    staged = [(task, STAGES[task.name](placement)) for task in found if task.name in STAGES]
    return {key for task, stage in staged if stage for key in _remind(placement, task, stage)}


def _for_the_team(placement):
    """The sending team's part of the outline: nobody's turn, but worth a line while it waits."""
    waits = placement.state in SOON and not placement.has_started and not turns.left_at(placement)
    if waits and placement.dates() and not turns.has_finished(placement, "preparation", Party.SENDER):
        yield turns.Task("prepare", Party.SENDER, placement.moved_at, placement.first_day)


def _remind(placement, task, stage):
    """Write the reminder of one task to who must act; returns the keys that are due."""
    date = placement.first_day if task.name == "prepare" else placement.ended_on
    readers = READERS[task.party](placement)
    keys = []
    for number, reader in enumerate(readers):
        key = f"placements:{task.name}:{placement.pk}:{date}:{stage}:{task.party}:{number}"
        sentence, url = partial(_sentence, placement, task), reverse(PAGES[task.name], args=[placement.number])
        name = f"placements/remind_{task.name}"
        outbox.remind(name, key=key, to=reader, sentence=sentence, url=url, about=placement.about)
        keys.append(key)
    return keys


def _sentence(placement, task):
    values = {
        "worker": placement.worker,
        "host": placement.host,
        "dates": placement.days_text,
        "until": words.day_text(task.until) if task.until else "",
    }
    sentences = {
        ("prepare", Party.WORKER): _("You go to %(host)s on %(dates)s. Prepare it in ten minutes."),
        ("prepare", Party.HOST): _("%(worker)s comes on %(dates)s. Prepare the visit in ten minutes."),
        ("prepare", Party.SENDER): _(
            "%(worker)s goes to %(host)s on %(dates)s. Who replaces, does the insurer know? Write it down together."
        ),
        ("attendance", Party.HOST): _("%(worker)s was with you on %(dates)s. Please confirm the hours."),
        ("certificate", Party.HOST): _("%(worker)s waits for the certificate, due on %(until)s."),
    }
    return sentences[task.name, task.party] % values
