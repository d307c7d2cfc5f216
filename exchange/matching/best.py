"""The places that fit one member best, at nine queries whatever the number of places.

SQL puts all in a rough order by what it compares cheaply; the first `HEAD` are then weighed exactly. Beyond them the
rough order stays: nobody reads that far.
"""

from typing import NamedTuple

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When
from django.utils.functional import cached_property

from catalogue.models import Offer
from catalogue.travel import Traveller
from exchange.members.models import Member
from exchange.placements.models import Placement
from exchange.placements.states import State
from exchange.programmes.models import Term

from . import fit
from .free import FreeMonths
from .models import FitWeight, Wish

HEAD = 300
COLUMNS = (
    "organisation", "published_at", "months_mask", "weekdays", "starts", "ends", "break_minutes", "minimum_dates",
    "in_a_row", "capacity", "monthly_capacity", "notice_days", "programme__notice_days", "programme__minimum_dates",
    "programme__full_day_minutes",
)  # fmt: skip
FEW = 3  # requests before which nothing can be said of how a host answers
# Which theme serves a learning goal that a worker ticked.
GOALS = {
    "signs": "T_DD", "communicate": "T_COMM", "recovery": "T_RECO", "home_and_work": "T_HOUS", "emotional": "T_EMO",
    "calm": "T_CRIS", "crisis": "T_CRIS", "network": "T_NETW", "relatives": "T_FAM", "medication": "T_MED",
    "handover": "T_CONT",
}  # fmt: skip


def weights():
    """The points of each reason: Maya's where she chose some."""
    chosen = FitWeight.objects.filter(programme__is_current=True).values_list("reason", "points")
    return fit.WEIGHTS | {key: points for key, points in chosen if key in fit.WEIGHTS}


class Seeker:
    """What is known of one member: where from, which months, themes, languages. `months` overrule those wished.

    `start`: where the way begins, "work" or "home", if that is known.
    """

    def __init__(self, member, months=(), start="work"):
        self.member, self.start = member, start
        wished = Wish.objects.open().filter(worker=member).values_list("months", flat=True)
        self.months = {int(month) for month in months} or {month for row in wished for month in row}
        own = member.organisations().active().values_list("pk", "sector", "sector__counts_with_all")
        self.organisations, self.sectors, both = zip(*own, strict=True) if own else ((), (), ())
        self.is_in_both = any(both)
        self.traveller = Traveller.of(member)

    @property
    def themes(self):
        """Those of the own open wishes, and those that serve the goals ticked in requests."""
        wished = Wish.themes.through.objects.filter(wish__worker=self.member, wish__state=Wish.State.OPEN)
        ticked = Placement.goals.through.objects.filter(placement__worker=self.member)
        serving = [When(code=goal, then=Value(theme)) for goal, theme in GOALS.items()]
        goals = Term.objects.filter(kind="goal", pk__in=ticked.values("term")).annotate(serves=Case(*serving))
        rows = Term.objects.filter(kind="theme")
        return rows.filter(Q(pk__in=wished.values("term")) | Q(code__in=goals.exclude(serves=None).values("serves")))

    @property
    def languages(self):
        """Those the member speaks, and the one this person reads us in."""
        spoken = Member.spoken.through.objects.filter(member=self.member)
        return Term.objects.filter(Q(pk__in=spoken.values("term")) | Q(code=self.member.language), kind="language")

    @property
    def postcodes(self):
        return self.traveller.postcodes(fit.SAID, self.start) if self.traveller else []

    def crosses(self):
        """Whether an offer stands in another sector, or either side in both; nothing without an organisation."""
        if not self.sectors:
            return Q(pk=None)
        if self.is_in_both or len(set(self.sectors)) > 1:
            return Q(pk__isnull=False)
        return ~Q(organisation__sector=self.sectors[0]) | Q(organisation__sector__counts_with_all=True)

    def speaks(self):
        """The team speaks one of the languages, and asks for no other."""
        through = Offer.languages.through.objects.filter(term__in=self.languages)
        asked = Q(asked_language=None) | Q(asked_language__in=self.languages)
        return Q(pk__in=through.values("offer")) & asked

    def named(self):
        through = Offer.professions.through.objects.filter(term=self.member.function_id)
        return Q(pk__in=through.values("offer"))


class Weighed(NamedTuple):
    order: tuple
    pk: int
    reasons: list


class Best:
    """Places in the order of fit for a member: a sequence for a paginator. Each place bears its `fit_reasons`."""

    def __init__(self, offers, member, months=(), start="work"):
        self.offers, self.seeker, self.weights = offers, Seeker(member, months, start), weights()

    def __len__(self):
        return self.count

    @cached_property
    def count(self):
        return self.offers.count()

    def __getitem__(self, wanted):
        """The places of one page, best first."""
        weighed = self.head[wanted] if wanted.start < HEAD else self.weighed(self.rough()[wanted])
        offers = {offer.pk: offer for offer in self.offers.filter(pk__in=[row.pk for row in weighed])}
        for row in weighed:
            if row.pk in offers:
                offers[row.pk].fit_reasons = fit.sentence(row.reasons)
        return [offers[row.pk] for row in weighed if row.pk in offers]

    @cached_property
    def head(self):
        """The first places, by exact points."""
        return self.weighed(self.rough()[:HEAD])

    def rough(self):
        """All of them by what SQL compares cheaply, own places last."""
        seeker, worth = self.seeker, self.weights
        holds = {
            "sector": seeker.crosses(), "language": seeker.speaks(), "first": Q(organisation__received=0),
            "themes": Q(pk__in=Offer.themes.through.objects.filter(term__in=seeker.themes).values("offer")),
            "profession": seeker.named(), "travel": Q(organisation__postcode__in=seeker.postcodes),
        }  # fmt: skip
        rows = self.offers.order_by()
        if seeker.months:
            holds["months"] = Q(pk__in=Offer.objects.open_in(seeker.months).values("pk"))
        parts = [Case(When(condition, then=Value(worth[key])), default=Value(0)) for key, condition in holds.items()]
        own = Case(When(organisation__in=seeker.organisations, then=Value(1)), default=Value(0))
        return rows.annotate(own=own, rough=sum(parts, Value(0))).order_by("own", "-rough", "-published_at", "pk")

    def weighed(self, offers):
        """Few of the places as `Weighed`, best first, own ones last."""
        rows = list(facts_of(Offer.objects.filter(pk__in=offers.values("pk")), self.seeker))
        answers, free = answered({row.organisation_id for row in rows}), FreeMonths(rows)
        found = []
        for row in rows:
            facts, own = self._facts(row, answers, free), row.organisation_id in self.seeker.organisations
            reasons = [] if own else fit.reasons(facts, self.weights)
            order = own, -fit.points(facts, self.weights), -row.published_at.timestamp(), row.pk
            found.append(Weighed(order, row.pk, reasons))
        return sorted(found, key=lambda one: one.order)

    def _facts(self, row, answers, free):
        """What this place is for the seeker; where months are wished, what is free counts in the next that is."""
        traveller, start, wished = self.seeker.traveller, self.seeker.start, self.seeker.months
        months = [month for month in free.months if not wished or month.month in wished]
        month, places = next(free.each(row, months), (None, 0))
        return fit.Facts(
            crosses=row.crosses, themes=row.shared, speaks=row.speaks, hosted=row.received,
            minutes=traveller and traveller.minutes_to(row, start),
            start=traveller.start(start) if traveller else start,
            month=month.month if wished and month else None,
            profession=row.named if row.lists else None, free=places,
            answered=answers.get(row.organisation_id), owes=row.sent > row.hosted,
        )  # fmt: skip


def reasons_for(offer, member):
    """Why this one place is suggested to a member: a list of reasons, the weightiest first."""
    best = Best(Offer.objects.filter(pk=offer.pk), member)
    return best.weighed(best.offers)[0].reasons


def facts_of(offers, seeker):
    """The offers with what facts are made of."""
    shared = Count("themes", filter=Q(themes__in=seeker.themes), distinct=True)
    lists = Exists(Offer.professions.through.objects.filter(offer=OuterRef("pk")))
    holds = {"crosses": seeker.crosses(), "speaks": seeker.speaks(), "named": seeker.named()}
    flags = {name: Case(When(condition, then=Value(True)), default=Value(False)) for name, condition in holds.items()}
    place = {name: F(f"organisation__{name}") for name in ("hosted", "received", "sent", "latitude", "longitude")}
    rows = offers.select_related("programme").only(*COLUMNS).annotate(shared=shared, lists=lists, **flags)
    return rows.annotate(**place).order_by()


def answered(organisations):
    """Per host with some requests, the share that it did not leave to lapse. It orders; nobody is ever told."""
    asked = Placement.objects.filter(offer__organisation__in=organisations, asked_at__isnull=False)
    rows = (
        asked.order_by()
        .values("offer__organisation")
        .annotate(all=Count("pk"), lapsed=Count("pk", filter=Q(state=State.EXPIRED)))
    )
    return {row["offer__organisation"]: 1 - row["lapsed"] / row["all"] for row in rows if row["all"] >= FEW}
