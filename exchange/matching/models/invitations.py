"""A host invites whoever wished something that its place could meet."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.models import Offer
from exchange.members.models import Member
from exchange.personal import Personal
from exchange.placements.models import Placement
from exchange.placements.states import State
from exchange.placements.suggestions import suggestions_in
from exchange.programmes.workdays import today

from .. import mails
from .wishes import Wish


class WishInvitationQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Maya, the side that wished, and who leads the host. Nobody reads from it whether anyone said no."""
        if member.is_coordinator:
            return self
        hosts = Q(offer__organisation__in=member.leads().values("pk"))
        return self.filter(Q(wish__in=Wish.objects.visible_to(member).values("pk")) | hosts)

    def to(self, member):
        """Those put to this member."""
        return self.filter(wish__in=Wish.objects.visible_to(member).values("pk"))

    def waiting(self):
        """In time, not taken up, for a wish and a place that still stand, whether or not it was put away."""
        rows = self.filter(shows_until__gte=today(), placement=None, wish__state=Wish.State.OPEN)
        return rows.filter(offer__in=Offer.objects.published().values("pk"))

    def open_to(self, member):
        """Those of them that this member may still take up. Maya does not learn what was put away."""
        return self.waiting() if member.is_coordinator else self.waiting().filter(is_away=False)

    def over(self):
        return self.filter(shows_until__lt=today())


class WishInvitation(models.Model):
    """A place offered to a wish.

    There is no refusal: who does not answer and who puts it away look the same to everybody else, and are the same
    row once its time is over.
    """

    wish = models.ForeignKey(Wish, models.CASCADE, related_name="invitations")
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="invitations")
    by = models.ForeignKey(Member, models.CASCADE, related_name="+", help_text="Who invites for the host.")
    sentence = models.CharField(_("One sentence"), max_length=300, blank=True)
    shows_until = models.DateField(help_text="The last day on which it stands on the start page.")
    is_away = models.BooleanField(default=False, help_text="Put away by who is invited; forgotten when it is over.")
    placement = models.ForeignKey(
        Placement, models.SET_NULL, null=True, related_name="invitations", help_text="The request that came of it."
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = WishInvitationQuerySet.as_manager()

    personal = Personal(
        keep="request", title=_("Invitations to your wishes"), own=("wish__worker", "by"),
        export=("offer", "sentence", "created_at"), erase=("sentence",),
    )  # fmt: skip

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["wish", "offer"], name="wish_invitation_once")]

    def __str__(self):
        return f"{self.wish_id} {self.offer_id}"

    @property
    def about(self):
        return f"wish-invitation:{self.pk}"

    @classmethod
    @transaction.atomic
    def invite(cls, wish, offer, *, by, sentence=""):
        """Invite to a place: the invitation, and whether it is new. A second time it stays the first, without mail."""
        if not by.may_answer_for(offer.organisation) or not Wish.objects.shown_to(by).filter(pk=wish.pk).exists():
            raise PermissionDenied
        until = today() + dt.timedelta(days=wish.programme.invitation_days)
        values = {"by": by, "sentence": sentence, "shows_until": until}
        invitation, is_new = cls.objects.get_or_create(wish=wish, offer=offer, defaults=values)
        if is_new:
            mails.invite(invitation)
        return invitation, is_new

    @transaction.atomic
    def accept(self, *, by):
        """Open the request for this place, filled in with the wish; the member sends it as any other."""
        if not WishInvitation.objects.to(by).filter(pk=self.pk).exists():
            raise PermissionDenied
        drafts = Placement.objects.filter(state=State.DRAFT, created_by=by, offer=self.offer)
        draft = drafts.first() or self._draft(by)
        WishInvitation.objects.filter(pk=self.pk).update(placement=draft)
        self.placement = draft
        return draft

    def put_away(self, *, by):
        """Take it off the start page of who is invited. Nobody else sees a difference, now or when it is over."""
        if not WishInvitation.objects.to(by).filter(pk=self.pk).exists():
            raise PermissionDenied
        WishInvitation.objects.filter(pk=self.pk).update(is_away=True)

    def _draft(self, by):
        """A request on the first days on which the host could receive somebody, in a month of the wish if it can."""
        first = next(iter(suggestions_in(self.offer, self.wish.months)), None)
        dates = [dt.date.fromisoformat(date) for date in first.key.split(",")] if first else []
        return Placement.draft(
            by=by, worker=self.wish.worker or by, offer=self.offer, sender=self.wish.organisation,
            motivation=self.wish.sentence, days=self.offer.default_days(dates),
        )  # fmt: skip
