"""What was answered, who may read it, and what Maya asked back."""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.members.models import Member
from exchange.notifications.models import Link
from exchange.personal import ROW, Personal
from exchange.placements.states import Party
from exchange.programmes.models import Programme

from .. import mails
from .questions import Question
from .sheets import Sheet, SheetClosed, sides


class AnswerQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Who reads which answer. Source: domain.md 5 and 9.3.

        Everybody reads the own side's. What is private is read by the worker in person alone. Worker and host read
        each other's shared answers, the sending team shares with the worker; Maya reads all but what is private.
        """
        private = Q(question__shared=Question.Shared.PRIVATE)
        in_person = Q(sheet__placement__worker=member)
        if member.is_coordinator:
            return self.filter(~private | in_person)
        worker, host, sender = (sides(member, "sheet__placement__")[party] for party in PARTIES)
        own = Q()
        for party, side in zip(PARTIES, (worker, host, sender), strict=True):
            own |= Q(sheet__questionnaire__party=party) & side
        with_host = Q(question__shared=Question.Shared.WORKER_HOST) & (worker | host)
        with_sender = Q(question__shared=Question.Shared.WORKER_SENDER) & (worker | sender)
        return self.filter((own & ~private) | (private & in_person) | with_host | with_sender)


PARTIES = (Party.WORKER, Party.HOST, Party.SENDER)


class Answer(models.Model):
    """One answer, saved as it is given. `value` is as in `kinds`; null for "does not apply"."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    value = models.JSONField(null=True)
    at = models.DateTimeField(default=timezone.now)

    objects = AnswerQuerySet.as_manager()

    personal = Personal(
        keep="answers", title=_("Your answers"), erase=ROW,
        own=("sheet__person", ("sheet__placement__worker", {"sheet__questionnaire__party": Party.WORKER})),
        export=("sheet__placement__number", "sheet__questionnaire__moment", "question__text", "text", "at"),
    )  # fmt: skip

    class Meta:
        ordering = ["question__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["sheet", "question"], name="answer_once")]

    def __str__(self):
        return f"{self.sheet_id} {self.question_id}"

    @property
    def text(self):
        """The answer in the reader's words."""
        return self.question.said(self.value)


class AskedBackQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Maya, and the side that gave the answers."""
        return self.filter(sheet__in=Sheet.objects.visible_to(member))


class AskedBack(models.Model):
    """A question that Maya asks back about an answer, and what came in reply."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="asked_back")
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    text = models.TextField(max_length=1000)
    reply = models.TextField(max_length=2000, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    replied_at = models.DateTimeField(null=True)

    objects = AskedBackQuerySet.as_manager()

    personal = Personal(
        keep="answers", title=_("What Maya asked you back"), own=("sheet__person",), beside=("by",),
        export=("text", "asked_at", "reply", "replied_at"), erase=("text", "reply"),
    )  # fmt: skip

    class Meta:
        ordering = ["asked_at"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="asked_back_something")]

    def __str__(self):
        return self.text[:60]

    @property
    def about(self):
        """How personal links name this question."""
        return f"asked:{self.pk}"

    def sent_at(self):
        """When the question, or its link alone, was last mailed."""
        return Link.last_sent_at("reply", self.about)

    def can_resend(self):
        """Not answered, and mailed more than 24 hours ago."""
        hours, last = Programme.current().resend_hours, self.sent_at()
        return not self.replied_at and (last is None or last <= timezone.now() - timedelta(hours=hours))

    @transaction.atomic
    def resend(self):
        """Mail the question with a new link; False within 24 hours of the last time, or where nobody reads it."""
        AskedBack.objects.select_for_update().get(pk=self.pk)
        return self.can_resend() and bool(mails.ask_back(self))

    @transaction.atomic
    def answer(self, *, text):
        """Keep the reply and tell Maya. Raises SheetClosed where it was given before."""
        now = timezone.now()
        if not AskedBack.objects.filter(pk=self.pk, replied_at=None).update(reply=text, replied_at=now):
            raise SheetClosed
        self.reply, self.replied_at = text, now
        Link.close("reply", self.about)
        mails.replied(self)
