"""Mail as rows: what waits to be sent, what became of it, personal links, and reminders to be merged."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.personal import ROW, Personal

from . import letters
from .links import Link, LinkUsed

__all__ = ["Link", "LinkUsed", "MailSetting", "OutboxMail", "Reminder"]

LANGUAGES = [("fr", "Français"), ("nl", "Nederlands"), ("en", "English")]
BACK_OFF = [1, 5, 15, 60, 240, 720]  # minutes before each new try; after the last, the mail has failed for good
STUCK = timedelta(minutes=10)  # a worker is killed after one minute, so nobody is still at it


class OutboxMailQuerySet(models.QuerySet):
    def due(self):
        """What may leave now, urgent mail first, then the oldest."""
        return self.filter(state="due", due_at__lte=timezone.now()).order_by("-is_urgent", "due_at", "pk")

    def about(self, subject):
        """Mail about one thing, given as "placement:12"."""
        return self.filter(about=subject)

    def stuck(self):
        """Claimed so long ago that the worker must have died: nobody knows whether the mail left."""
        return self.filter(state="sending", claimed_at__lt=timezone.now() - STUCK)

    def to_settle(self):
        """In doubt, and to be sent again. Not a code: it has lapsed, and the person has asked for another."""
        return self.filter(state="uncertain", is_essential=True, is_secret=False, tries__lte=len(BACK_OFF))

    def failed(self):
        return self.filter(state="failed")

    def newest(self, name, language):
        """The last mail of this name in this language whose words are still there; None if there is none."""
        return self.filter(name=name, language=language).exclude(text="").order_by("-created_at", "-pk").first()

    def maybe_lost(self):
        """Courtesy mail that was in doubt, and was not sent again."""
        return self.filter(state="uncertain")

    def maybe_twice(self):
        """Essential mail that was in doubt, and was sent again."""
        return self.filter(doubts__gt=0).exclude(state="uncertain")


class OutboxMail(models.Model):
    """One mail to one address. Its key names the fact it tells, so that no fact is told twice."""

    class State(models.TextChoices):
        DUE = "due"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        UNCERTAIN = "uncertain"

    class Method(models.TextChoices):
        REQUEST = "REQUEST"
        CANCEL = "CANCEL"
        PUBLISH = "PUBLISH"

    key = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=60, help_text='The mail, such as "placements/confirm".')
    to = models.EmailField()
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="mails")
    language = models.CharField(max_length=2, choices=LANGUAGES)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    reply_to = models.EmailField()
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=7, choices=Method, blank=True)
    about = models.CharField(max_length=60, blank=True, db_index=True, help_text='Such as "placement:12".')
    is_essential = models.BooleanField(default=False)
    is_secret = models.BooleanField(default=False, help_text="Holds a code: its words are wiped once sent.")
    is_urgent = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=State, default=State.DUE)
    due_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    doubts = models.PositiveSmallIntegerField(default=0, help_text="How often nobody knew whether it had left.")
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OutboxMailQuerySet.as_manager()

    personal = Personal(
        keep="log", title=_("Mails to you"), own=("member", "to__iexact"), export=("to", "subject", "sent_at"),
        beside=("reply_to",), erase=("to", "subject", "text", "html", "calendar"),
    )  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["state", "-is_urgent", "due_at"], name="outbox_next"),
            models.Index(fields=["name", "-created_at"], name="outbox_newest_of_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["due", "sending", "sent", "failed", "uncertain"]), name="outbox_known_state"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
                name="outbox_sent_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(claimed_at__isnull=False), name="outbox_claimed_has_its_time"
            ),
            models.CheckConstraint(
                condition=Q(calendar="", calendar_method="") | (~Q(calendar="") & ~Q(calendar_method="")),
                name="outbox_calendar_has_its_method",
            ),
            models.CheckConstraint(
                condition=~Q(is_secret=True, state__in=["sent", "failed", "uncertain"])
                | Q(subject="", text="", html=""),
                name="outbox_secret_is_wiped",
            ),
        ]

    def __str__(self):
        return self.key

    def letter(self):
        """Return the message as it leaves. The same row always bears the same Message-ID."""
        return letters.letter(self)

    def claim(self):
        """Take this mail to send it; of two workers one gets True. Committed before the network is touched."""
        claimed = {"state": self.State.SENDING, "claimed_at": timezone.now(), "tries": models.F("tries") + 1}
        with transaction.atomic(durable=True):
            return bool(OutboxMail.objects.due().filter(pk=self.pk).update(**claimed))

    def sent(self):
        """Note that the relay took it, even when the sweep had meanwhile called it uncertain."""
        self._end(self.State.SENT, sent_at=timezone.now(), error="")

    def failed(self, error, *, for_good=False):
        """The relay refused it: try again later, or no more when it was tried often enough or it can't help."""
        self.refresh_from_db(fields=["tries"])
        if for_good or self.tries > len(BACK_OFF):
            self._end(self.State.FAILED, error=str(error))
        else:
            self._row().update(state=self.State.DUE, due_at=self._later(), error=str(error))

    def doubt(self, error=""):
        """Nobody knows whether it left. A conditional UPDATE: who ended it in the meantime is right."""
        row = self._row().filter(state=self.State.SENDING)
        wiped = letters.WIPED if self.is_secret else {}
        return bool(row.update(state=self.State.UNCERTAIN, doubts=models.F("doubts") + 1, error=str(error), **wiped))

    def settle(self):
        """Decide about a mail in doubt: essential mail leaves again, courtesy mail rests; both are counted."""
        row = OutboxMail.objects.to_settle().filter(pk=self.pk)
        return bool(row.update(state=self.State.DUE, due_at=self._later()))

    def can_go_again(self):
        return self.state in {self.State.FAILED, self.State.UNCERTAIN} and not self.is_secret

    def send_again(self):
        """Maya's button. Return False when there is nothing to send again, as after a second click."""
        row = self._row().filter(state__in=[self.State.FAILED, self.State.UNCERTAIN], is_secret=False)
        return bool(row.update(state=self.State.DUE, due_at=timezone.now(), tries=0))

    def _later(self):
        return timezone.now() + timedelta(minutes=BACK_OFF[min(self.tries, len(BACK_OFF)) - 1])

    def _end(self, state, **values):
        self._row().update(state=state, **values, **(letters.WIPED if self.is_secret else {}))

    def _row(self):
        return OutboxMail.objects.filter(pk=self.pk)


class ReminderQuerySet(models.QuerySet):
    def waiting(self):
        """Not yet in any mail, oldest first."""
        return self.filter(mail=None).order_by("created_at", "pk")


class Reminder(models.Model):
    """One sentence for one person, to be merged with that person's others into at most one mail a day."""

    key = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=60)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="reminders"
    )
    to = models.EmailField(help_text="In lower case: the mail is made per address.")
    first_name = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGES)
    sentence = models.TextField()
    url = models.CharField(max_length=500)
    about = models.CharField(max_length=60, blank=True, db_index=True)
    is_essential = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    mail = models.ForeignKey(OutboxMail, models.SET_NULL, null=True, blank=True, related_name="reminders")

    objects = ReminderQuerySet.as_manager()

    personal = Personal(
        keep="log", title=_("Reminders to you"), own=("member", "to__iexact"), erase=ROW,
        export=("to", "first_name", "sentence", "created_at"),
    )  # fmt: skip

    def __str__(self):
        return self.key


class MailSetting(models.Model):
    """What Maya decided about one kind of mail. Without a row it is sent, and bears no paragraph of hers."""

    name = models.CharField(max_length=60, unique=True)
    is_on = models.BooleanField(default=True)
    paragraph = models.JSONField(default=dict, blank=True, help_text='Per language: {"fr": "…", "nl": "…", "en": "…"}.')
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return self.name

    @classmethod
    def of(cls, name):
        return cls.objects.filter(name=name).first() or cls(name=name)

    @classmethod
    def decide(cls, name, *, is_on, paragraph):
        cls.objects.update_or_create(
            name=name, defaults={"is_on": is_on, "paragraph": paragraph, "changed_at": timezone.now()}
        )
