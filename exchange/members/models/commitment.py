"""What an organisation promises on joining, and who promised it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from exchange.personal import Personal
from exchange.programmes.texts import CODES, TextsField

from .organisation import Organisation
from .person import LANGUAGES, Member
from .review import LegalText, Review


class CommitmentText(models.Model):
    """A version of what an organisation promises on joining. A used version never changes."""

    version = models.PositiveSmallIntegerField(unique=True)
    title = TextsField()
    introduction = TextsField()
    accept = TextsField(help_text="The words beside the box to tick.")
    sentences = models.JSONField(help_text='Per language, a list of sentences: {"fr": ["…"], …}.')
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["version"]

    def __str__(self):
        return f"v{self.version}"

    @classmethod
    def latest_version(cls):
        return cls.objects.latest("version")

    @property
    def standing(self):
        """Who reviewed it; else that it is a draft."""
        return Review.standing(LegalText.COMMITMENT, self.version)

    def points(self, language=None):
        """The sentences in this language (default: the reader's)."""
        wanted = language or get_language()
        return next(self.sentences[code] for code in (wanted, *CODES) if self.sentences.get(code))


class Commitment(models.Model):
    """Who promised what for an organisation, when, and in which language it was read."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="commitments")
    text = models.ForeignKey(CommitmentText, models.PROTECT)
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    language = models.CharField(max_length=2, choices=LANGUAGES)
    made_at = models.DateTimeField(default=timezone.now)

    personal = Personal(
        keep="organisation", title=_("Commitments you made"), own=("member",),
        export=("organisation", "text", "language", "made_at"),
    )  # fmt: skip

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self):
        return f"{self.organisation} {self.made_at:%Y-%m-%d}"
