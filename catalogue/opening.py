"""When an offer is open: its pause, which ends by itself on a date."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.programmes.workdays import today

from .publishing import OfferMoved

LONGEST_PAUSE = dt.timedelta(days=366)  # who needs more hides the offer


def not_paused():
    """The filter of offers that are not paused today: nothing has to run for a pause to end."""
    return Q(paused_until=None) | Q(paused_until__lte=today())


class Opening(models.Model):
    """The verbs of a pause, for an offer that is published."""

    paused_until = models.DateField(
        _("Back on"), null=True, editable=False, help_text="The day on which it is found again."
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

    def can_pause(self, by):
        return self._is_run_by(by) and self.state == "published" and not self.is_paused

    def can_resume(self, by):
        return self._is_run_by(by) and self.state == "published" and self.is_paused

    def _keep_pause(self, by, until, **only):
        if not self._is_run_by(by):
            raise PermissionDenied
        rows = type(self).objects.filter(pk=self.pk, state="published", **only)
        if not rows.update(paused_until=until, touched_at=timezone.now()):
            raise OfferMoved("pause")
        self.paused_until = until
