"""A placement: one immersion of one worker with one host, from the request to the end."""

import datetime as dt

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.models import Offer
from exchange.members.models import Member, Membership, Organisation
from exchange.personal import Personal
from exchange.programmes.models import Programme, term_list

from .. import words
from ..states import OPEN, State
from .asking import Asking
from .dated import DayTimes
from .going import Going
from .rules import free_places


class PlacementQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Maya's all; a worker's own; of an organisation, what concerns those who lead, approve, sign or are contact.

        What is still being written is seen by who writes it, and no host sees what it was not asked.
        """
        if member.is_coordinator:
            return self
        roles = member.memberships.current()
        leads = roles.leading().values("organisation")
        approves = roles.filter(is_approver=True).values("organisation")
        signs = roles.filter(is_signatory=True).values("organisation")
        sent = Q(sender__in=leads) & (~Q(state=State.DRAFT) | Q(worker__has_mail=False))
        asked = Q(sender__in=approves) & ~Q(state=State.DRAFT)
        host = Q(offer__organisation__in=leads) | Q(offer__organisation__in=signs)
        host |= Q(offer__contact=member, offer__organisation__in=roles.values("organisation"))
        return self.filter(Q(worker=member) | sent | asked | (host & Q(asked_at__isnull=False)))

    def on(self, dates):
        """Placements that take at least one of these dates (days need not follow each other)."""
        return self.filter(Exists(PlacementDay.objects.filter(placement=OuterRef("pk"), date__in=dates)))

    def open(self):
        """Asked and not yet answered for good."""
        return self.filter(state__in=OPEN)

    def taking_place(self):
        """Those that hold a place of the offer; on which dates, `PlacementDay.objects.taken()` tells."""
        return self.filter(state__in=[State.CONFIRMED, State.READY, State.COMPLETED, State.INTERRUPTED])

    def free_places(self, offer, dates, besides=None):
        """Per date, how many more visitors the offer takes (`besides`: a placement that does not count)."""
        return free_places(self.all(), offer, dates, besides)


class Placement(Going, Asking, models.Model):
    """One immersion. Its dates are rows (`days`); its history are `events`; documents hang on `agreements`."""

    number = models.CharField(max_length=12, unique=True, editable=False, help_text="Year and count: 2027-014.")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="placements")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="placements")
    worker = models.ForeignKey(Member, models.PROTECT, related_name="placements")
    sender = models.ForeignKey(Organisation, models.PROTECT, related_name="placements_sent")
    created_by = models.ForeignKey(
        Member, models.PROTECT, related_name="+", help_text="The worker, or who acts for one."
    )
    status = models.CharField(max_length=15, choices=Membership.Status, help_text="The worker's, when asking.")
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT, editable=False)
    motivation = models.TextField(_("One sentence: why here?"), max_length=500, blank=True)
    goals = term_list("goal", verbose_name=_("What do you want to learn?"))
    own_goal = models.CharField(_("Something else you want to learn"), max_length=200, blank=True)
    has_spoken = models.BooleanField(_("We have already spoken"), default=False)
    word_to_maya = models.TextField(_("A sentence for Maya"), max_length=500, blank=True)
    consent_rule = models.CharField(max_length=10, choices=Organisation.Consent, help_text="The sender's, when asking.")
    consent_at = models.DateTimeField(null=True)
    consent_name = models.CharField(max_length=120, blank=True)
    consent_function = models.CharField(max_length=120, blank=True)
    accepted_at = models.DateTimeField(null=True, help_text="The host's yes, while the employer has to answer.")
    accepted_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    own_insurance = models.BooleanField(_("I have my own insurance"), default=False)
    agreement_language = models.CharField(
        max_length=2, choices=[("fr", "Français"), ("nl", "Nederlands")], default="fr"
    )
    asked_at = models.DateTimeField(null=True, help_text="When the host was asked; empty while it knows of nothing.")
    moved_at = models.DateTimeField(default=timezone.now, help_text="When the state last changed.")
    hold_until = models.DateField(null=True, blank=True, help_text="Maya keeps reminders back until this day.")
    signed_late = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = PlacementQuerySet.as_manager()

    personal = Personal(
        keep="request",
        title=_("Your immersions"),
        own=("worker",),
        export=("number", "state", "host", "offer", "sender", "status", "dates_text", "hours_text", "motivation",
                "goals", "own_goal", "has_spoken", "word_to_maya", "own_insurance", "agreement_language",
                "created_at", "asked_at", "consent_at", "accepted_at"),
        beside=("created_by", "accepted_by", "consent_name"),
        erase=("motivation", "own_goal", "word_to_maya", "consent_name", "consent_function"),
    )  # fmt: skip

    ASKED_EACH_TIME = [Organisation.Consent.EACH, Organisation.Consent.STRICT]

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.number} {self.worker} → {self.host}"

    @property
    def host(self):
        return self.offer.organisation

    @property
    def host_contact(self):
        """Whom one calls at the host: the contact of the offer, else the reference person; None where nobody is."""
        return self.offer.contact or self.host.reference_person()

    @property
    def about(self):
        """How mails and links name this placement."""
        return f"placement:{self.pk}"

    @property
    def goals_text(self):
        """What the worker wants to learn: the goals ticked, then the own one."""
        return words.listed([*map(str, self.goals.all()), *filter(None, [self.own_goal])])

    @property
    def languages_text(self):
        return ", ".join(str(language) for language in self.worker.spoken.all())

    def planned_days(self, values):
        """Unsaved `PlacementDay`s from such rows or from what `PlacementDay.as_value` gave, in order of date."""
        fields = ("date", "starts", "ends", "break_minutes")
        rows = [PlacementDay.from_value(value) if isinstance(value, dict) else value for value in values]
        days = [PlacementDay(placement=self, **{name: getattr(row, name) for name in fields}) for row in rows]
        return sorted(days, key=lambda day: day.date)

    def set_days(self, values):
        """Make these (as for `planned_days`) the dates of this placement."""
        days = self.planned_days(values)
        self.days.all().delete()
        PlacementDay.objects.bulk_create(days)
        self._forget("days")


class PlacementDayQuerySet(models.QuerySet):
    def taken(self):
        """The dates on which a place is taken. An early end frees those on which nothing was done."""
        gone = Q(placement__state=State.INTERRUPTED) & ~Q(real_minutes__gt=0)
        return self.filter(placement__in=Placement.objects.taking_place()).exclude(gone)


class PlacementDay(DayTimes, models.Model):
    """One date of a placement. A night shift belongs to the date on which it starts."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="days")
    date = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField(help_text="At or before `starts`: the next morning.")
    break_minutes = models.PositiveSmallIntegerField(default=0)
    real_minutes = models.PositiveSmallIntegerField(
        null=True, help_text="Without breaks, as the host confirmed; 0: not there."
    )

    objects = PlacementDayQuerySet.as_manager()

    class Meta:
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(fields=["placement", "date"], name="placement_day_once"),
            models.CheckConstraint(condition=Q(break_minutes__lte=180), name="placement_day_short_break"),
        ]

    def __str__(self):
        return f"{self.date} {self.starts:%H:%M}–{self.ends:%H:%M}"

    def as_value(self):
        """The planned times as plain data, for a proposal of dates."""
        times = {"starts": f"{self.starts:%H:%M}", "ends": f"{self.ends:%H:%M}"}
        return {"date": self.date.isoformat(), **times, "break_minutes": self.break_minutes}

    @classmethod
    def from_value(cls, value):
        """An unsaved row; the opposite of `as_value`, which may hold dates and times instead of their text too."""
        kinds = {"date": dt.date, "starts": dt.time, "ends": dt.time}
        given = {name: value[name] for name in kinds}
        read = {name: kinds[name].fromisoformat(raw) if isinstance(raw, str) else raw for name, raw in given.items()}
        return cls(break_minutes=value["break_minutes"], **read)
