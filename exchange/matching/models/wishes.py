"""What a worker or a team looks for, and which offers were found for it."""

from collections import defaultdict
from functools import reduce
from operator import or_

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from catalogue.models import Offer, month_bits
from exchange.members.models import Member, Membership, Organisation
from exchange.notifications.models import Link
from exchange.notifications.outbox import Reader
from exchange.personal import ROW, Personal
from exchange.placements.models import Placement
from exchange.programmes.models import Programme, Term, term_list

from ..sides import pairs


class WishQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Maya; who wishes; for a team, and for a worker without mail, who leads the organisation.

        What a host may read of it is said by `could_be_met_by`.
        """
        if member.is_coordinator:
            return self
        stands_in = Q(worker=None) | Q(worker__has_mail=False)
        return self.filter(Q(worker=member) | (stands_in & Q(organisation__in=member.leads().values("pk"))))

    def open(self):
        """Still looked for, by an organisation that is active and whose worker is still there."""
        there = Membership.objects.current().filter(member=OuterRef("worker"), organisation=OuterRef("organisation"))
        rows = self.filter(state=Wish.State.OPEN, organisation__state=Organisation.State.ACTIVE)
        return rows.filter(Q(worker=None) | Exists(there))

    def for_others(self):
        """Those that somebody else acts for: of a team, and of a worker without mail."""
        return self.filter(Q(worker=None) | Q(worker__has_mail=False))

    def invitations(self):
        """The invitations to these wishes that wait for who wishes, those put away left out."""
        rows = self.model._meta.get_field("invitations").related_model.objects.waiting()
        return rows.filter(is_away=False, wish__in=self.open())

    def matches_for(self, member):
        """The matches that wait for this member's yes, in whatever part: also as host, and as employer."""
        return self.model._meta.get_field("matches").related_model.objects.asked_of(member).with_rows()

    def shown(self):
        """The open wishes that hosts may read, since their writer lets them."""
        return self.open().filter(is_shown=True)

    def shown_to(self, member):
        """Those that this host may read: of other organisations than its own."""
        return self.shown().exclude(organisation__in=member.organisations().values("pk"))

    def with_people(self):
        """With who wishes, and for whom."""
        return self.select_related("worker__function", "organisation__sector", "written_by")

    def with_standing(self):
        """With whether it is really looked for: an open wish rests once its worker or its organisation has left."""
        return self.annotate(is_sought=Exists(Wish.objects.open().filter(pk=OuterRef("pk"))))

    def with_lists(self):
        """With all that fit reads, at the same cost for one and for many."""
        return self.with_people().prefetch_related(*Wish.LISTS, "worker__spoken")


class Wish(models.Model):
    """What somebody looks for. An empty list means that any will do; filled ones narrow."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        STOPPED = "stopped", _("Stopped")
        MET = "met", _("Found")

    class Cadence(models.TextChoices):
        AT_ONCE = "at_once", _("At once")
        WEEKLY = "weekly", _("Once a week")

    class From(models.TextChoices):
        WORK = "work", _("from work")
        HOME = "home", _("from home")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="wishes")
    worker = models.ForeignKey(
        Member, models.CASCADE, null=True, blank=True, related_name="wishes", help_text="Nobody: the whole team wishes."
    )
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="wishes", help_text="Who would send.")
    written_by = models.ForeignKey(Member, models.CASCADE, related_name="+")
    themes = term_list("theme", verbose_name=_("Themes"))
    sectors = term_list("sector", verbose_name=_("Sectors"))
    structures = term_list("structure", verbose_name=_("Types of organisation"))
    publics = term_list("public", verbose_name=_("Publics"))
    languages = term_list("language", verbose_name=_("Languages of the team"))
    months = models.JSONField(_("Months"), default=list, blank=True, help_text="1 (January) to 12.")
    months_mask = models.PositiveSmallIntegerField(editable=False, default=0, help_text="`months` as bits.")
    travel_minutes = models.PositiveSmallIntegerField(_("At most how far"), null=True, blank=True)
    travel_from = models.CharField(max_length=4, choices=From, default=From.WORK)
    words = models.CharField(_("Words"), max_length=120, blank=True, help_text="As typed in the search.")
    sentence = models.CharField(_("In one sentence"), max_length=300, blank=True)
    is_shown = models.BooleanField(_("Hosts may read this and invite me"), default=True)
    cadence = models.CharField(_("How often do we write?"), max_length=7, choices=Cadence, default=Cadence.WEEKLY)
    state = models.CharField(max_length=7, choices=State, default=State.OPEN, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    mailed_at = models.DateTimeField(null=True, editable=False, help_text="When the last mail about it was written.")
    closed_at = models.DateTimeField(null=True, editable=False, help_text="When it was stopped or met.")

    LISTS = ("themes", "sectors", "structures", "publics", "languages")

    objects = WishQuerySet.as_manager()

    personal = Personal(
        keep="request", title=_("Your wishes"), own=("worker", "written_by"), erase=ROW,
        export=("organisation", "themes", "sectors", "structures", "publics", "languages", "months", "travel_minutes",
                "travel_from", "words", "sentence", "is_shown", "cadence", "state", "created_at", "closed_at"),
    )  # fmt: skip

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None) | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="wish_closed_has_its_time",
            ),
        ]

    def __str__(self):
        return self.sentence or f"wish {self.pk}"

    @cached_property
    def lists(self):
        """The terms of each list by its name; `read_lists` reads those of many wishes together."""
        return {name: getattr(self, name).all() for name in self.LISTS}

    @property
    def title(self):
        """The own sentence, else the first things that are wished, else that anything will do."""
        named = [str(term) for name in ("structures", "themes", "sectors", "publics") for term in self.lists[name]]
        return self.sentence or self.words or ", ".join(named[:3]) or _("Any place, any month")

    @property
    def months_text(self):
        return ", ".join(str(MONTHS[month]) for month in sorted(self.months))

    @property
    def standing(self):
        """How it stands, in one word; for rows `with_standing`."""
        return self.get_state_display() if self.is_sought or self.state != self.State.OPEN else _("Rests")

    @property
    def promise(self):
        """How often its writer hears of it; for rows `with_standing`."""
        if self.state != self.State.OPEN:
            return _("We do not look for this now.")
        if not self.is_sought:
            return self._why_it_rests()
        at_once = self.cadence == self.Cadence.AT_ONCE
        return _("We write as soon as a place appears.") if at_once else _("We write at most once a week.")

    def _why_it_rests(self):
        values = {"worker": self.worker, "organisation": self.organisation}
        if self.organisation.state != Organisation.State.ACTIVE:
            return _("We do not look for this now: %(organisation)s takes no part.") % values
        return _("We do not look for this now: %(worker)s no longer belongs to %(organisation)s.") % values

    @property
    def about(self):
        """How links and mails name this wish."""
        return f"wish:{self.pk}"

    @classmethod
    @transaction.atomic
    def write(cls, *, by, organisation, worker=None, **values):
        """Write a new wish: for oneself, for the team one leads, or for a worker of it without mail."""
        wish = cls(programme=Programme.current(), organisation=organisation, worker=worker, written_by=by)
        if not wish.can_be_written_by(by):
            raise PermissionDenied
        wish.rewrite(by=by, **values)
        return wish

    def can_be_written_by(self, member):
        if self.worker_id == member.pk:
            return member.is_in(self.organisation)
        stands_in = self.worker is None or (not self.worker.has_mail and self.worker.is_in(self.organisation))
        return stands_in and member.may_answer_for(self.organisation)

    @transaction.atomic
    def rewrite(self, *, by, **values):
        """Change what is wished; what was told of it before is not told again. A wish stopped meanwhile stays so."""
        if not self.can_be_written_by(by):
            raise PermissionDenied
        lists = {name: values.pop(name) for name in self.LISTS if name in values}
        for name, value in values.items():
            setattr(self, name, value)
        self.months_mask = month_bits(self.months)
        self.save(update_fields=[*values, "months_mask"] if self.pk else None)  # never the state; it may be closed
        for name, terms in lists.items():
            getattr(self, name).set(terms)
        vars(self).pop("lists", None)

    def stop(self):
        """Look no further. False where it was closed before."""
        return self._close(self.State.STOPPED)

    def meet(self):
        """It was found. False where it was closed before."""
        return self._close(self.State.MET)

    @transaction.atomic
    def reopen(self):
        row = Wish.objects.filter(pk=self.pk).exclude(state=self.State.OPEN)
        return bool(row.update(state=self.State.OPEN, closed_at=None))

    @transaction.atomic
    def _close(self, state):
        row = Wish.objects.filter(pk=self.pk, state=self.State.OPEN)
        if not row.update(state=state, closed_at=timezone.now()):
            return False
        self.refresh_from_db(fields=["state", "closed_at"])
        Link.close("wish", self.about)
        return True

    def reader(self):
        """Whom mails reach: who wishes; for a team who wrote it while leading there, else who leads it today."""
        if self.worker_id:
            return self.worker.reader()
        if self.written_by.may_answer_for(self.organisation):
            return self.written_by.reader()
        return next(iter(self.organisation.readers_for_requests()), Reader("", "fr"))

    def met_by(self):
        """Placements of this worker or team that hold a place which was found or offered for this wish."""
        rows = (self.hits, self.invitations, self.matches.sent())
        places = reduce(or_, (Q(offer__in=found.values("offer")) for found in rows))
        who = Q(worker=self.worker_id) if self.worker_id else Q(sender=self.organisation_id)
        return Placement.objects.taking_place().filter(places & who, created_at__gte=self.created_at)


def read_lists(wishes):
    """These wishes with their lists, read in two queries where a prefetch takes one for each list; for pages."""
    wishes, found = list(wishes), defaultdict(set)
    for name, wish, term in pairs(Wish.objects.filter(pk__in=[wish.pk for wish in wishes]), Wish.LISTS):
        found[wish, name].add(term)
    terms = Term.objects.filter(pk__in=set().union(*found.values()))
    for wish in wishes:
        wish.lists = {name: [term for term in terms if term.pk in found[wish.pk, name]] for name in Wish.LISTS}
    return wishes


class WishHit(models.Model):
    """An offer that was found for a wish; told once, in one mail."""

    wish = models.ForeignKey(Wish, models.CASCADE, related_name="hits")
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="+")
    holds = models.BooleanField(default=True, help_text="Whether it still fits, when last looked at.")
    told_at = models.DateTimeField(null=True, help_text="When it was mailed, or shown on the page of a new wish.")
    found_at = models.DateTimeField(default=timezone.now)

    personal = Personal(
        keep="request", title=_("Places found for your wishes"), own=("wish__worker",),
        export=("offer", "found_at", "told_at"), erase=ROW,
    )  # fmt: skip

    class Meta:
        ordering = ["found_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["wish", "offer"], name="wish_hit_once")]

    def __str__(self):
        return f"{self.wish_id} {self.offer_id}"
