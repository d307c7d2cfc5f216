"""A rule with a number that Maya changed: which, from what to what, who and when."""

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.personal import Personal
from exchange.programmes.models import Programme

from .person import Member


class RuleChange(models.Model):
    """One change; written with it, never changed."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="rule_changes")
    name = models.CharField(max_length=60, help_text="A column of the programme.")
    before = models.IntegerField()
    after = models.IntegerField()
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    personal = Personal(keep="log", title=_("Rules you changed"), own=("by",), export=("name", "before", "after", "at"))

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.name}: {self.before} → {self.after}"

    @classmethod
    @transaction.atomic
    def decide(cls, programme, values, *, by):
        """Write these columns of the programme, each that differs with a row of its own; returns how many differed."""
        if not by.is_coordinator:
            raise PermissionDenied
        kept = Programme.objects.get(pk=programme.pk)
        changed = {name: value for name, value in values.items() if getattr(kept, name) != value}
        for name, value in changed.items():
            cls.objects.create(programme=kept, name=name, before=getattr(kept, name), after=value, by=by)
            setattr(kept, name, value)
        if changed:
            kept.save(update_fields=list(changed))
        return len(changed)
