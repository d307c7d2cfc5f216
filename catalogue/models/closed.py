"""Periods in which a host receives nobody, whatever its months and days of the week."""

from collections import defaultdict

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.programmes.change import Noting
from exchange.programmes.dates import date_words
from exchange.programmes.texts import TextsField
from exchange.programmes.workdays import today

from ..opening import months_ahead, still_to_come
from .offer import Offer


class ClosedPeriodQuerySet(Noting):
    found_by = frozenset({"offer", "first", "last"})  # a month that one covers is not found

    def coming(self):
        """Those that are not over."""
        return self.filter(last__gte=today())

    def covering(self, month):
        """Those that leave no day of the month that begins on this day."""
        first, last = still_to_come(month)
        return self.filter(first__lte=first, last__gte=last)

    def months(self):
        """Per offer the months, as bits, of which one of these leaves no day."""
        found, ahead = defaultdict(int), [(month, *still_to_come(month)) for month in months_ahead()]
        for offer, begins, ends in self.coming().values_list("offer", "first", "last"):
            for month, first, last in ahead:
                found[offer] |= (begins <= first and last <= ends) << month.month - 1
        return found


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

    def save(self, *args, **kwargs):
        with ClosedPeriod.objects.all().noted():
            super().save(*args, **kwargs)

    def covers(self, date):
        return self.first <= date <= self.last
