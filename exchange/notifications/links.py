"""Personal links: they let one person do one thing without an account, until used or lapsed."""

import secrets
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.personal import ROW, Personal


class LinkUsed(Exception):
    """The link was used before, was closed or has lapsed."""


class LinkQuerySet(models.QuerySet):
    def open(self):
        """Neither used nor lapsed."""
        return self.filter(used_at=None, expires_at__gt=timezone.now())


class Link(models.Model):
    """A personal link, bound to a purpose, an address and a thing. The token itself is kept nowhere.

    A page opened by GET only shows; `use` belongs to the POST that acts, since mail scanners open links.
    """

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    purpose = models.SlugField(max_length=30, db_index=False)
    address = models.EmailField()
    about = models.CharField(max_length=60)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="links")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = LinkQuerySet.as_manager()

    personal = Personal(
        keep="log", title=_("Personal links to you"), own=("member", "address__iexact"), erase=ROW,
        export=("purpose", "address", "created_at", "expires_at", "used_at"),
    )  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["purpose", "about"], name="link_of_a_thing")]

    def __str__(self):
        return f"{self.purpose} {self.about}"

    @classmethod
    def issue(cls, purpose, *, about, address, expires_at, member=None):
        """Return a new link and its token, which can't be had a second time."""
        token = secrets.token_urlsafe(32)
        values = {"purpose": purpose, "about": about, "address": address, "expires_at": expires_at, "member": member}
        return cls.objects.create(token_hash=_hash(token), **values), token

    @classmethod
    def find(cls, purpose, token):
        """Return the open link of this purpose, or None: unknown, used, lapsed and closed look and cost the same."""
        return cls.objects.open().filter(purpose=purpose, token_hash=_hash(token)).first()

    @classmethod
    def last_sent_at(cls, purpose, about):
        """When a link of this purpose was last made for this thing; None if never. A mail carries each."""
        return cls.objects.filter(purpose=purpose, about=about).aggregate(at=models.Max("created_at"))["at"]

    @classmethod
    def close(cls, purpose, about):
        """End all links of this purpose and thing that are still open."""
        cls.objects.open().filter(purpose=purpose, about=about).update(expires_at=timezone.now())

    def use(self):
        """Use the link up. Of two who use it at once, one gets LinkUsed."""
        now = timezone.now()
        if not Link.objects.open().filter(pk=self.pk).update(used_at=now):
            raise LinkUsed(f"link {self.pk}")
        self.used_at = now


def _hash(token):
    return sha256(token.encode()).hexdigest()
