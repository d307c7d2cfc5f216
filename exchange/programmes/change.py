"""That something changed of what members can find, so that every process that keeps counts hears of it at once."""

import datetime as dt
import secrets
from contextlib import contextmanager

from django.db import models, transaction
from django.db.models import Count, Sum
from django.utils import timezone

KEPT = dt.timedelta(days=1)


def drawn():
    return secrets.randbelow(1 << 40)


class Change(models.Model):
    """One change, written in the transaction that makes it. Rows are added, so that no writer waits for another.

    The number is drawn, not counted: two that commit in the other order, or one that is taken back, can't lead to a
    mark that was seen before.
    """

    number = models.BigIntegerField(default=drawn, editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        app_label = "members"  # where its table was first made; it stands here so that terms can note what changes

    def __str__(self):
        return str(self.number)

    @classmethod
    def note(cls):
        cls.objects.create()

    @classmethod
    def mark(cls):
        """What differs after each change; one query over the changes of a day."""
        return tuple(cls.objects.aggregate(rows=Count("pk"), total=Sum("number")).values())

    @classmethod
    def forget_old(cls):
        """The newest stays: an empty table would look as it did on the first day."""
        newest = cls.objects.order_by("-pk").values_list("pk", flat=True).first()
        cls.objects.filter(at__lt=timezone.now() - KEPT).exclude(pk=newest).delete()


class Noting(models.QuerySet):
    """Rows that are found, or that decide it: writing one of `found_by`, the columns that finding reads, is noted.

    The model's `save` goes through `noted`. Who writes with SQL of their own, or sets a list of terms, notes it too.
    """

    found_by = frozenset()

    def update(self, **columns):
        with self.noted(columns):
            return super().update(**columns)

    def bulk_create(self, objs, *args, **kwargs):
        with self.noted():
            return super().bulk_create(objs, *args, **kwargs)

    def delete(self):
        with self.noted():
            return super().delete()

    @contextmanager
    def noted(self, columns=None):
        """Write these columns (None: all) and the change at once: nobody sees the one without the other."""
        with transaction.atomic():
            if columns is None or self.found_by & set(columns):
                Change.note()
            yield
