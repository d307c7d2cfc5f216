"""The verbs of the end: gone early, attended, or an absence that Maya settles. Source: domain.md 7.3, 7.6."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from exchange.members.models import Organisation
from exchange.programmes.workdays import days_since

from .. import words
from ..states import DONE, MoveRefused, Party, State
from .dated import Dated
from .moving import Moving
from .past import counts

NOT_BEGUN = _("The immersion has not begun yet.")
NO_DATES = _("First agree on dates.")
NOT_ENDED = _("The last day is not over yet.")
ENDED = _("The last day is over. The host confirms the hours, also where they were fewer.")
CERTIFIED = _("The certificate says these hours. Revoke it first.")
NO_HOURS = _("Write the hours of at least one day.")


class Ending(Dated, Moving):
    """How an immersion ends, and which hours hold; mixed into `Placement`."""

    @transaction.atomic
    def end_early(self, *, by, reason, minutes, note=""):
        """Stop between start and end. `minutes` maps dates to what was done; the host confirms what the worker says."""
        self._check("end_early", by)
        self._require("end_early", self.has_started, NOT_BEGUN)
        self._require("end_early", not self.has_ended, ENDED)
        self._keep_hours("end_early", minutes)
        event = self._move("end_early", by, reason=reason, note=note)
        if self.came:
            self._receive()
        return event

    @transaction.atomic
    def attend(self, *, by, minutes=None, note="", told=False):
        """Confirm the real minutes per date (absent: as planned). None on any date is an absence."""
        self._check("attend", by)
        self._require("attend", self.has_ended, NOT_ENDED)
        if minutes and not any(minutes.get(day.date, day.planned_minutes) for day in self.days.all()):
            return self.mark_absent(by=by)
        self._keep_hours("attend", minutes or {})
        event = self._move("attend", by, note=note, told=told)
        self._count()
        return event

    def say_hours(self, **said):
        """The host's word on the hours, by the arrow that fits: `attend`, or what is said after the end."""
        return (self.attend if self.state == State.READY else self.confirm_hours)(**said)

    @transaction.atomic
    def confirm_hours(self, *, by, minutes=None, note="", told=False):
        """The host's word after the end: on the hours the worker gave, or other hours than it said before.

        A certificate and other hours never stand together: who issues one waits here, and the other way round.
        """
        self._check("confirm_hours", by)
        type(self).objects.select_for_update().get(pk=self.pk)
        self._require("confirm_hours", not self.certificates.filter(revoked_at=None).exists(), CERTIFIED)
        before = self.came
        self._keep_hours("confirm_hours", minutes or {})
        self._require("confirm_hours", self.state == State.INTERRUPTED or self.real_minutes(), NO_HOURS)
        event = self._move("confirm_hours", by, note=note, told=told)
        if self.came != before:
            self._receive(step=1 if self.came else -1)
        return event

    @transaction.atomic
    def mark_absent(self, *, by, note=""):
        """The visitor did not come, whatever the worker said of an early end; the worker may disagree for some days."""
        self._check("mark_absent", by)
        self._require("mark_absent", self.has_started, NOT_BEGUN)
        self._require("mark_absent", "mark_absent" not in self.closed_moves())
        self.days.update(real_minutes=None)
        self._forget("days")
        return self._move("mark_absent", by, note=note)

    @transaction.atomic
    def contest(self, *, by, note):
        """The worker does not agree with the absence: Maya decides."""
        self._check("contest", by)
        self._require("contest", self.can_be_contested, _("The time to disagree is over. Please call Maya."))
        return self._move("contest", by, note=note)

    @transaction.atomic
    def settle(self, *, by, outcome, days=(), minutes=None, note=""):
        """Maya decides about an absence. `outcome`: "ready" with dates, "completed" with hours, or "absent"."""
        name = f"settle_{outcome}"
        self._check(name, by)
        if outcome == "ready":
            name = self._settle_dates(days)
        if outcome == "completed":
            self._keep_hours(name, minutes or {})
        event = self._move(name, by, note=note)
        if outcome == "completed":
            self._count()
        return event

    def _settle_dates(self, days):
        """Take these dates. Returns the arrow that follows: what both signed holds for the dates it names alone."""
        self._require("settle_ready", bool(days), NO_DATES)
        self._reschedule("settle_ready", days)
        signed, now = ([day.as_value() for day in rows] for rows in (self.days_before, self.days.all()))
        return "settle_ready" if signed == now else "settle_dates"

    @property
    def absence(self):
        """The event of the absence, or None."""
        return self._last_event("mark_absent") if self.state == State.NO_SHOW else None

    @property
    def can_be_contested(self):
        absence, answer = self.absence, self._last_event("contest", "settle_absent")
        if not absence or (answer and answer.at >= absence.at):
            return False
        return days_since(absence.at) <= self.programme.contest_days

    @property
    def waits_for_settling(self):
        """An absence that the worker contested and Maya has not settled yet."""
        last = self._last_event("contest", "settle_absent")
        return self.state == State.NO_SHOW and bool(last) and last.name == "contest"

    def _last_event(self, *names):
        return next((event for event in reversed(list(self.events.all())) if event.name in names), None)

    @property
    def waits_for_hours(self):
        """Whether the host has still to say the hours: the last day is over, or the worker ended it early."""
        if self.state != State.INTERRUPTED:
            return self.state == State.READY and self.has_ended
        last = self._last_event("end_early", "confirm_hours")
        return bool(last) and (last.name, last.party) == ("end_early", Party.WORKER)

    @property
    def came(self):
        """Whether somebody came for some hours, as the host says."""
        return bool(self.real_minutes()) and not self.waits_for_hours

    def closed_moves(self):
        """Arrows that a day, an answer or a certificate closes."""
        closed = super().closed_moves()
        closed |= set() if self.has_started and not self.has_ended else {"end_early"}
        closed |= set() if self.has_ended else {"attend"}
        closed |= set() if self.can_be_contested else {"contest"}
        if not self.has_started or (self.state == State.INTERRUPTED and not self.waits_for_hours):
            closed.add("mark_absent")
        if self.state in DONE and any(row.revoked_at is None for row in self.certificates.all()):
            closed.add("confirm_hours")
        return closed

    def counts_for_commitment(self):
        """Whether it counts as hosted and sent: across sectors, or all where the programme says so."""
        return counts(self.programme, self.host, self.sender)

    def _count(self):
        """Count the visit with its host, and for the commitment of both where it counts for it."""
        is_counted = self.counts_for_commitment()
        self._receive(*(["hosted"] if is_counted else []))
        if is_counted:
            Organisation.objects.filter(pk=self.sender_id).update(sent=models.F("sent") + 1)

    def _receive(self, *counts, step=1):
        """Somebody came (`step` -1: nobody did after all): these counts of the host move with it."""
        steps = {count: models.F(count) + step for count in ("received", *counts)}
        Organisation.objects.filter(pk=self.offer.organisation_id).update(**steps)

    def _require(self, name, condition, sentence=None):
        if not condition:
            raise MoveRefused(name, sentence)

    def _keep_hours(self, name, minutes):
        """Write the real minutes per date, those known where it says none.

        More than planned plus the programme's margin is refused, and anything on a day that is still to come.
        """
        margin = self.programme.margin_minutes
        for day in self.days.all():
            real, most = minutes.get(day.date, day.known_minutes), day.planned_minutes + margin
            values = {"day": words.day_text(day.date), "most": words.hours_text(most)}
            self._require(name, 0 <= real <= most, _("On %(day)s, at most %(most)s can be confirmed.") % values)
            self._require(name, not (real and day.is_to_come), _("No hours can be done yet on %(day)s.") % values)
            day.real_minutes = real
            day.save(update_fields=["real_minutes"])
