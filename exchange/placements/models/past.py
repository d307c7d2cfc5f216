"""Immersions from before the platform: they count, and ask nothing of anybody."""

from collections import Counter

from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from exchange.members.models import Member, Organisation
from exchange.personal import Personal
from exchange.programmes.models import Programme, term_key

COUNTED = ("programme", "host__sector", "sender__sector")  # what `counts` looks at


def counts(programme, host, sender):
    """Whether it counts as hosted and sent: across sectors, or all where the programme says so."""
    return programme.same_sector_counts or host.sector.crosses(sender.sector) or sender.sector.counts_with_all


class PastImmersion(models.Model):
    """One immersion that Maya brings in from a list of hers. No placement: it has no offer, states, mails or papers.

    The worker is a person we know, or a name, or neither.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    sender = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    worker_name = models.CharField(max_length=120, blank=True, help_text="Of somebody we don't know.")
    function = term_key("profession", null=True)
    first_day = models.DateField()
    last_day = models.DateField()
    dates = models.JSONField(help_text="Every date that is known, at least the first and the last: 2025-03-04.")
    minutes = models.PositiveIntegerField()

    personal = Personal(
        keep="agreement", title=_("Your immersions before the platform"), own=("worker",), erase=("worker_name",),
        export=("host", "sender", "dates", "minutes", "function"),
    )  # fmt: skip

    class Meta:
        ordering = ["-first_day", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gt=F("first_day")), name="past_immersion_over_two_dates"),
            models.CheckConstraint(condition=~Q(host=F("sender")), name="past_immersion_of_two_organisations"),
        ]

    def __str__(self):
        return f"{self.first_day:%Y-%m-%d} {self.sender} → {self.host}"

    @classmethod
    @transaction.atomic
    def keep(cls, immersions):
        """Write these new ones down, and count them with their hosts and senders."""
        cls.objects.bulk_create(immersions)
        _count(immersions, 1)

    @classmethod
    @transaction.atomic
    def forget(cls, keys):
        """Delete those that are left of these, and count them no more. Returns how many there were."""
        rows = list(cls.objects.select_for_update(of=["self"]).filter(pk__in=keys).select_related(*COUNTED))
        cls.objects.filter(pk__in=[row.pk for row in rows]).delete()
        _count(rows, -1)
        return len(rows)


def _count(immersions, step):
    """Add this step for each of them to what its host received and hosted and its sender sent; none goes below zero."""
    rows = [row for row in immersions if counts(row.programme, row.host, row.sender)]
    for count, side, counted in (
        ("received", "host_id", immersions),
        ("hosted", "host_id", rows),
        ("sent", "sender_id", rows),
    ):
        counted = Counter(getattr(row, side) for row in counted)
        for number in sorted(set(counted.values())):
            houses = Organisation.objects.filter(pk__in=[pk for pk, many in counted.items() if many == number])
            houses.update(**{count: Greatest(F(count) + step * number, 0)})
