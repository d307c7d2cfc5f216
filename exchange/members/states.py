"""What may happen to an organisation: every arrow, from where, to where, by whom. Source: domain.md 7.1."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    INVITED = "invited", _("Invited")
    APPLIED = "applied", _("Waits for Maya’s welcome")
    ACTIVE = "active", _("Member")
    PAUSED = "paused", _("Paused")
    LEFT = "left", _("Has left")
    REJECTED = "rejected", _("Declined")


class Party(models.TextChoices):
    LEADING = "leading", _("Reference person or deputy")
    MAYA = "maya", _("Maya")


@dataclass(frozen=True)
class Move:
    """One arrow. `target` None: the state stays, the event is kept."""

    sources: frozenset
    target: State | None
    parties: frozenset


def _move(*sources, to, by):
    return Move(frozenset(sources), to, frozenset(by))


S, P = State, Party

MOVES = {
    "commit": _move(S.INVITED, to=S.APPLIED, by={P.LEADING}),
    "ask_correction": _move(S.APPLIED, to=None, by={P.MAYA}),
    "correct": _move(S.APPLIED, to=None, by={P.LEADING}),
    "welcome": _move(S.APPLIED, to=S.ACTIVE, by={P.MAYA}),
    "decline": _move(S.APPLIED, to=S.REJECTED, by={P.MAYA}),
    "pause": _move(S.ACTIVE, to=S.PAUSED, by={P.MAYA}),
    "resume": _move(S.PAUSED, to=S.ACTIVE, by={P.MAYA}),
    "leave": _move(S.ACTIVE, S.PAUSED, to=S.LEFT, by={P.LEADING, P.MAYA}),
}


class MoveRefused(Exception):
    """The move is not possible (any more). `sentence` tells the reader why; nothing was written."""

    def __init__(self, name, sentence=None):
        self.name = name
        self.sentence = sentence or _("This has already been decided. Here is how it stands now.")
        super().__init__(name)
