"""Regular work while something is asked: reminders to the one who must act, and the end of what nobody answered.

All is computed from the rows. A reminder has a key per request and stage, so it is never written twice; what its
reader did meanwhile takes it away (`mails.announce`).
"""

import datetime as dt
from contextlib import suppress

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.jobs import regular, spared
from exchange.notifications import outbox
from exchange.notifications.models import Reminder
from exchange.programmes.workdays import days_since, today, working_days_between

from .. import mails, turns, words
from ..models import Placement
from ..states import MoveRefused, Party

PAGES = {"answer": "placements:answer", "countersign": "placements:answer", "dates": "placements:dates"}


@regular(minutes=60)
def remind_asking():
    """Remind whoever has to answer a request; the latest stage alone, where an earlier one was missed."""
    for placement in _open_and_free():
        with spared(placement):
            for task in turns.tasks(placement):
                if task.name == "consent":
                    _remind_employer(placement, task)
                elif task.name in PAGES:
                    _remind_side(placement, task)


@regular(minutes=60)
def lapse():
    """Close what nobody answered in time, and tell both."""
    for placement in _open_and_free():
        with spared(placement), suppress(MoveRefused):  # answered at this very moment
            if placement.closes_on <= today():
                placement.lapse()


def _open_and_free():
    """Open requests, without those that Maya keeps on hold."""
    rows = Placement.objects.open().filter(moved_at__lt=timezone.now() - dt.timedelta(days=1))
    for placement in rows.select_related("offer__organisation", "sender", "worker", "programme"):
        holds = [placement.hold_until, placement.host.hold_until, placement.sender.hold_until]
        if not any(date and date >= today() for date in holds):
            yield placement


def _remind_employer(placement, task):
    """By a personal link; the earlier ones go on working."""
    rules, age = placement.programme, days_since(task.since)
    stage = (age >= rules.consent_first_reminder_days) + (age >= rules.consent_second_reminder_days)
    for number, person in enumerate(mails.asking.employer(placement) if stage else []):
        key = _key("consent", placement, task, f"{stage}:{number}")
        if not Reminder.objects.filter(key=key).exists():
            url = reverse("placements:consent_link", args=[mails.asking.consent_token(placement, person)])
            _remind("remind_consent", key, person, placement, url)


def _remind_side(placement, task):
    """The worker or the host; at last the host's deputy too. Maya's list shows the rest."""
    rules, age = placement.programme, working_days_between(timezone.localdate(task.since), today())
    stage = (age >= rules.answer_first_reminder_working_days) + (age >= rules.answer_second_reminder_working_days)
    url = reverse(PAGES[task.name], args=[placement.number])
    if stage:
        person = turns.people(placement, task.role)[:1] or placement.host.readers_for_requests()[:1]
        for reader in person:
            _remind("remind_answer", _key(task.name, placement, task, stage), reader, placement, url)
    deputy = placement.host.deputy() if task.role == Party.HOST else None
    if deputy and age >= rules.answer_deputy_working_days:
        _remind("remind_deputy", _key("deputy", placement, task, 1), deputy, placement, url)


def _key(name, placement, task, stage):
    return f"placements:{name}:{placement.pk}:{task.since:%Y%m%d%H%M%S}:{stage}"


def _remind(name, key, to, placement, url):
    outbox.remind(
        f"placements/{name}",
        key=key,
        to=to,
        sentence=lambda: _sentence(name, placement),
        url=url,
        about=placement.about,
    )


def _sentence(name, placement):
    values = {
        "worker": placement.worker, "host": placement.host, "dates": placement.days_text,
        "until": words.day_text(placement.closes_on),
    }  # fmt: skip
    sentences = {
        "remind_consent": _(
            "%(worker)s asks you, as employer, about %(host)s, %(dates)s. Please answer before %(until)s."
        ),
        "remind_answer": _("%(worker)s at %(host)s, %(dates)s: please answer before %(until)s."),
        "remind_deputy": _(
            "%(worker)s has had no answer yet about %(host)s, %(dates)s. Can you answer before %(until)s?"
        ),
    }
    return sentences[name] % values
