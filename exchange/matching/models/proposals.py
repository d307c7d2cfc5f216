"""A proposal: the best set of matches for all open wishes and free places of one moment, worked out by the worker."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange import jobs
from exchange.personal import Personal

from ..solver import Standing

SENTENCES = {
    Standing.BEST: _("This is the best spread. Twenty places were looked at for each wish."),
    Standing.IN_TIME: _("The best set that was found when its time was over. A better one may exist."),
    Standing.GREEDY: _("Time was over before a set was found. These are the best matches taken one after the other."),
    Standing.SIMPLE: _(
        "The search for the best set is not installed here (the package scipy). "
        "These are the best matches taken one after the other."
    ),
}


class ProposalQuerySet(models.QuerySet):
    def with_counts(self):
        """With how many matches there are, and how many of them were sent."""
        sent = Count("matches", filter=Q(matches__sent_at__isnull=False))
        return self.select_related("by").annotate(number=Count("matches"), number_sent=sent)


class Proposal(models.Model):
    """One run. Its matches are kept as they were worked out, but for what Maya changes; the same rows give the same."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Being worked out")
        DONE = "done", _("Worked out")

    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    standing = models.CharField(max_length=7, choices=[(one.value, one.value) for one in Standing], blank=True)
    wishes = models.PositiveIntegerField(default=0, help_text="Open wishes that were looked at.")
    candidates = models.PositiveIntegerField(default=0, help_text="Matches that were possible.")
    points = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", help_text="Nobody: by command."
    )
    at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)

    objects = ProposalQuerySet.as_manager()

    personal = Personal(
        keep="log", title=_("Proposals you asked for"), own=("by",), export=("at", "done_at", "wishes"),
    )  # fmt: skip

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"

    @classmethod
    @transaction.atomic
    def ask(cls, *, by=None):
        """Have one worked out by the worker; while one waits, it is that one."""
        waiting = cls.objects.filter(state=cls.State.WAITING).first()
        if waiting:
            return waiting
        proposal = cls.objects.create(by=by)
        jobs.enqueue("exchange.matching.tasks.work_out_proposal", proposal.pk)
        return proposal

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING

    @property
    def standing_text(self):
        """How good the set is known to be, in one sentence."""
        return SENTENCES[Standing(self.standing)] if self.standing else ""

    @transaction.atomic
    def keep(self, solution, matches, **counts):
        """Write what was worked out. Of two workers one does; False for the other."""
        row = Proposal.objects.filter(pk=self.pk, state=self.State.WAITING)
        values = {"standing": solution.standing, "points": solution.points, "done_at": timezone.now(), **counts}
        if not row.update(state=self.State.DONE, **values):
            return False
        self.matches.bulk_create(matches, batch_size=200)
        self.refresh_from_db()
        return True
