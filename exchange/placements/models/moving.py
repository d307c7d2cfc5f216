"""How a placement moves: who has which part in it, what each may do now, and the one step that does it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from .. import mails
from ..states import MOVES, Guest, MoveRefused, Party


class Moving:
    """Mixed into `Placement`, below the verbs."""

    def parties_of(self, by):
        """Every part this person (a Member, or a Guest) has in this placement."""
        if isinstance(by, Guest):
            return {by.party}
        roles = {row.organisation_id: row for row in by.memberships.all() if not row.ended_at}
        host, sender = roles.get(self.offer.organisation_id), roles.get(self.sender_id)
        parties = {Party.WORKER} if by.pk == self.worker_id else set()
        if host and (host.is_reference or host.is_deputy):
            parties.add(Party.HOST)
        if sender and (sender.is_reference or sender.is_deputy):
            parties |= {Party.SENDER} | (set() if self.worker.has_mail else {Party.WORKER})
        if sender and self._approves(sender):
            parties.add(Party.APPROVER)
        return parties | ({Party.MAYA} if by.is_coordinator else set())

    def _approves(self, membership):
        """An approver; where the sender named nobody, its reference person and deputy, also for themselves."""
        if membership.is_approver or not (membership.is_reference or membership.is_deputy):
            return membership.is_approver
        if self.sender.approver_mail:
            return False
        return not any(row.is_approver and row.ended_at is None for row in self.sender.memberships.all())

    def moves(self, by):
        """The names of the arrows this person may take now; pages show their buttons by this and `can`."""
        parties = self.parties_of(by)
        open_now = {name for name, move in MOVES.items() if self.state in move.sources and parties & move.parties}
        return open_now - self.closed_moves()

    @staticmethod
    def parties_for(name):
        """Who may ever take this arrow, Maya apart: who may open its page, also when it is too late."""
        return MOVES[name].parties - {Party.MAYA}

    def can(self, name, by):
        return name in self.moves(by)

    def closed_moves(self):
        """Arrows that rows or dates close although the state allows them; each group of verbs adds its own."""
        return set()

    def _check(self, name, by):
        """Raise what `_move` would raise, before the rules of a verb are looked at."""
        if not self.parties_of(by) & MOVES[name].parties:
            raise PermissionDenied
        if self.state not in MOVES[name].sources:
            raise MoveRefused(name)

    @transaction.atomic
    def _move(self, name, by, *, reason="", note="", inner_note="", told=False, only=None, **columns):
        """Take one arrow of MOVES, or raise and change nothing. Returns the event.

        The UPDATE names the state it leaves (and what else must still be so, `only`): of two who act on one
        placement, one matches. `told` means that the other side knows already, so no mail is written.
        """
        self._check(name, by)
        move, before = MOVES[name], self.state
        values = {"state": move.target or before, **columns}
        if values["state"] != before:
            values["moved_at"] = timezone.now()
        if not type(self).objects.filter(only or Q(), pk=self.pk, state=before).update(**values):
            raise MoveRefused(name)
        for column, value in values.items():
            setattr(self, column, value)
        party = min(self.parties_of(by) & move.parties, key=list(Party).index)
        event = self._record(name, before, by, party, reason, note, inner_note=inner_note, is_told=told)
        mails.announce(event)
        return event

    def _record(self, name, before, by, party, reason="", note="", **more):
        who = {"by_name": by.name} if isinstance(by, Guest) else {"by": by}
        values = {"party": party, "reason": reason, "note": note, **who, **more}
        self._forget("events")
        return self.events.create(name=name, before=before, after=self.state, **values)

    def _forget(self, relation):
        """Let rows go that were loaded before: a verb changes them."""
        getattr(self, "_prefetched_objects_cache", {}).pop(relation, None)

    def side_of(self, by, *more):
        """On which side of the conversation this person stands (`more`: parties that may take part besides)."""
        sides = self.parties_of(by) & {Party.WORKER, Party.HOST, *more}
        if not sides:
            raise PermissionDenied
        return min(sides, key=list(Party).index)
