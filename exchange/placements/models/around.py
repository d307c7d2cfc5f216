"""What gathers around a placement: its history, the conversation, the dates proposed."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.members.models import Member
from exchange.personal import Personal

from ..states import Party


class Event(models.Model):
    """One thing that happened to a placement; written once, never changed."""

    placement = models.ForeignKey("placements.Placement", models.CASCADE, related_name="events")
    name = models.CharField(max_length=30)
    before = models.CharField(max_length=20, blank=True)
    after = models.CharField(max_length=20)
    party = models.CharField(max_length=10, choices=Party)
    by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=120, blank=True, help_text="Somebody without an account.")
    reason = models.CharField(max_length=30, blank=True, help_text="A code of the list that fits the move.")
    note = models.TextField(blank=True)
    inner_note = models.TextField(blank=True, help_text="For the worker's side and Maya; no host sees it.")
    is_told = models.BooleanField(default=False, help_text="The other side knew already, by phone: no mail.")
    at = models.DateTimeField(default=timezone.now)

    personal = Personal(
        keep="request", title=_("What you did about immersions"), own=("by",), beside=("by_name",),
        export=("placement__number", "name", "reason", "note", "inner_note", "at"),
        erase=("by_name", "note", "inner_note"),
    )  # fmt: skip

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.placement_id} {self.name}"


class Message(models.Model):
    """One message of the conversation between worker and host; Maya may write in it too."""

    placement = models.ForeignKey("placements.Placement", models.CASCADE, related_name="messages")
    author = models.ForeignKey(Member, models.PROTECT, related_name="+")
    party = models.CharField(max_length=10, choices=Party)
    text = models.TextField(max_length=2000)
    at = models.DateTimeField(default=timezone.now)

    personal = Personal(
        keep="request", title=_("Messages you wrote"), own=("author",), export=("placement__number", "text", "at"),
        erase=("text",),
    )  # fmt: skip

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return self.text[:60]


class DateSet(models.Model):
    """Dates that one side proposes (up to three sets at once). `days` as `PlacementDay.as_value` gives them."""

    placement = models.ForeignKey("placements.Placement", models.CASCADE, related_name="date_sets")
    party = models.CharField(
        max_length=10, choices=[(Party.HOST, Party.HOST.label), (Party.WORKER, Party.WORKER.label)]
    )
    days = models.JSONField()
    is_open = models.BooleanField(default=True)
    proposed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["proposed_at", "pk"]

    def __str__(self):
        return f"{self.placement_id} {self.party}"
