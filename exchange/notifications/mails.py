"""The mail of this app: everything one is reminded of, in one mail a day."""

from django.utils.translation import gettext_lazy as _

from .outbox import declare

declare(
    "notifications/reminders",
    reader=_("Whoever has something to do"),
    trigger=_("Once a day, when something waits for this person"),
    essential=True,
    key=True,  # each reminder in it has a switch of its own
)
