"""What members ask a host about its offer before they decide."""

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.members.models import Member
from exchange.personal import Personal

from .. import mails
from .offer import Offer


class OfferQuestionQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Who asked, the host's contact and leading people, and Maya; no other visitor reads along."""
        if member.is_coordinator:
            return self
        return self.filter(Q(member=member) | self._received_by(member))

    def to_answer_by(self, member):
        return self.filter(self._received_by(member), answered_at=None)

    def _received_by(self, member):
        contact = Q(offer__contact=member, offer__organisation__in=member.organisations())
        return contact | Q(offer__organisation__in=member.leads())


class OfferQuestion(models.Model):
    """A question put to the host before any request; the answer is mailed and stays with the two."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="questions")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    text = models.TextField(_("Your question"), max_length=1000)
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(_("Your answer"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = OfferQuestionQuerySet.as_manager()

    personal = Personal(
        keep="request", title=_("Questions you asked"), own=("member",), beside=("answered_by",),
        export=("offer", "text", "asked_at", "answer", "answered_at"), erase=("text", "answer"),
    )  # fmt: skip

    class Meta:
        ordering = ["asked_at"]

    def __str__(self):
        return self.text[:60]

    @classmethod
    @transaction.atomic
    def put(cls, offer, member, text):
        """Keep the question and mail it to whom the host named."""
        question = cls.objects.create(offer=offer, member=member, text=text)
        mails.asked(question)
        return question

    @transaction.atomic
    def give(self, by, text):
        """Answer it, once, and mail the answer. Returns False when somebody was faster."""
        values = {"answer": text, "answered_by": by, "answered_at": timezone.now()}
        if not OfferQuestion.objects.to_answer_by(by).filter(pk=self.pk).update(**values):
            return False
        self.refresh_from_db()
        mails.answered(self)
        return True
