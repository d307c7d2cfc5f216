"""How much each reason of fit counts in a programme; Maya turns these."""

from django.core.validators import MaxValueValidator
from django.db import models

from exchange.programmes.models import Programme


class FitWeight(models.Model):
    """The points of one reason, where Maya chose others than those of `fit.WEIGHTS`."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="fit_weights")
    reason = models.CharField(max_length=20, help_text="A key of `fit.WEIGHTS`.")
    points = models.PositiveSmallIntegerField(validators=[MaxValueValidator(100)])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "reason"], name="fit_weight_once"),
            models.CheckConstraint(condition=models.Q(points__lte=100), name="fit_weight_at_most_100"),
        ]

    def __str__(self):
        return f"{self.reason}: {self.points}"

    @classmethod
    def decide(cls, programme, points):
        """Keep these points by reason."""
        for reason, number in points.items():
            cls.objects.update_or_create(programme=programme, reason=reason, defaults={"points": number})
