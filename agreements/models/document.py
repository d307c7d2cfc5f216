"""The papers as bytes."""

from hashlib import sha256

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.personal import ROW, Personal
from exchange.placements.models import Placement

from ..languages import PAPER_LANGUAGES
from .certificate import Certificate
from .signing import Wording


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, member):
        """The papers of the placements this member sees."""
        placements = Placement.objects.visible_to(member)
        return self.filter(Q(wording__agreement__placement__in=placements) | Q(certificate__placement__in=placements))


class Document(models.Model):
    """A paper as bytes with their SHA-256: made once, kept as it was. The database refuses to change it."""

    wording = models.ForeignKey(Wording, models.PROTECT, null=True, related_name="documents")
    certificate = models.ForeignKey(Certificate, models.PROTECT, null=True, related_name="documents")
    language = models.CharField(max_length=2, choices=PAPER_LANGUAGES)
    filename = models.CharField(max_length=80)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)

    objects = DocumentQuerySet.as_manager()

    personal = Personal(
        keep="agreement", title=_("Your papers"), erase=ROW, file=("filename", "content"),
        own=("wording__agreement__placement__worker", "certificate__placement__worker"),
        export=("filename", "language", "sha256", "created_at"),
    )  # fmt: skip

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["wording", "language"], name="agreement_paper_once"),
            models.UniqueConstraint(fields=["certificate", "language"], name="certificate_paper_once"),
            models.CheckConstraint(
                condition=Q(wording=None, certificate__isnull=False) | Q(wording__isnull=False, certificate=None),
                name="document_of_one_thing",
            ),
        ]

    def __str__(self):
        return self.filename

    @classmethod
    def keep(cls, content, *, filename, **paper):
        """Keep these bytes once; None where somebody was faster. `paper`: language, and a wording or certificate."""
        values = {"content": content, "filename": filename, "sha256": sha256(content).hexdigest()}
        document, made = cls.objects.get_or_create(**paper, defaults=values)
        return document if made else None

    def is_intact(self):
        """Whether the bytes are still those that were made."""
        return sha256(self.content).hexdigest() == self.sha256
