"""The questions, by version."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.placements.states import Party
from exchange.programmes.texts import TextsField

from .kinds import Answerable


class VersionInUse(Exception):
    """Answers were given to these words, so the words stay: write a new version."""


class QuestionnaireQuerySet(models.QuerySet):
    def newest(self, moment, party):
        """The version that is asked today. Raises DoesNotExist where this party is asked nothing at this moment."""
        return self.filter(moment=moment, party=party).latest("version")


class Questionnaire(models.Model):
    """A version of the questions for one moment and one party. A version that has answers never changes."""

    class Moment(models.TextChoices):
        PREPARATION = "preparation", _("Preparation")
        BEFORE = "before", _("Before the immersion")
        END = "end", _("After the immersion")

    moment = models.CharField(max_length=15, choices=Moment)
    party = models.CharField(max_length=10, choices=Party)
    version = models.PositiveSmallIntegerField(default=1)
    title = TextsField()
    introduction = TextsField(long=True)
    thanks = TextsField(long=True)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["moment", "party", "version"], name="questionnaire_version_once")
        ]

    def __str__(self):
        return f"{self.moment} {self.party} v{self.version}"

    def save(self, *args, **kwargs):
        self.refuse_if_used()
        super().save(*args, **kwargs)

    def refuse_if_used(self):
        if self.pk and self.sheets.filter(answers__isnull=False).exists():
            raise VersionInUse(str(self))


class Question(Answerable, models.Model):
    class Kind(models.TextChoices):
        L5 = "L5", _("1 to 5")
        N010 = "N010", _("0 to 10")
        YN = "YN", _("Yes or no")
        TXT = "TXT", _("Text")
        MULTI = "MULTI", _("Several choices")
        INT = "INT", _("A number")

    class Shared(models.TextChoices):
        PRIVATE = "private", _("Only you read this")
        WORKER_HOST = "worker_host", _("Shared by worker and host")
        WORKER_SENDER = "worker_sender", _("Shared by worker and own team")
        MAYA = "maya", _("Maya reads this")

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="questions")
    code = models.CharField(max_length=10)
    kind = models.CharField(max_length=5, choices=Kind)
    text = TextsField()
    hint = TextsField()
    choices = models.JSONField(default=list, help_text='For several choices: [{"code": …, "fr": …, "nl": …, "en": …}].')
    shared = models.CharField(max_length=15, choices=Shared, default=Shared.MAYA)
    effects = models.JSONField(default=list, help_text="Codes of the effects that it measures.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["questionnaire", "code"], name="question_once")]

    def __str__(self):
        return self.code

    def save(self, *args, **kwargs):
        self.questionnaire.refuse_if_used()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        self.questionnaire.refuse_if_used()
        return super().delete(*args, **kwargs)
