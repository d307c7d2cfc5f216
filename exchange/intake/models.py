"""A file that Maya brings in: kept while she looks at it, written all or nothing, forgotten after 30 days."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange import jobs
from exchange.personal import ROW, Personal
from exchange.placements.models import PastImmersion

from .kinds import PLANS
from .sheets import read

AT_ONCE = 200  # rows; more are written by the worker
STEP = 100  # rows between two words on how far it is


class Intake(models.Model):
    """One file. The bytes go after 30 days; what it did stays for a year."""

    class Kind(models.TextChoices):
        ORGANISATIONS = "organisations", _("Organisations")
        PEOPLE = "people", _("People")
        OFFERS = "offers", _("Offers")
        IMMERSIONS = "immersions", _("Past immersions")

    class State(models.TextChoices):
        NEW = "new", _("To look at")
        WAITING = "waiting", _("Being brought in")
        DONE = "done", _("Brought in")
        REFUSED = "refused", _("Nothing was brought in")

    kind = models.CharField(max_length=20, choices=Kind, default=Kind.ORGANISATIONS)
    name = models.CharField(max_length=150)
    content = models.BinaryField(null=True, help_text="The file; empty after 30 days.")
    mapping = models.JSONField(default=dict, help_text='Place of a column in the file to its key: {"0": "name:fr"}.')
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    counts = models.JSONField(default=dict, help_text="Rows that were new, changed, the same.")
    made = models.JSONField(default=list, help_text="Keys of the past immersions that it made.")
    total = models.PositiveIntegerField(default=0, help_text="Rows of a file that the worker writes.")
    checked = models.PositiveIntegerField(default=0, help_text="How many of them it has looked at.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    asked_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    personal = Personal(
        keep="log", title=_("Files you brought in"), own=("by",), erase=ROW, export=("name", "kind", "at", "counts"),
    )  # fmt: skip

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.name

    def rows(self):
        return read(bytes(self.content))

    def plan(self, **options):
        """What it would do today."""
        return PLANS[self.kind](self.rows(), self.mapping, **options)

    @transaction.atomic
    def bring_in(self, rows):
        """Have it written: at once when it is short, else by the worker. Of two clicks one counts."""
        row = Intake.objects.filter(pk=self.pk, state__in=[self.State.NEW, self.State.REFUSED])
        if row.update(state=self.State.WAITING, asked_at=timezone.now(), total=rows, checked=0):
            if rows > AT_ONCE:
                jobs.enqueue("exchange.intake.tasks.carry_out", self.pk)
            else:
                self.write()

    def carry_out(self):
        """Look at each row and say how far it is, then write. The look holds nobody up; the writing is short."""
        if Intake.objects.filter(pk=self.pk, state=self.State.WAITING).exists():
            self.plan(tell=self.tell)
            self.write()

    def tell(self, done):
        """A word on how far it is, for the page that waits."""
        if not done % STEP:
            Intake.objects.filter(pk=self.pk).update(checked=done)

    @transaction.atomic
    def write(self):
        """Write all of it or nothing. A second call finds nothing to do; two files wait for each other."""
        list(Intake.objects.select_for_update().filter(state=self.State.WAITING).order_by("pk"))
        row = Intake.objects.filter(pk=self.pk, state=self.State.WAITING)
        if not row.update(state=self.State.DONE, done_at=timezone.now()):
            return
        plan = self.plan()
        if plan.wrong:
            Intake.objects.filter(pk=self.pk).update(state=self.State.REFUSED)
        else:
            plan.write()
            Intake.objects.filter(pk=self.pk).update(counts=plan.counts, made=plan.made)

    @transaction.atomic
    def take_back(self):
        """Delete the past immersions it made, and stand as before it was brought in. Returns how many there were.

        Nothing hangs on a past immersion. Organisations, people and offers are used from the first hour, so their
        own pages put them away. Of two clicks one counts.
        """
        row = Intake.objects.filter(pk=self.pk, state=self.State.DONE).exclude(made=[])
        if not row.update(state=self.State.NEW, counts={}, made=[], done_at=None):
            return 0
        return PastImmersion.forget(self.made)
