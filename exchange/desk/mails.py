"""The mails of the desk: Maya asks, by hand, the person who must act; a person asks for links that were lost."""

import datetime as dt
from functools import partial
from hashlib import sha256

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.notifications import outbox
from exchange.notifications.models import OutboxMail
from exchange.placements import steps
from exchange.placements.sentences import TASKS
from exchange.placements.states import MoveRefused
from exchange.programmes.models import Programme

from . import links

NUDGE, LOST = "desk/nudge", "desk/lost_link"
BY_HAND = [NUDGE, "agreements/sign"]  # one person may press a button for either
outbox.declare(
    NUDGE,
    reader=_("Whoever must act for an immersion"),
    trigger=_("Maya presses “remind” on the desk"),
    essential=True,
    key=True,
)
outbox.declare(
    LOST,
    reader=_("Whoever lost a personal link"),
    trigger=_("Somebody asks for links again"),
    essential=True,
    key=True,
)


def since_resend():
    """What was sent after this moment is not sent again."""
    return timezone.now() - dt.timedelta(hours=Programme.current().resend_hours)


def last_asked(placement, reader):
    """When this person was last written to by hand about this placement, or None."""
    sent = OutboxMail.objects.about(placement.about).filter(name__in=BY_HAND, to__iexact=reader.email)
    return sent.order_by("created_at").values_list("created_at", flat=True).last()


def asked_lately(placements):
    """The placements about which Maya wrote to somebody in the last 24 hours, as `about` names them."""
    subjects = [placement.about for placement in placements]
    return set(
        OutboxMail.objects.filter(name=NUDGE, about__in=subjects, created_at__gt=since_resend()).values_list(
            "about", flat=True
        )
    )


def can_ask(placement, reader):
    last = last_asked(placement, reader)
    return bool(reader.email) and (last is None or last <= since_resend())


def nudge(placement, tasks):
    """Mail those who must do these tasks, each with the address that opens the page; returns their names.

    Raises MoveRefused where each of them was written to in the last 24 hours.
    """
    people = [(task, reader) for task in tasks for reader in links.readers_of(placement, task)]
    due = [(task, reader) for task, reader in people if can_ask(placement, reader)]
    if people and not due:
        raise MoveRefused("nudge", _("This person was already reminded in the last 24 hours."))
    for task, reader in due:
        _post(placement, task, reader)
    return [reader.first_name or reader.email for _task, reader in due]


def _post(placement, task, reader):
    said = TASKS[task.name]
    context = {
        "placement": placement,
        "task": task,
        "heading": said.heading,
        "sentence": partial(_filled, said.sentence, placement, task),
        "label": said.label,
        "action_url": links.address(placement, task, reader),
    }
    outbox.post(NUDGE, key=_key(placement, task, reader), to=reader, context=context, about=placement.about)


def _key(placement, task, reader):
    """It counts how often this person was reminded of this, so that a second click makes the same key."""
    start = f"{NUDGE}:{placement.pk}:{task.name}:{sha256(reader.email.lower().encode()).hexdigest()[:16]}"
    return f"{start}:{OutboxMail.objects.filter(key__startswith=start).count()}"


def _filled(sentence, placement, task):
    """Said when the mail is written, in its reader's language."""
    return str(sentence) % steps.values(placement, task)


def lost_link(reader, items):
    """Everything that waits for this person, each with its address. `items`: pairs of a function and an address."""
    context = {"items": items, "action_url": items[0][1] if len(items) == 1 else ""}
    key = f"{LOST}:{reader.email}:{timezone.now():%Y%m%d%H%M%S%f}"
    outbox.post(LOST, key=key, to=reader, context=context)


def had_links_lately(address):
    return OutboxMail.objects.filter(name=LOST, to__iexact=address, created_at__gt=since_resend()).exists()
