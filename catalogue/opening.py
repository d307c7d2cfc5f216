"""When an offer is open: its months, its days of the week, its closed periods, and a pause until a date."""

import datetime as dt
from calendar import monthrange

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.programmes.workdays import public_holidays, today

from . import mails
from .publishing import OfferMoved

LONGEST_PAUSE = dt.timedelta(days=366)  # who needs more hides the offer
AHEAD = 12  # months that members may mean by a name, this one included


def months_ahead():
    """The first days of the months in which a visit may be looked for, the next to come first."""
    now = today().replace(day=1)
    months = range(now.year * 12 + now.month - 1, now.year * 12 + now.month - 1 + AHEAD)
    return [dt.date(month // 12, month % 12 + 1, 1) for month in months]


def still_to_come(month):
    """The first and the last day left of the month that begins on this day."""
    return max(month, today()), month.replace(day=monthrange(month.year, month.month)[1])


def not_paused():
    """The filter of offers that are not paused today: nothing has to run for a pause to end."""
    return Q(paused_until=None) | Q(paused_until__lte=today())


class OpenDays:
    """The one rule about the dates on which an offer receives. Its closed periods are read once."""

    def __init__(self, offer):
        self.months, self.weekdays, self.periods = offer.months, offer.weekdays, list(offer.closed_periods.coming())

    def refusal(self, date):
        """Why nobody is received on this date, in a sentence; empty where somebody is."""
        for period in self.periods:
            if period.covers(date):
                return f"{period} {period.note.best()}".strip()
        if self.months and date.month not in self.months:
            return _("This host receives nobody in %(month)s.") % {"month": MONTHS[date.month]}
        if self.weekdays and date.weekday() not in self.weekdays:
            return _("This host receives nobody on %(weekday)s.") % {"weekday": WEEKDAYS[date.weekday()]}
        return ""

    def first_from(self, start):
        """The first date from this one on; None where none is within a year. Public holidays are not suggested."""
        days = (start + dt.timedelta(days=number) for number in range(366))
        return next((day for day in days if not self.refusal(day) and day not in public_holidays(day.year)), None)


class Opening(models.Model):
    """The verbs of a pause, for an offer that is published."""

    paused_until = models.DateField(
        gettext_lazy("Back on"), null=True, editable=False, help_text="The day on which it is found again."
    )

    class Meta:
        abstract = True

    @property
    def is_paused(self):
        return bool(self.paused_until and self.paused_until > today())

    @transaction.atomic
    def pause(self, by, until):
        """Not now: members do not find it before this day."""
        self._keep_pause(by, until)

    @transaction.atomic
    def resume(self, by):
        """Back before the day that was said."""
        self._keep_pause(by, None, paused_until__gt=today())

    def first_possible_date(self, start=None):
        """The first day one could be expected, from `start` on: notice, months, weekdays and closed periods kept.

        None when it is never open. Whether a place is still free, placements know.
        """
        if not (self.months and self.weekdays):
            return None
        soonest = today() + dt.timedelta(days=self.notice())
        return OpenDays(self).first_from(max(soonest, start or soonest))

    @transaction.atomic
    def close(self, by, first, last, note):
        """Receive nobody in this period. What is agreed in it still takes place."""
        if not self.is_run_by(by):
            raise PermissionDenied
        return self.closed_periods.create(first=first, last=last, note=note)

    @transaction.atomic
    def reopen(self, by, period):
        """Receive in this period after all."""
        if not self.is_run_by(by):
            raise PermissionDenied
        self.closed_periods.filter(pk=period).delete()

    def can_pause(self, by):
        return self.is_run_by(by) and self.state == "published" and not self.is_paused

    def can_resume(self, by):
        return self.is_run_by(by) and self.state == "published" and self.is_paused

    def _keep_pause(self, by, until, **only):
        if not self.is_run_by(by):
            raise PermissionDenied
        rows = type(self).objects.filter(pk=self.pk, state="published", **only)
        if not rows.update(paused_until=until, asked_true_at=None, touched_at=timezone.now()):
            raise OfferMoved("pause")
        self.paused_until = until
        mails.settled(self)
