"""Periods in which a host receives nobody, whatever its months and days of the week."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.programmes.dates import date_words
from exchange.programmes.texts import TextsField
from exchange.programmes.workdays import today

from .offer import Offer


class ClosedPeriodQuerySet(models.QuerySet):
    def coming(self):
        """Those that are not over."""
        return self.filter(last__gte=today())


class ClosedPeriod(models.Model):
    """From the first to the last day, with a sentence if the host wants to say why."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="closed_periods")
    first = models.DateField(gettext_lazy("First day"))
    last = models.DateField(gettext_lazy("Last day"))
    note = TextsField(verbose_name=gettext_lazy("In one sentence"))

    objects = ClosedPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["first", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="closed_period_ends_after_it_began")
        ]

    def __str__(self):
        if self.first == self.last:
            return _("Closed on %s.") % date_words(self.first, "j F Y")
        values = {"first": date_words(self.first, "j F Y"), "last": date_words(self.last, "j F Y")}
        return _("Closed from %(first)s to %(last)s.") % values

    def covers(self, date):
        return self.first <= date <= self.last
