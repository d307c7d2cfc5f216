"""The verbs of going: from the confirmation to the end of the immersion. Source: domain.md 7.3, 7.6."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.programmes.workdays import today

from .. import mails
from ..states import MoveRefused, Party, State
from .ending import NO_DATES, Ending

BEGUN = _("The immersion has begun. You can end it early instead.")
LATE = {"allow_certificate", "withhold_certificate"}


class Going(Ending):
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
    def decide_late(self, *, by, is_allowed, note=""):
        """Maya says whether a certificate may follow although the agreement was signed after the start.

        What she said hangs on no column, so two of her staff come here one after the other.
        """
        name = "allow_certificate" if is_allowed else "withhold_certificate"
        self._check(name, by)
        type(self).objects.select_for_update().get(pk=self.pk)
        self._forget("events")
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

    def closed_moves(self):
        """Arrows that the calendar closes: some are for before the start, some for after it."""
        closed = super().closed_moves()
        if self.has_started:
            closed |= {"cancel"} | ({"postpone"} if self.state == State.READY else set())
        closed |= self._late_moves_closed()
        return closed | (set() if self.dates() else {"sign"})

    def _late_moves_closed(self):
        """Maya may still give what she kept back; what she gave stays given."""
        if not self.signed_late or self.may_be_certified:
            return LATE
        return set() if self.waits_for_late_word else {"withhold_certificate"}

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
