"""Offers that somebody keeps, or shows to a colleague."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.models import Offer
from exchange.members.models import Member
from exchange.personal import ROW, Personal

from .. import mails

SHOWN_A_DAY = 10  # enough for a whole team; more is a mailing


class TooMany(Exception):
    """This member has shown enough offers for one day."""


class FavouriteQuerySet(models.QuerySet):
    def visible_to(self, member):
        """One's own alone: what somebody likes is nobody else's business."""
        return self.filter(member=member)


class Favourite(models.Model):
    """An offer that one member keeps."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="favourites")
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="favourites")
    created_at = models.DateTimeField(default=timezone.now)

    objects = FavouriteQuerySet.as_manager()

    personal = Personal(
        keep="account", title=_("Places you keep"), own=("member",), export=("offer", "created_at"), erase=ROW
    )

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["member", "offer"], name="favourite_once")]

    def __str__(self):
        return f"{self.member_id} {self.offer_id}"

    @classmethod
    def keep(cls, member, offer):
        return cls.objects.get_or_create(member=member, offer=offer)[0]

    @classmethod
    def drop(cls, member, offer):
        cls.objects.filter(member=member, offer=offer).delete()


class Shown(models.Model):
    """An offer that one member showed to a colleague of the same organisation."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="+")
    by = models.ForeignKey(Member, models.CASCADE, related_name="+")
    to = models.ForeignKey(Member, models.CASCADE, related_name="+")
    sentence = models.CharField(_("A sentence for your colleague"), max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    personal = Personal(
        keep="log", title=_("Places you showed to a colleague"), own=("by",), beside=("to",),
        export=("offer", "sentence", "at"), erase=ROW,
    )  # fmt: skip

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.offer_id} {self.by_id} → {self.to_id}"

    @classmethod
    @transaction.atomic
    def show(cls, offer, *, by, to, sentence=""):
        """Mail a colleague the way to an offer. Raises TooMany past the number of one day."""
        if not colleagues_of(by).filter(pk=to.pk).exists():
            raise PermissionDenied
        Member.objects.filter(pk=by.pk).update(touched_at=timezone.now())  # two clicks at once queue here
        if cls.objects.filter(by=by, at__gt=timezone.now() - timedelta(days=1)).count() >= SHOWN_A_DAY:
            raise TooMany
        shown = cls.objects.create(offer=offer, by=by, to=to, sentence=sentence)
        mails.show(shown)
        return shown


def colleagues_of(member):
    """Everybody with an address in one of the member's own organisations, who may see the catalogue."""
    own = member.organisations().active().values("pk")
    others = Member.objects.filter(memberships__organisation__in=own, memberships__ended_at=None, has_mail=True)
    return others.exclude(pk=member.pk).distinct().order_by("first_name", "last_name", "pk")
