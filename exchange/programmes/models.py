"""A programme, its rules with numbers, and the lists that everyone chooses from."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from .change import Noting
from .search import fold
from .texts import TextsField


class TermQuerySet(Noting):
    # a page that is kept names terms by these, in this order
    found_by = frozenset({"kind", "code", "name", "parent", "is_open", "position"})

    def of(self, kind):
        return self.filter(kind=kind)

    def open(self):
        return self.filter(is_open=True)

    def offered(self, kept=()):
        """Those one may choose: the open ones, and closed ones that a row has; `kept` are their keys."""
        return self.filter(Q(is_open=True) | Q(pk__in=kept))


class Term(models.Model):
    """One entry of a list (a sector, a theme, a profession …). `code` is a stable key; Maya edits the names.

    Source: domain.md 2. A closed term stays on rows that have it and is offered to nobody new.
    """

    class Kind(models.TextChoices):
        SECTOR = "sector"
        STRUCTURE = "structure"
        SETTING = "setting"
        PUBLIC = "public"
        PROFESSION = "profession"
        LANGUAGE = "language"
        LEVEL = "level"
        THEME = "theme"
        TRANSPORT = "transport"
        ACCESS = "access"
        SHIFT = "shift"
        MEAL = "meal"
        BODY = "body"
        COMMITTEE = "committee"
        SECRECY = "secrecy"
        GOAL = "goal"
        REFUSAL = "refusal"
        CANCELLATION = "cancellation"
        EARLY_END = "early_end"

    kind = models.CharField(max_length=20, choices=Kind)
    code = models.CharField(max_length=30)
    name = TextsField()
    note = TextsField(help_text="One sentence that explains the term.")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, help_text="A structure's usual sector.")
    is_open = models.BooleanField(default=True)
    is_core = models.BooleanField(default=False, help_text="One of the two sectors of the exchange.")
    counts_with_all = models.BooleanField(default=False, help_text="Specialised in both sectors.")
    position = models.PositiveSmallIntegerField(default=0)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "position", "code"]
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="term_code_once_per_kind")]

    def __str__(self):
        return self.name.best()

    def save(self, *args, update_fields=None, **kwargs):
        with Term.objects.all().noted(update_fields):
            super().save(*args, update_fields=update_fields, **kwargs)

    def crosses(self, other):
        """Whether an immersion between these two sectors counts as cross-sector."""
        return self != other or self.counts_with_all


def term_keys(kept):
    """The keys of the terms that a field of a form has at first: none, one or several."""
    rows = kept if isinstance(kept, list) else [kept] if kept else []
    return [getattr(row, "pk", row) for row in rows]


class TwinQuerySet(models.QuerySet):
    def groups(self):
        """The words of each row, folded as `search.word_list` compares them."""
        return [[fold(word) for word in words] for words in self.filter(is_open=True).values_list("words", flat=True)]


class Twin(models.Model):
    """Words that mean the same, so that a search for one finds the others: SSM and CGG, centre de jour and dagcentrum.

    A row that Maya removed is closed, so that the next migration doesn't bring it back.
    """

    code = models.CharField(max_length=30, unique=True, null=True, help_text="Of a row that new databases start with.")
    words = models.JSONField(default=list)
    is_open = models.BooleanField(default=True)

    objects = TwinQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return ", ".join(self.words)

    def close(self):
        """Search no longer knows this row."""
        Twin.objects.filter(pk=self.pk).update(is_open=False)


def term_key(kind, **options):
    """A foreign key to the terms of one kind."""
    return models.ForeignKey(
        "programmes.Term", models.PROTECT, limit_choices_to={"kind": kind}, related_name="+", **options
    )


def term_list(kind, **options):
    """Several terms of one kind."""
    return models.ManyToManyField(
        "programmes.Term", limit_choices_to={"kind": kind}, related_name="+", blank=True, **options
    )


def days(default):
    return models.PositiveSmallIntegerField(default=default)


class ProgrammeQuerySet(Noting):
    found_by = frozenset({"code", "name", "notice_days"})


class Programme(models.Model):
    """A programme with its rules. `_working_days` count Monday to Friday without holidays, `_days` the calendar's.

    Source: product.md, "Rules with numbers".
    """

    code = models.SlugField(unique=True)
    name = TextsField()
    is_current = models.BooleanField(default=True)
    full_day_minutes = models.PositiveSmallIntegerField(default=456, validators=[MinValueValidator(1)])  # 7.6 h
    minimum_dates = models.PositiveSmallIntegerField(default=2)
    same_sector_counts = models.BooleanField(default=False)
    margin_minutes = models.PositiveSmallIntegerField(default=60, help_text="Real hours over plan, per day.")
    application_working_days = days(2)
    consent_first_reminder_days = days(5)
    consent_second_reminder_days = days(10)
    consent_lapse_days = days(21)
    answer_first_reminder_working_days = days(3)
    answer_second_reminder_working_days = days(7)
    answer_deputy_working_days = days(10)
    answer_lapse_days = days(21)
    declared_lapse_days = days(10)
    reopen_days = days(30)
    ask_again_days = days(7)
    open_requests = days(3)
    notice_days = days(10)
    sign_first_reminder_working_days = days(7)
    sign_second_reminder_working_days = days(3)
    sign_last_reminder_working_days = days(1)
    prepare_days = days(7)
    practical_days = days(1)
    attendance_days = days(1)
    attendance_reminder_days = days(5)
    attendance_maya_days = days(10)
    contest_days = days(5)
    postpone_days = days(60)
    certificate_days = days(14)
    certificate_reminder_days = days(7)
    certificate_maya_days = days(21)
    feedback_days = days(1)
    feedback_reminder_days = days(8)
    feedback_lapse_days = days(30)
    resend_hours = days(24)
    invitation_days = days(14)
    commitment_months = days(12)
    late_cancellation_working_days = days(3)
    no_reference_person_days = days(30)
    offer_confirm_months = days(12)
    offer_hide_days = days(30)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["is_current"], condition=Q(is_current=True), name="one_programme_current")
        ]

    def __str__(self):
        return self.name.best()

    def save(self, *args, update_fields=None, **kwargs):
        with Programme.objects.all().noted(update_fields):
            super().save(*args, update_fields=update_fields, **kwargs)

    @classmethod
    def current(cls):
        return cls.objects.get(is_current=True)


class Counter(models.Model):
    """The last number given out of a kind in a year; numbers are consecutive, without a gap."""

    kind = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="counter_once_per_year")]

    def __str__(self):
        return f"{self.kind} {self.year}: {self.last}"

    @classmethod
    def next(cls, kind, year):
        """Take the next number. Must run inside the transaction that uses it, so that none is lost."""
        cls.objects.get_or_create(kind=kind, year=year)
        cls.objects.filter(kind=kind, year=year).update(last=models.F("last") + 1)
        return cls.objects.get(kind=kind, year=year).last
