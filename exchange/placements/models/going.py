"""The verbs of going: from the confirmation to the end of the immersion. Source: domain.md 7.3, 7.6."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.members.models import Organisation
from exchange.programmes.workdays import days_since, today

from .. import mails, words
from ..states import MoveRefused, Party, State
from .dated import Dated
from .moving import Moving
from .past import counts

NOT_BEGUN = _("The immersion has not begun yet.")
BEGUN = _("The immersion has begun. You can end it early instead.")
NOT_ENDED = _("The last day is not over yet.")
NO_DATES = _("First agree on dates.")
LATE = {"allow_certificate", "withhold_certificate"}


class Going(Dated, Moving):
    """What happens to a confirmed placement; mixed into `Placement`."""

    days_before = ()  # the dates that the verb just taken replaced; for the mails of that verb

    @transaction.atomic
    def mark_ready(self, by):
        """The last signature was given. `by` is a Guest of that side when a link or a mere signatory gave it."""
        self._check("sign", by)
        self._require("sign", bool(self.dates()), NO_DATES)
        return self._move("sign", by, signed_late=self.has_started)

    @transaction.atomic
    def propose_change(self, *, by, days, note=""):
        """Propose other dates (as for `planned_days`); they hold once the other side agrees."""
        self._check("propose_change", by)
        days = self.planned_days(days)
        self._obey("propose_change", self._refusal_of_far(days) or self._refusal_of_closed(days, self.side_of(by)))
        self._allow_dates("propose_change", days)
        self.date_sets.filter(is_open=True).update(is_open=False)
        self.date_sets.create(party=self.side_of(by), days=[day.as_value() for day in days])
        return self._move("propose_change", by, note=note)

    @transaction.atomic
    def change_dates(self, *, by, date_set, note="", told=False):
        """Take the dates that the other side proposed. Signatures given no longer count; who signed is told."""
        self._check("change_dates", by)
        if not self.parties_of(by) & ({Party.HOST, Party.WORKER, Party.MAYA} - {date_set.party}):
            raise PermissionDenied
        if not self.date_sets.filter(pk=date_set.pk, is_open=True).update(is_open=False):
            raise MoveRefused("change_dates")
        self._reschedule("change_dates", date_set.days)
        return self._move("change_dates", by, note=note, told=told)

    @transaction.atomic
    def give_dates(self, *, by, days, note=""):
        """Maya writes the dates both sides told her by phone, for a placement that was postponed without any."""
        self._check("change_dates", by)
        if Party.MAYA not in self.parties_of(by):
            raise PermissionDenied
        self._require("change_dates", bool(days) and not self.dates(), NO_DATES if not days else None)
        self.date_sets.filter(is_open=True).update(is_open=False)
        self._reschedule("change_dates", self.planned_days(days))
        return self._move("change_dates", by, note=note, told=True)

    @transaction.atomic
    def keep_dates(self, *, by, date_set, told=False, note=""):
        """Put the proposed dates aside, declined by the other side or taken back: what was agreed stays."""
        self._check("keep_dates", by)
        if not self.date_sets.filter(pk=date_set.pk, is_open=True).update(is_open=False):
            raise MoveRefused("keep_dates")
        return self._move("keep_dates", by, note=note, told=told)

    @transaction.atomic
    def postpone(self, *, by, reason, days=(), note=""):
        """Move to dates on which both already agree, or leave them open for some weeks."""
        self._check("postpone", by)
        self._require("postpone", "postpone" not in self.closed_moves(), BEGUN)
        self.date_sets.filter(is_open=True).update(is_open=False)
        self._reschedule("postpone", days)
        return self._move("postpone", by, reason=reason, note=note, moved_at=timezone.now())

    @transaction.atomic
    def cancel(self, *, by, reason, note=""):
        """Call it off before it begins; the agreement is void and kept."""
        self._check("cancel", by)
        self._require("cancel", not self.has_started, BEGUN)
        return self._move("cancel", by, reason=reason, note=note)

    @transaction.atomic
    def end_early(self, *, by, reason, minutes, note=""):
        """Stop after the start. `minutes` maps dates to what was done; it stays certified."""
        self._check("end_early", by)
        self._require("end_early", self.has_started, NOT_BEGUN)
        self._keep_hours("end_early", minutes)
        event = self._move("end_early", by, reason=reason, note=note)
        if self.real_minutes():
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

    @transaction.atomic
    def mark_absent(self, *, by, note=""):
        """The visitor did not come; the worker may disagree within some days."""
        self._check("mark_absent", by)
        self._require("mark_absent", self.has_started, NOT_BEGUN)
        return self._move("mark_absent", by, note=note)

    @transaction.atomic
    def contest(self, *, by, note):
        """The worker does not agree with the absence: Maya decides."""
        self._check("contest", by)
        self._require("contest", self.can_be_contested, _("The time to disagree is over. Please call Maya."))
        return self._move("contest", by, note=note)

    @transaction.atomic
    def settle(self, *, by, outcome, days=(), minutes=None, note=""):
        """Maya decides about an absence. `outcome`: "ready" with new dates, "completed" with hours, or "absent"."""
        name = f"settle_{outcome}"
        self._check(name, by)
        if outcome == "ready":
            self._require(name, bool(days), NO_DATES)
            self._reschedule(name, days)
        if outcome == "completed":
            self._keep_hours(name, minutes or {})
        event = self._move(name, by, note=note)
        if outcome == "completed":
            self._count()
        return event

    @transaction.atomic
    def decide_late(self, *, by, is_allowed, note=""):
        """Maya says whether a certificate may follow although the agreement was signed after the start.

        What she said hangs on no column, so two of her staff come here one after the other.
        """
        name = "allow_certificate" if is_allowed else "withhold_certificate"
        self._check(name, by)
        type(self).objects.select_for_update().get(pk=self.pk)
        getattr(self, "_prefetched_objects_cache", {}).pop("events", None)
        if name in self.closed_moves():
            raise MoveRefused(name)
        return self._move(name, by, note=note)

    @transaction.atomic
    def ask_help(self, *, by, category, phone):
        """Tell Maya that somebody needs her: a category and a phone number, never a story."""
        party = min(self.parties_of(by), key=list(Party).index)
        values = {"before": self.state, "after": self.state, "party": party, "by": by}
        event = self.events.create(name="ask_help", reason=category, inner_note=phone, **values)
        mails.announce(event)
        return event

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
    def dates_wanted_by(self):
        """The day until which a postponed placement may stay without dates; None when it has them."""
        if self.state != State.CONFIRMED or self.days.all():
            return None
        return timezone.localdate(self.moved_at) + dt.timedelta(days=self.programme.postpone_days)

    @transaction.atomic
    def hold(self, *, by, until):
        """Keep reminders about this placement back until a date; None ends it. Maya's alone, told to nobody."""
        if Party.MAYA not in self.parties_of(by):
            raise PermissionDenied
        type(self).objects.filter(pk=self.pk).update(hold_until=until)
        self.hold_until = until
        if until:
            self.rest()

    def rest(self):
        """Drop the reminders that wait, those of its questionnaires too; regular work writes again what stays due."""
        mails.rest(self)
        for sheet in self.sheets.all():
            sheet.rest()

    @property
    def is_on_hold(self):
        """Whether Maya keeps reminders back: for this placement, or for one of its organisations."""
        return any(row.hold_until and row.hold_until >= today() for row in (self, self.host, self.sender))

    def counts_for_commitment(self):
        """Whether it counts as hosted and sent: across sectors, or all where the programme says so."""
        return counts(self.programme, self.host, self.sender)

    def closed_moves(self):
        """Arrows that the calendar closes: some are for before the start, some for after it."""
        closed = super().closed_moves()
        if self.has_started:
            closed |= {"cancel"} | ({"postpone"} if self.state == State.READY else set())
        else:
            closed |= {"end_early", "mark_absent"}
        closed |= set() if self.has_ended else {"attend"}
        closed |= set() if self.can_be_contested else {"contest"}
        closed |= self._late_moves_closed()
        return closed | (set() if self.dates() else {"sign"})

    def _late_moves_closed(self):
        """Maya may still give what she kept back; what she gave stays given."""
        if not self.signed_late or self.may_be_certified:
            return LATE
        return set() if self.waits_for_late_word else {"withhold_certificate"}

    def _count(self):
        """Count the visit with its host, and for the commitment of both where it counts for it."""
        is_counted = self.counts_for_commitment()
        self._receive(*(["hosted"] if is_counted else []))
        if is_counted:
            Organisation.objects.filter(pk=self.sender_id).update(sent=models.F("sent") + 1)

    def _receive(self, *counts):
        """Somebody came: these counts of the host go up with it."""
        steps = {count: models.F(count) + 1 for count in ("received", *counts)}
        Organisation.objects.filter(pk=self.offer.organisation_id).update(**steps)

    def _require(self, name, condition, sentence):
        if not condition:
            raise MoveRefused(name, sentence)

    def _allow_dates(self, name, days):
        """Refuse dates that break a rule, or have no place left; whoever calls this stands in the queue."""
        self._queue()
        self._obey(name, self.refusal_to_confirm(days))

    def _reschedule(self, name, days):
        """Put these dates in the place of the present ones; none is allowed (postponed, dates to follow)."""
        if days:
            self._allow_dates(name, days)
        self.days_before = tuple(self.days.all())
        self.set_days(days)

    def _keep_hours(self, name, minutes):
        """Write the real minutes per date; more than planned plus the programme's margin is refused."""
        margin = self.programme.margin_minutes
        for day in self.days.all():
            real, most = minutes.get(day.date, day.planned_minutes), day.planned_minutes + margin
            values = {"day": words.day_text(day.date), "most": words.hours_text(most)}
            self._require(name, 0 <= real <= most, _("On %(day)s, at most %(most)s can be confirmed.") % values)
            day.real_minutes = real
            day.save(update_fields=["real_minutes"])
