"""Somebody asks Maya to call back: from any page, in three fields."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.personal import ROW, Personal

from .. import mails
from .person import Member


class CallBackQuerySet(models.QuerySet):
    def waiting(self):
        """Those that Maya has not settled, the longest wait first."""
        return self.filter(settled_at=None)


class CallBack(models.Model):
    """Whom to call, where and when. One person has one that waits: who asks again corrects it."""

    class When(models.TextChoices):
        ANY = "any", _("Any time on a working day")
        MORNING = "morning", _("In the morning")
        NOON = "noon", _("Around noon")
        AFTERNOON = "afternoon", _("In the afternoon")
        EVENING = "evening", _("After 5 p.m.")

    member = models.ForeignKey(Member, models.CASCADE, related_name="call_backs")
    phone = models.CharField(_("Phone"), max_length=30)
    when = models.CharField(_("When does it suit you?"), max_length=10, choices=When, default=When.ANY)
    sentence = models.CharField(_("What is it about?"), max_length=300, blank=True)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(Member, models.SET_NULL, null=True, editable=False, related_name="+")

    objects = CallBackQuerySet.as_manager()

    personal = Personal(
        keep="log", title=_("Calls you asked for"), own=("member",), beside=("settled_by",), erase=ROW,
        export=("phone", "get_when_display", "sentence", "asked_at", "settled_at"),
    )  # fmt: skip

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=models.Q(settled_at=None), name="call_back_waits_once_per_person"
            )
        ]

    def __str__(self):
        return f"{self.member_id} {self.phone}"

    @classmethod
    @transaction.atomic
    def ask(cls, member, *, phone, when, sentence):
        """Ask Maya to call; the first time she is mailed, a correction she finds on her desk."""
        values = {"phone": phone, "when": when, "sentence": sentence}
        call, is_new = cls.objects.waiting().update_or_create(member=member, settled_at=None, defaults=values)
        if is_new:
            mails.call_back(call)
        return call

    @transaction.atomic
    def settle(self, by):
        """Called, or done in another way. False where somebody of Maya's staff was faster."""
        row = CallBack.objects.waiting().filter(pk=self.pk)
        return bool(row.update(settled_at=timezone.now(), settled_by=by))
