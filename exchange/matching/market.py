"""All open wishes and all free places at one moment, read at a fixed number of queries whatever their number.

Offers are known by their place in a list; what a wish asks is answered by sets of such places.
"""

from collections import defaultdict

from catalogue.models import Offer
from catalogue.travel import Traveller
from exchange.members.models import Membership
from exchange.placements.models import Placement
from exchange.placements.states import State
from exchange.programmes.models import Programme, Term

from .best import answered
from .free import FreeMonths
from .models import Match, Wish, WishHit

OPEN = {State.EMPLOYER_PENDING, State.REQUESTED, State.NEGOTIATING, State.DECLARED}
ROLES = {"FR": {"fr"}, "NL": {"nl"}, "BI": {"fr", "nl"}}
COLUMNS = (
    "organisation", "programme", "months_mask", "weekdays", "starts", "ends", "break_minutes", "minimum_dates",
    "in_a_row", "capacity", "monthly_capacity", "notice_days", "asked_language", "published_at", "organisation__sector",
    "organisation__structure", "organisation__postcode", "organisation__latitude", "organisation__longitude",
    "organisation__hosted", "organisation__received", "organisation__sent", "programme__notice_days",
    "programme__minimum_dates", "programme__full_day_minutes",
)  # fmt: skip


class Supply:
    """The published offers with their free months, and sets of them by all that a wish may ask."""

    LISTS = ("themes", "publics", "languages", "professions")

    def __init__(self):
        rows = Offer.objects.published().select_related("organisation", "programme").only(*COLUMNS).order_by("pk")
        self.offers = list(rows)
        self.place_of = {offer.pk: place for place, offer in enumerate(self.offers)}
        self.sectors = Term.objects.of("sector").in_bulk()
        free = FreeMonths(self.offers)
        self.months = [free.of(offer) for offer in self.offers]
        self.answers = answered({offer.organisation_id for offer in self.offers})
        self.by = self._by_column() | {name: self._by_list(name) for name in self.LISTS}
        self.named = set().union(*self.by["professions"].values())

    def _by_column(self):
        names = ("sector_id", "structure_id", "postcode", "pk")
        found = {name: defaultdict(set) for name in (*names, "asked", "month")}
        for place, offer in enumerate(self.offers):
            for name in names:
                found[name][getattr(offer.organisation, name)].add(place)
            found["asked"][offer.asked_language_id].add(place)
            for month in self.months[place]:
                found["month"][month.month].add(place)
        return found

    def _by_list(self, name):
        """Of one list of terms, which offers bear each."""
        found = defaultdict(set)
        for pk, term in getattr(Offer, name).through.objects.values_list("offer", "term"):
            if pk in self.place_of:
                found[term].add(self.place_of[pk])
        return found

    def places(self, offers):
        """The places of these offers, given by their keys; one that is not published has none."""
        return {self.place_of[pk] for pk in offers if pk in self.place_of}

    def any_of(self, name, keys):
        """The places of the offers that have at least one of these."""
        return set().union(*(self.by[name][key] for key in keys if key in self.by[name]))


class Demand:
    """The open wishes that hosts may read, and what is known of those who wish."""

    def __init__(self):
        rows = Wish.objects.shown().with_lists().order_by("pk")
        waiting = Match.objects.waiting()
        asked = waiting.filter(wish__worker__isnull=False).values("wish__worker")
        rows = rows.exclude(pk__in=waiting.values("wish")).exclude(worker__in=asked)
        self.wishes = list(rows.exclude(worker__in=self._busy()))
        self.memberships = self._memberships()
        self.languages = dict(Term.objects.of("language").values_list("code", "pk"))
        self.tried, self.words = self._tried(), self._words()

    def _busy(self):
        """Who has as many open requests as one may have."""
        most, open_ones = Programme.current().open_requests, defaultdict(int)
        for worker in Placement.objects.filter(state__in=OPEN).values_list("worker", flat=True):
            open_ones[worker] += 1
        return [worker for worker, number in open_ones.items() if number >= most]

    def _memberships(self):
        people = {wish.worker_id or wish.written_by_id for wish in self.wishes}
        found = defaultdict(list)
        for row in Membership.objects.current().filter(member__in=people).select_related("organisation").order_by("pk"):
            found[row.member_id].append(row)
        return found

    def _tried(self):
        """Per worker, or wish of a team, the offers that were asked for, or proposed before: not again by itself."""
        found = defaultdict(set)
        asked = Placement.objects.filter(worker__in=[wish.worker_id for wish in self.wishes if wish.worker_id])
        for worker, offer in asked.exclude(state=State.DRAFT).values_list("worker", "offer"):
            found["worker", worker].add(offer)
        for wish, offer in Match.objects.filter(sent_at__isnull=False).values_list("wish", "offer"):
            found["wish", wish].add(offer)
        return found

    def _words(self):
        """Per wish that says words, the offers that were found for it."""
        wishes, found = [wish.pk for wish in self.wishes if wish.words], defaultdict(set)
        for wish, offer in WishHit.objects.filter(holds=True, wish__in=wishes).values_list("wish", "offer"):
            found[wish].add(offer)
        return found

    def traveller(self, wish):
        """Where the way of this wish begins; None where that is not known."""
        member = wish.worker or wish.written_by
        member.current_memberships = self.memberships[member.pk]
        return Traveller.of(member)

    def start(self, wish):
        """Where the way begins: "work" or "home"."""
        traveller = self.traveller(wish)
        return traveller.start(wish.travel_from) if traveller else Wish.From.WORK

    def spoken(self, wish):
        """The languages in which this worker, or team, can be received; none where that is not known."""
        if not wish.worker_id:
            return {self.languages[code] for code in ROLES.get(wish.organisation.language_role, ())}
        return {term.pk for term in wish.worker.spoken.all()} | {self.languages[wish.worker.language]}
