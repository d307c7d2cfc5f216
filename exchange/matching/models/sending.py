"""What becomes of a match once Maya sends it: worker, host and employer each say yes, or nothing at all."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.members.models import Organisation
from exchange.notifications.models import Link
from exchange.placements.models import Placement
from exchange.placements.models.arranging import consent_rule
from exchange.placements.states import Guest, MoveRefused, Party, State
from exchange.placements.suggestions import dates_of, suggestions
from exchange.programmes.workdays import today

from .. import mails

STRICT = Organisation.Consent.STRICT
ASKED = [Organisation.Consent.EACH, STRICT]  # the employer is asked about this one
COLUMNS = {Party.WORKER: "worker", Party.HOST: "host", Party.APPROVER: "employer"}


class Sending(models.Model):
    """The verbs of a match, and whom it waits for."""

    class Meta:
        abstract = True

    @transaction.atomic
    def send(self):
        """Ask the worker, and the host beside unless the employer wants to be asked before it. Raises MoveRefused."""
        sets = self.sets_now()
        if refusal := self.refusal_to_send(sets):
            raise MoveRefused("send", refusal)
        values = {"sets": sets, "shows_until": self._until(sets), "sent_at": timezone.now()}
        values |= {"consent_rule": self._consent_rule(sets)}
        if not type(self).objects.filter(pk=self.pk, sent_at=None).update(**values):
            raise MoveRefused("send", _("This match has been sent before."))
        self.refresh_from_db()
        mails.propose(self)

    @transaction.atomic
    def accept(self, *, by, **said):
        """Say yes in every part that this person has here and that is asked now; of the last yes comes the request.

        `said`: `worker` and `dates` for who goes, `name` and `function` for the employer. Raises MoveRefused.
        """
        given = set()
        while parties := self.waits_for(by):
            party = min(parties, key=list(Party).index)
            self._say_yes(party, by, said)
            given.add(party)
        if not given:
            raise MoveRefused("accept")
        self._ask_next(given)
        self._arrange_if_all_agree()

    @transaction.atomic
    def put_away(self, *, by):
        """Not this one: this side is asked no more, and nobody else sees a difference. False: it is a request."""
        parties = self.parties_of(by)
        if not parties:
            raise PermissionDenied
        away = {f"{COLUMNS[party]}_away": True for party in parties}
        return bool(type(self).objects.filter(pk=self.pk, placement=None).update(**away))

    def is_away_for(self, by):
        """Whether this person put it away, in any part."""
        return any(getattr(self, f"{COLUMNS[party]}_away") for party in self.parties_of(by))

    def parties_of(self, by):
        """Every part that this member, or employer by personal link, has here and may know of."""
        if isinstance(by, Guest):
            return {by.party}
        rows = type(self).objects.sent().filter(pk=self.pk)
        return {party for party, door in rows.DOORS.items() if rows.filter(door(by)).exists()}

    def waits_for(self, by):
        """The parts of this person in which a yes is awaited now; none where it is over."""
        if not self.is_waiting():
            return set()
        return {party for party in self.parties_of(by) if self._is_asked(COLUMNS[party])}

    def _is_asked(self, name):
        return not getattr(self, f"{name}_at") and not getattr(self, f"{name}_away")

    def is_waiting(self):
        """Whether it still waits for somebody: in time, and wish and place still stand."""
        return type(self).objects.waiting().filter(pk=self.pk).exists()

    def refusal_to_send(self, sets):
        """Why this can't be sent now, in a sentence; empty where it can."""
        model, wish = type(self), self.wish
        if not type(wish).objects.shown().filter(pk=wish.pk).exists():
            return _("The wish is closed, or hosts may not read it any more.")
        if not type(self.offer).objects.published().filter(pk=self.offer_id).exists():
            return _("The place is hidden or paused.")
        waiting = model.objects.waiting().exclude(pk=self.pk)
        same = {"wish__worker": wish.worker_id} if wish.worker_id else {"wish": wish.pk}
        if waiting.filter(**same).exists():
            return _("This person has another proposal to answer.")
        if not sets:
            return _("No dates are left in this month.")
        if house := self._silent_house(sets):
            return _("Nobody answers for %(house)s now. Please call there first.") % {"house": house}
        return ""

    def _silent_house(self, sets):
        """The organisation in which nobody could say the yes that is asked there; None where each has somebody."""
        host, sender, worker = self.offer.organisation, self.wish.organisation, self.wish.worker
        if not host.leading().exists():
            return host
        asks_employer = self._consent_rule(sets) in ASKED
        wants_leader = not (worker and worker.has_mail) and not sender.leading().exists()
        return sender if wants_leader or (asks_employer and not sender.approver_readers()) else None

    def sets_now(self):
        """Up to three lists of dates in this month with a place that no other match waits for, as plain values."""
        others = type(self).objects.waiting().filter(offer=self.offer_id, month=self.month).exclude(pk=self.pk)
        taken = others.count()
        return [found.key.split(",") for found in suggestions(self.offer, dates_of(self.month)) if found.places > taken]

    def _until(self, sets):
        """The last day on which it waits: as long as any invitation, and not past the dates."""
        last = dt.date.fromisoformat(max(dates[0] for dates in sets)) - dt.timedelta(days=1)
        return max(today(), min(last, today() + dt.timedelta(days=self.wish.programme.invitation_days)))

    def _consent_rule(self, sets):
        last = max(date for dates in sets for date in dates)
        return consent_rule(self.wish.organisation, self.wish.worker, dt.date.fromisoformat(last))

    def _say_yes(self, party, by, said):
        """Write one yes; the UPDATE names what must still hold, so that of two at once each counts once."""
        name, now = COLUMNS[party], timezone.now()
        values = {
            Party.WORKER: lambda: self._going(by, **said), Party.HOST: lambda: {"host_by": by},
            Party.APPROVER: lambda: _employer(by, **said),
        }[party]()  # fmt: skip
        row = type(self).objects.waiting().filter(pk=self.pk, **{f"{name}_at": None, f"{name}_away": False})
        if not row.update(**values, **{f"{name}_at": now}):
            raise MoveRefused("accept")
        self.refresh_from_db()

    def _going(self, by, worker=None, dates=0, **_other):
        """Who goes, and when; it waits no longer than until the day before."""
        sets = [self.sets[dates]] if dates < len(self.sets) else self.sets[:1]
        until = min(self.shows_until, max(today(), dt.date.fromisoformat(sets[0][0]) - dt.timedelta(days=1)))
        return {"worker_by": by, "worker": self.wish.worker or worker or by, "sets": sets, "shows_until": until}

    def _ask_next(self, given):
        """The employer is asked once the worker wants it; the host of a strict employer once that one agrees."""
        waits = self.consent_rule in ASKED and not self.employer_at
        if Party.WORKER in given and waits:
            mails.propose_employer(self)
        if Party.APPROVER in given:
            Link.close("match", self.about)
            if self.consent_rule == STRICT and not self.host_at:
                mails.propose_host(self)

    def _arrange_if_all_agree(self):
        """Make the request of it. Raises MoveRefused where that is no longer possible; then nothing was said."""
        agreed = self.worker_at and self.host_at and (self.employer_at or self.consent_rule not in ASKED)
        if not agreed or any(getattr(self, f"{name}_away") for name in COLUMNS.values()):  # a yes that was taken back
            return
        try:
            self.placement = self._arranged()
        except PermissionDenied as gone:  # who goes, or who said yes for them
            sentence = _("Somebody has left or has another role by now, so this can’t go on. Please call Maya.")
            raise MoveRefused("accept", sentence) from gone
        self.save(update_fields=["placement"])
        if self.placement.state == State.CONFIRMED:
            self.wish.meet()

    def _arranged(self):
        """The request, in the name of those who said yes."""
        dates = [dt.date.fromisoformat(date) for date in self.sets[0]]
        placement = Placement.draft(
            by=self.worker_by, worker=self.worker, offer=self.offer, sender=self.wish.organisation,
            motivation=self.wish.sentence, days=self.offer.default_days(dates),
        )  # fmt: skip
        employer = Guest(Party.APPROVER, self.employer_name, self.employer_function) if self.employer_at else None
        placement.arrange(by=self.worker_by, host=self.host_by, employer=employer)
        return placement


def _employer(by, name="", function="", **_other):
    if isinstance(by, Guest):
        return {"employer_name": by.name, "employer_function": by.function}
    return {"employer_name": name or by.name, "employer_function": function or by.function_text}
