"""Whose turn it is: the open tasks of a placement, from its rows. A page of another app is known by its URL name.

What stands above (agreement, certificates, questionnaires) is read through its relation, never imported.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from exchange.programmes.workdays import today

from .states import OPEN, Party, State

SIGNATORY = "signatory"  # signs for the host; not always who answers for it
SIDES = {Party.WORKER, Party.HOST}
CONSENT_WANTED = OPEN


@dataclass(frozen=True)
class Task:
    """One thing that one party has to do. `role` is a Party or SIGNATORY; `since` an aware moment."""

    name: str
    role: str
    since: Any
    until: Any = None

    @property
    def party(self):
        return Party.HOST if self.role == SIGNATORY else self.role


ROWS = ("offer__organisation__sector", "offer__contact", "worker", "sender", "programme", "agreement")
LISTS = (
    "days", "events", "date_sets", "certificates", "agreement__signatures__wording", "sheets__questionnaire",
    "sender__memberships", "offer__organisation__memberships__member",
)  # fmt: skip


def with_turns(placements):
    """Load with these placements all that whose turn it is depends on, at the same cost for one and for many."""
    return placements.select_related(*ROWS).prefetch_related(*LISTS)


def tasks(placement):
    """Every open task, the most pressing first; each party sees its own.

    Where the worker has left the employer before going, Maya's alone: nobody can sign or prepare any more.
    """
    return list(_left(placement)) or [task for part in PARTS for task in part(placement)]


def roles_of(placement, member):
    """The parties a member has here; a signatory of the host besides."""
    return placement.parties_of(member) | ({SIGNATORY} if member in signatories(placement) else set())


def signatories(placement):
    """Who may sign for the host, as `Organisation.signatories` says it, from rows that may have been loaded before."""
    current = [row for row in placement.host.memberships.all() if not row.ended_at]
    named = [row.member for row in current if row.is_signatory]
    return named or [row.member for row in current if row.is_reference]


def people(placement, role):
    """The members who can do what waits for this role; none for Maya, whose staff all can."""
    if role == Party.WORKER:
        return [placement.worker] if placement.worker.has_mail else list(placement.sender.leading())
    if role == Party.HOST:
        return list(placement.host.leading())
    if role == SIGNATORY:
        return signatories(placement)
    if role == Party.APPROVER:
        return list(placement.sender.approvers())
    return []


def missing_signatures(placement):
    """The sides that still have to sign; both while nobody has, or while there are no dates."""
    agreement = getattr(placement, "agreement", None)
    if not agreement or not placement.dates() or not agreement.signatures.all():
        return [Party.HOST, Party.WORKER]
    return agreement.missing()


def valid_certificate(placement):
    return next((row for row in placement.certificates.all() if not row.revoked_at), None)


def sheet(placement, moment, party):
    """This party's answers of a moment ("preparation", "before", "end"), or None."""
    kinds = ((row, row.questionnaire) for row in placement.sheets.all())
    return next((row for row, kind in kinds if (kind.moment, kind.party) == (moment, party)), None)


def has_finished(placement, moment, party):
    """Whether every sheet of this moment and party is finished; False while there is none."""
    found = sheet(placement, moment, party)
    return bool(found and found.finished_at)


def left_at(placement):
    """When the worker's last membership of the sending organisation ended; None while it goes on, or has begun."""
    if placement.state not in {State.CONFIRMED, State.READY} or placement.has_started:
        return None
    ends = [row.ended_at for row in placement.sender.memberships.all() if row.member_id == placement.worker_id]
    return None if None in ends else max(ends, default=placement.moved_at)


def _left(placement):
    if since := left_at(placement):
        yield Task("left", Party.MAYA, since, placement.first_day)


def _asking(placement):
    if placement.state == State.DRAFT:
        yield Task("send", Party.WORKER, placement.created_at)
    if placement.state == State.REQUESTED and not placement.accepted_at:
        yield Task("answer", Party.HOST, placement.asked_at, placement.closes_on)
    if placement.state == State.DECLARED and not placement.accepted_at:
        yield Task("countersign", Party.HOST, placement.asked_at, placement.closes_on)
    if placement.state == State.NEGOTIATING:
        yield from _proposed(placement, "dates")
    if placement.state in CONSENT_WANTED and placement.awaits_consent:
        yield Task("consent", Party.APPROVER, placement.asked_at or placement.moved_at, placement.closes_on)


def _proposed(placement, name):
    """The side that did not propose answers."""
    if proposal := placement.proposal:
        (other,) = SIDES - {proposal.party}
        yield Task(name, other, proposal.proposed_at)


def _dates(placement):
    if placement.state != State.CONFIRMED:
        return
    proposed = list(_proposed(placement, "agree_change"))
    yield from proposed
    if not placement.dates() and not proposed:
        for side in (Party.WORKER, Party.HOST):
            yield Task("new_dates", side, placement.moved_at, placement.dates_wanted_by)


def _signing(placement):
    if placement.state == State.CONFIRMED and placement.dates():
        for side in missing_signatures(placement):
            yield Task("sign", SIGNATORY if side == Party.HOST else side, placement.moved_at, placement.first_day)


def _preparing(placement):
    """The two questions before, and the outline; the host is asked for it in the last week alone."""
    if placement.state not in {State.CONFIRMED, State.READY} or not placement.dates() or placement.has_started:
        return
    if not has_finished(placement, "before", Party.WORKER):
        yield Task("before", Party.WORKER, placement.moved_at, placement.first_day)
    near = placement.first_day - today() <= dt.timedelta(days=placement.programme.prepare_days)
    for side, is_time in ((Party.WORKER, True), (Party.HOST, near)):
        if is_time and not has_finished(placement, "preparation", side):
            yield Task("prepare", side, placement.moved_at, placement.first_day)


def _ending(placement):
    if placement.waits_for_hours:
        is_over = placement.state == State.READY
        yield Task("attendance", Party.HOST, placement.ends_at if is_over else placement.moved_at)
    if placement.can_be_certified and not valid_certificate(placement):
        until = placement.ended_on + dt.timedelta(days=placement.programme.certificate_days)
        yield Task("certificate", Party.HOST, placement.moved_at, until)


def _late(placement):
    """Signed after the start: Maya decides whether a certificate may follow."""
    if placement.state in {State.READY, State.COMPLETED, State.INTERRUPTED} and placement.waits_for_late_word:
        yield Task("late", Party.MAYA, placement.moved_at)


def _absence(placement):
    if placement.state != State.NO_SHOW:
        return
    if placement.waits_for_settling:
        yield Task("settle", Party.MAYA, placement.moved_at)
    elif placement.can_be_contested:
        at = placement.absence.at
        until = timezone.localdate(at) + dt.timedelta(days=placement.programme.contest_days)
        yield Task("contest", Party.WORKER, at, until)


def _feedback(placement):
    if placement.state not in {State.READY, State.COMPLETED, State.INTERRUPTED}:
        return
    for row in placement.sheets.all():
        is_closed = row.finished_at or row.lapsed_at or (row.lapses_on and row.lapses_on < today())
        is_open = row.sent_at and not is_closed
        if is_open and row.questionnaire.moment == "end":
            yield Task("feedback", Party(row.questionnaire.party), row.sent_at, row.lapses_on)


PARTS = (_absence, _asking, _dates, _signing, _ending, _late, _feedback, _preparing)
