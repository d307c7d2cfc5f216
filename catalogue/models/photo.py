"""The picture of a place, kept as bytes beside its offer."""

from hashlib import sha256
from secrets import token_hex

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.programmes.change import Noting
from exchange.programmes.texts import TextsField

from .offer import Offer


class PhotoQuerySet(Noting):
    found_by = frozenset({"name", "alt"})  # cards are kept, and say these

    def visible_to(self, member):
        """Whoever may open the offer."""
        return self.filter(offer__in=Offer.objects.visible_to(member))

    def light(self):
        """Without the bytes, for pages that only name it."""
        return self.defer("content", "small")


class Photo(models.Model):
    """One picture of an offer: a JPEG made here, with its SHA-256, under a name that nobody guesses."""

    offer = models.OneToOneField(Offer, models.CASCADE, related_name="photo")
    name = models.CharField(max_length=32, unique=True, editable=False)
    alt = TextsField(verbose_name=_("What the picture shows"), blank=False)
    content = models.BinaryField()
    small = models.BinaryField()
    sha256 = models.CharField(max_length=64, editable=False)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PhotoQuerySet.as_manager()

    def __str__(self):
        return self.alt.best()

    def save(self, *args, **kwargs):
        """The cards that are kept are told."""
        with Photo.objects.all().noted():
            super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("catalogue:photo", args=[self.name])

    @property
    def small_url(self):
        return reverse("catalogue:photo_small", args=[self.name])

    @classmethod
    @transaction.atomic
    def keep(cls, offer, by, alt, picture=None):
        """Keep these words, and this picture in place of the one before; without a picture the old one stays."""
        if not offer.is_run_by(by):
            raise PermissionDenied
        values = {"alt": alt}
        if picture:
            digest = sha256(picture.content).hexdigest()
            values |= {**picture._asdict(), "sha256": digest, "name": token_hex(16), "created_at": timezone.now()}
        return cls.objects.update_or_create(offer=offer, defaults=values)[0]

    @classmethod
    @transaction.atomic
    def remove(cls, offer, by):
        if not offer.is_run_by(by):
            raise PermissionDenied
        cls.objects.filter(offer=offer).delete()

    def is_intact(self):
        """Whether the bytes are still those that were made."""
        return sha256(self.content).hexdigest() == self.sha256
