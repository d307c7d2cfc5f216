"""What may happen to a placement: every arrow, from where, to where, by whom. Source: domain.md 7.3.

Guards that need rows or dates (capacity, before or after the start) stand with the verb of the same name.
Maya takes the arrows of others where something was settled by phone. `accept` is the host's yes before the
employer's: the confirmation follows by itself.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("Being written")
    EMPLOYER_PENDING = "employer_pending", _("Waits for the employer")
    REQUESTED = "requested", _("Asked")
    NEGOTIATING = "negotiating", _("Dates being discussed")
    DECLARED = "declared", _("Agreed directly, to be confirmed")
    CONFIRMED = "confirmed", _("Confirmed")
    READY = "ready", _("Ready")
    COMPLETED = "completed", _("Completed")
    INTERRUPTED = "interrupted", _("Ended early")
    NO_SHOW = "no_show", _("Marked absent")
    REFUSED = "refused", _("Declined")
    EXPIRED = "expired", _("Closed without an answer")
    CANCELLED = "cancelled", _("Cancelled")


class Party(models.TextChoices):
    WORKER = "worker", _("Worker")
    HOST = "host", _("Host")
    SENDER = "sender", _("Sending organisation")
    APPROVER = "approver", _("Employer")
    MAYA = "maya", _("Maya")
    TIME = "time", _("Time")


class Help(models.TextChoices):
    """Why somebody needs Maya; the story itself is for the phone. Source: domain.md 7.6."""

    SAFETY = "safety", _("Something does not feel safe")
    SECRECY = "secrecy", _("A question of professional secrecy")
    TOGETHER = "together", _("It does not go well between us")
    ACCIDENT = "accident", _("An accident at work or on the way")
    PRACTICAL = "practical", _("A practical question")
    OTHER = "other", _("Something else")


@dataclass(frozen=True)
class Move:
    """One arrow. `target` None: the state stays, the event is kept."""

    sources: frozenset
    target: State | None
    parties: frozenset


def _move(*sources, to, by):
    return Move(frozenset(sources), to, frozenset(by))


S, P = State, Party
ASKED = (S.REQUESTED, S.NEGOTIATING)
OPEN = (S.EMPLOYER_PENDING, *ASKED, S.DECLARED)  # asked and not yet answered for good
SOON = (S.CONFIRMED, S.READY)
DONE = (S.COMPLETED, S.INTERRUPTED)

MOVES = {
    "declare": _move(S.DRAFT, to=S.DECLARED, by={P.WORKER}),
    "send": _move(S.DRAFT, to=S.REQUESTED, by={P.WORKER}),
    "ask_consent": _move(S.DRAFT, to=S.EMPLOYER_PENDING, by={P.WORKER}),
    "consent_first": _move(S.EMPLOYER_PENDING, to=S.REQUESTED, by={P.APPROVER, P.MAYA}),
    "consent": _move(*ASKED, S.DECLARED, to=None, by={P.APPROVER, P.MAYA}),
    "refuse_consent": _move(*OPEN, to=S.REFUSED, by={P.APPROVER, P.MAYA}),
    "propose_dates": _move(*ASKED, to=S.NEGOTIATING, by={P.HOST, P.WORKER}),
    "agree_dates": _move(S.NEGOTIATING, to=S.REQUESTED, by={P.HOST, P.WORKER, P.MAYA}),
    "accept": _move(*ASKED, S.DECLARED, to=None, by={P.HOST, P.MAYA}),
    "confirm": _move(*ASKED, to=S.CONFIRMED, by={P.HOST, P.MAYA}),
    "refuse": _move(*ASKED, S.DECLARED, to=S.REFUSED, by={P.HOST, P.MAYA}),
    "withdraw": _move(S.DRAFT, *OPEN, to=S.CANCELLED, by={P.WORKER, P.MAYA}),
    "lapse": _move(*OPEN, to=S.EXPIRED, by={P.TIME}),
    "make_room": _move(*OPEN, to=S.EXPIRED, by={P.TIME}),
    "fall_away": _move(S.EMPLOYER_PENDING, *ASKED, S.DECLARED, to=S.CANCELLED, by={P.TIME}),
    "reopen": _move(S.EXPIRED, to=S.REQUESTED, by={P.HOST, P.WORKER}),
    "countersign": _move(S.DECLARED, to=S.CONFIRMED, by={P.HOST, P.MAYA}),
    "propose_change": _move(S.CONFIRMED, to=None, by={P.HOST, P.WORKER}),
    "change_dates": _move(S.CONFIRMED, to=S.CONFIRMED, by={P.HOST, P.WORKER, P.MAYA}),
    "keep_dates": _move(S.CONFIRMED, to=None, by={P.HOST, P.WORKER, P.MAYA}),
    "sign": _move(S.CONFIRMED, to=S.READY, by={P.HOST, P.WORKER}),
    "postpone": _move(*SOON, to=S.CONFIRMED, by={P.HOST, P.WORKER}),
    "cancel": _move(*SOON, to=S.CANCELLED, by={P.HOST, P.WORKER, P.SENDER, P.APPROVER, P.MAYA}),
    "end_early": _move(S.READY, to=S.INTERRUPTED, by={P.HOST, P.WORKER}),
    "attend": _move(S.READY, to=S.COMPLETED, by={P.HOST, P.MAYA}),
    "confirm_hours": _move(*DONE, to=None, by={P.HOST, P.MAYA}),
    "mark_absent": _move(S.READY, S.INTERRUPTED, to=S.NO_SHOW, by={P.HOST}),
    "contest": _move(S.NO_SHOW, to=None, by={P.WORKER}),
    "settle_ready": _move(S.NO_SHOW, to=S.READY, by={P.MAYA}),
    "settle_dates": _move(S.NO_SHOW, to=S.CONFIRMED, by={P.MAYA}),
    "settle_completed": _move(S.NO_SHOW, to=S.COMPLETED, by={P.MAYA}),
    "settle_absent": _move(S.NO_SHOW, to=None, by={P.MAYA}),
    "allow_certificate": _move(S.READY, *DONE, to=None, by={P.MAYA}),
    "withhold_certificate": _move(S.READY, *DONE, to=None, by={P.MAYA}),
}


class MoveRefused(Exception):
    """The move is not possible (any more). `sentence` tells the reader why; nothing was written."""

    def __init__(self, name, sentence=None):
        self.name = name
        self.sentence = sentence or _("This has already been decided. Here is how it stands now.")
        super().__init__(name)


@dataclass(frozen=True)
class Guest:
    """Somebody who acts without an account: an approver by personal link, or the clock."""

    party: Party
    name: str = ""
    function: str = ""


CLOCK = Guest(Party.TIME)
