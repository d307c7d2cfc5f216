"""Who reviewed which version of a legal text, and when: until then it prints that it is a draft."""

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exchange.personal import Personal
from exchange.programmes.dates import date_words

from .person import Member


class LegalText(models.TextChoices):
    AGREEMENT = "agreement", _("Model agreement")
    PRIVACY = "privacy", _("Privacy notice")
    COMMITMENT = "commitment", _("Commitment of an organisation")


class Review(models.Model):
    """One version of one text, as Maya noted it. A new version has none, so it is a draft again."""

    text = models.CharField(max_length=12, choices=LegalText)
    version = models.PositiveSmallIntegerField()
    reviewed_by = models.CharField(_("Reviewed by"), max_length=120, help_text=_("Name and function."))
    reviewed_on = models.DateField(_("Reviewed on"))
    noted_by = models.ForeignKey(Member, models.SET_NULL, null=True, editable=False, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now, editable=False)

    personal = Personal(
        keep="agreement", title=_("Reviews of legal texts you noted"), own=("noted_by",), beside=("reviewed_by",),
        export=("get_text_display", "version", "reviewed_on", "noted_at"),
    )  # fmt: skip

    class Meta:
        ordering = ["text", "version"]
        constraints = [models.UniqueConstraint(fields=["text", "version"], name="review_once_per_version")]

    def __str__(self):
        return f"{self.text} v{self.version}"

    @classmethod
    def of(cls, text, version):
        """The review of this version, or None."""
        return cls.objects.filter(text=text, version=version).first()

    @classmethod
    def note(cls, text, version, *, by, reviewed_by, reviewed_on):
        """Write down who reviewed it; the same again corrects it."""
        if not by.is_coordinator:
            raise PermissionDenied
        values = {"reviewed_by": reviewed_by, "reviewed_on": reviewed_on, "noted_by": by, "noted_at": timezone.now()}
        return cls.objects.update_or_create(text=text, version=version, defaults=values)[0]

    @classmethod
    def standing(cls, text, version, language=None):
        """The line that is printed on this version, in this language (default: the reader's)."""
        review = cls.of(text, version)
        with translation.override(language or translation.get_language()):
            if not review:
                return gettext("Draft, to be reviewed.")
            values = {"person": review.reviewed_by, "date": date_words(review.reviewed_on, "j F Y")}
            return gettext("Text reviewed by %(person)s on %(date)s.") % values
