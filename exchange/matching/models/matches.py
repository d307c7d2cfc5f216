"""One match of a proposal: a wish, a place and a month, with its reasons; once sent, what each side answered."""

import datetime as dt

from django.db import models, transaction
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from catalogue.models import Offer
from exchange.members.models import Member, Membership, Organisation
from exchange.personal import ROW, Personal
from exchange.placements import words
from exchange.placements.models import Placement
from exchange.placements.states import Party
from exchange.programmes.dates import date_words
from exchange.programmes.validators import no_register_number
from exchange.programmes.workdays import today

from .. import fit
from .proposals import Proposal
from .sending import ASKED, STRICT, Sending
from .wishes import Wish


def wished_by(member):
    """Who wishes, or acts for who wishes."""
    stands_in = Q(wish__worker=None) | Q(wish__worker__has_mail=False)
    return Q(wish__worker=member) | (stands_in & Q(wish__organisation__in=member.leads().values("pk")))


def hosted_by(member):
    """Who leads the host, once it may be asked: a strict employer answers before."""
    led = Q(offer__organisation__in=member.leads().values("pk"))
    return led & (~Q(consent_rule=STRICT) | Q(employer_at__isnull=False))


def employed_by(member):
    """Who consents for the sender, where it is asked, and only once the worker said yes."""
    rows = Membership.objects.current()
    named = rows.filter(organisation=OuterRef("organisation"), is_approver=True)
    approves = rows.filter(member=member, is_approver=True).values("organisation")
    nobody = {"organisation__approver_mail": "", "is_reference": True}
    leads = rows.filter(~Exists(named), member=member, **nobody).values("organisation")
    houses = Q(wish__organisation__in=approves) | Q(wish__organisation__in=leads)
    return houses & Q(consent_rule__in=ASKED, worker_at__isnull=False)


def wish_and_place_stand():
    """Of a match: its wish is open and shown to hosts, its place is published."""
    return Q(wish__in=Wish.objects.shown().values("pk"), offer__in=Offer.objects.published().values("pk"))


class MatchQuerySet(models.QuerySet):
    DOORS = {Party.WORKER: wished_by, Party.HOST: hosted_by, Party.APPROVER: employed_by}

    def sent(self):
        return self.filter(sent_at__isnull=False)

    def with_rows(self):
        """With all that a page says of each, and whether wish and place still stand."""
        rows = ("wish__worker__function", "wish__organisation", "offer__organisation", "placement")
        lists = ("wish__themes", "wish__structures", "wish__sectors", "wish__publics")
        stands = ExpressionWrapper(wish_and_place_stand(), models.BooleanField())
        return self.select_related(*rows).prefetch_related(*lists).annotate(stands=stands)

    def waiting(self):
        """In time, not yet a request, for a wish and a place that still stand, whoever may have put it away."""
        return self.sent().filter(wish_and_place_stand(), shows_until__gte=today(), placement=None)

    def over(self):
        return self.sent().filter(shows_until__lt=today())

    def of(self, member):
        """Those that were sent to this member, in whatever part."""
        return self.sent().filter(wished_by(member) | hosted_by(member) | employed_by(member))

    def asked_of(self, member):
        """Those that wait for this member's yes. The employer is asked once the worker wants it, nobody before."""
        worker = Q(worker_at=None, worker_away=False) & wished_by(member)
        host = Q(host_at=None, host_away=False) & hosted_by(member)
        employer = Q(employer_at=None, employer_away=False) & employed_by(member)
        return self.waiting().filter(worker | host | employer)


class Match(Sending, models.Model):
    """A wish, a place, a month. Sent, it waits for worker, employer and host; whoever does not want it says nothing.

    There is no refusal: who does not answer and who puts it away look the same to everybody else, and are the same
    row once its time is over.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="matches")
    wish = models.ForeignKey(Wish, models.CASCADE, related_name="matches")
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="matches")
    month = models.DateField(help_text="Its first day.")
    points = models.PositiveSmallIntegerField()
    facts = models.JSONField(help_text="What `fit.Facts` says of it; read as words, in the language of each reader.")
    choices = models.JSONField(default=list, help_text="Other places and months of this wish, with points and facts.")
    sentence = models.CharField(_("A sentence from Maya"), max_length=300, blank=True, validators=[no_register_number])
    sent_at = models.DateTimeField(null=True)
    shows_until = models.DateField(null=True, help_text="The last day on which it waits.")
    sets = models.JSONField(default=list, help_text="Up to three lists of dates; one, once the worker has chosen.")
    consent_rule = models.CharField(
        max_length=10, blank=True, choices=Organisation.Consent, help_text="The sender's, when sent."
    )
    worker = models.ForeignKey(
        Member, models.CASCADE, null=True, related_name="+", help_text="Who goes; for a team, once that is said."
    )
    worker_by = models.ForeignKey(Member, models.CASCADE, null=True, related_name="+", help_text="Who said yes for it.")
    worker_at = models.DateTimeField(null=True)
    host_by = models.ForeignKey(Member, models.CASCADE, null=True, related_name="+")
    host_at = models.DateTimeField(null=True)
    employer_name = models.CharField(max_length=120, blank=True)
    employer_function = models.CharField(max_length=120, blank=True)
    employer_at = models.DateTimeField(null=True)
    worker_away = models.BooleanField(default=False, help_text="Put away by this side; forgotten when it is over.")
    host_away = models.BooleanField(default=False)
    employer_away = models.BooleanField(default=False)
    placement = models.ForeignKey(
        Placement, models.SET_NULL, null=True, related_name="matches", help_text="The request that came of it."
    )

    objects = MatchQuerySet.as_manager()

    personal = Personal(
        keep="request", title=_("Matches that Maya proposed to you"), erase=ROW,
        own=(("wish__worker", {"sent_at__isnull": False}), "worker_by", "host_by", "worker"),
        export=("offer", "month", "sentence", "sent_at"), beside=("employer_name",),
    )  # fmt: skip

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["proposal", "wish"], name="match_once_for_a_wish")]

    def __str__(self):
        return f"{self.wish_id} {self.offer_id} {self.month:%Y-%m}"

    @property
    def about(self):
        """How links and mails name this match."""
        return f"match:{self.pk}"

    @property
    def who(self):
        """Who would go: the worker, or the team."""
        return self.wish.worker or self.wish.organisation

    @property
    def first_name(self):
        """The same as a host may read it before all have said yes."""
        return self.wish.worker.first_name if self.wish.worker else str(self.wish.organisation)

    @property
    def way(self):
        """From which organisation to which."""
        return self.wish.organisation_id, self.offer.organisation_id

    @property
    def month_text(self):
        return date_words(self.month, "F Y")

    @property
    def reasons(self):
        """Why, in words for Maya, host and employer; nothing of it says where somebody lives."""
        return fit.told(fit.Facts(**self.facts))

    @property
    def own_reasons(self):
        """Why, in words for who wishes; somebody who acts for them reads no more of it than everybody else."""
        worker, facts = self.wish.worker, fit.Facts(**self.facts)
        if worker and worker.has_mail:
            return capfirst(fit.sentence(fit.reasons(facts)))
        return capfirst(", ".join(fit.told(facts)[: fit.MOST]))

    @property
    def date_sets(self):
        """The dates that are possible, as words; one text once they are chosen."""
        return [words.days_text([dt.date.fromisoformat(date) for date in dates]) for dates in self.sets]

    @property
    def hours_text(self):
        return words.hours_of_day(self.offer.starts or dt.time(9), self.offer.ends or dt.time(17))

    @property
    def until_text(self):
        return words.day_text(self.shows_until)

    @property
    def standing(self):
        """How it stands, for Maya, of rows `with_rows`: who said no, or nothing, is not known."""
        if self.placement_id:
            return "request"
        if not self.sent_at:
            return "new"
        if self.shows_until < today():
            return "over"
        return "waiting" if self.stands else "closed"

    @transaction.atomic
    def change(self, *, choice, sentence):
        """Take another of its places and months, and say something with it; False once it was sent."""
        chosen = self.choices[choice]
        values = {"offer": chosen["offer"], "month": chosen["month"], "facts": chosen["facts"]}
        row = Match.objects.filter(pk=self.pk, sent_at=None)
        return bool(row.update(points=chosen["points"], sentence=sentence, **values))
