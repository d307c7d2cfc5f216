"""Which place could meet which wish in which month, and how well: what the best set is chosen from.

Whatever a wish asks must hold, and place and visitor share a language. Of each wish the `FEW` places that fit best
are kept: the others seldom are in a best set, and thousands of wishes would have millions of them.
"""

from heapq import nlargest
from typing import NamedTuple

from catalogue.models import Offer

from . import fit
from .best import weights
from .market import Demand, Supply
from .solver import Candidate, Problem

FEW = 20  # places of one wish
MONTHS = 2  # of one place, the next to come
OPEN_TO_ALL = 0.5  # share of the points of a profession where everybody is welcome, as `fit.shares` has it
UNKNOWN = (None, 0)  # minutes and points of a way that is not known
LISTS = {  # of a wish: of an offer
    "themes": "themes", "publics": "publics", "languages": "languages", "sectors": "sector_id",
    "structures": "structure_id",
}  # fmt: skip


class Found(NamedTuple):
    """A place that fits a wish: the offer, the months, how well, and what is known of it."""

    offer: Offer
    months: dict  # first day: places
    points: float
    facts: fit.Facts


class Candidates:
    """Of every open wish the places that fit it best. Worked out once; nothing here is written."""

    def __init__(self):
        self.supply, self.demand, self.weights = Supply(), Demand(), weights()
        self.postcodes = [offer.organisation.postcode for offer in self.supply.offers]
        self.static = [self._static(offer) for offer in self.supply.offers]
        self.ends = {offer.organisation.postcode: offer.organisation for offer in self.supply.offers}
        self.ways, self.crossing = {}, {}
        self.found = {wish.pk: self._best(wish) for wish in self.demand.wishes}

    def problem(self):
        """What the solver needs of it."""
        candidates = [one for wish in self.demand.wishes for one in self._of(wish)]
        kept = [found for rows in self.found.values() for found in rows]
        places = {(found.offer.pk, month): number for found in kept for month, number in found.months.items()}
        hosts = {offer.organisation_id for offer in self.supply.offers if not offer.organisation.hosted}
        senders = {wish.organisation_id for wish in self.demand.wishes if not wish.organisation.sent}
        return Problem(candidates, places, frozenset(hosts), frozenset(senders))

    def _of(self, wish):
        person = wish.worker_id or -wish.pk
        for found in self.found[wish.pk]:
            weight, host = max(round(found.points), 1), found.offer.organisation_id
            for month in found.months:
                yield Candidate(wish.pk, found.offer.pk, month, weight, person, wish.organisation_id, host)

    def _best(self, wish):
        """The places that fit a wish best; of equal ones the older offer."""
        way, shared = self._way(wish), self._shared(wish)
        order = ((points, -place) for place, points in self._points(wish, way, shared).items())
        return [self._found(wish, -last, way, shared) for _points, last in nlargest(FEW, order)]

    def quick(self, wish):
        """The points of every offer that fits a wish, by its key."""
        points = self._points(wish, self._way(wish), self._shared(wish))
        return {self.supply.offers[place].pk: number for place, number in points.items()}

    def _points(self, wish, way, shared):
        """The points of every place that fits: what `fit.points` says of its facts, without making them."""
        fits = self._fits(wish, way)
        parts, found = self._parts(wish, fits, shared), {}
        for place in fits:
            points = self.static[place] + way.get(self.postcodes[place], UNKNOWN)[1]
            found[place] = points + sum(worth for places, worth in parts if place in places)
        return found

    def _shared(self, wish):
        """Of each theme that is wished the offers that have it."""
        return [self.supply.by["themes"][term.pk] for term in wish.themes.all()]

    def _fits(self, wish, way):
        """The offers that have all that this wish asks."""
        supply, months = self.supply, wish.months or range(1, 13)
        fits = supply.any_of("month", months) - supply.any_of("pk", self._own(wish)) - self._tried(wish)
        for name, column in LISTS.items():
            if terms := getattr(wish, name).all():
                fits &= supply.any_of(column, [term.pk for term in terms])
        if wish.words:
            fits &= supply.places(self.demand.words[wish.pk])
        if spoken := self.demand.spoken(wish):
            fits &= supply.any_of("languages", spoken) & supply.any_of("asked", [None, *spoken])
        if wish.travel_minutes and way:
            near = [code for code, (minutes, _points) in way.items() if minutes <= wish.travel_minutes]
            fits &= supply.any_of("postcode", near)
        return fits

    def _own(self, wish):
        """The organisations of those who wish: nobody visits their own."""
        return {wish.organisation_id, *(row.organisation_id for row in self.demand.memberships[wish.worker_id])}

    def _tried(self, wish):
        tried = self.demand.tried
        return self.supply.places(tried["worker", wish.worker_id] | tried["wish", wish.pk])

    def _way(self, wish):
        """Minutes to each postcode with offers, and their points; empty where nobody knows where one sets out."""
        traveller = self.demand.traveller(wish)
        if not traveller:
            return {}
        start = traveller.point(wish.travel_from)
        key = start.latitude, start.longitude, traveller.mode
        if key not in self.ways:
            known = {code: traveller.minutes_to(end, wish.travel_from) for code, end in self.ends.items()}
            points = {code: (number, self._travel(number)) for code, number in known.items() if number is not None}
            self.ways[key] = points
        return self.ways[key]

    def _parts(self, wish, fits, shared):
        """Pairs of offers and the points that each of them earns: the same sum as `fit.points` makes, for many."""
        supply, worth = self.supply, self.weights
        one = set().union(*shared)
        several = {place for place in one if sum(place in places for places in shared) > 1}
        named = supply.any_of("professions", [wish.worker.function_id] if wish.worker_id else [])
        some, more = (fit.shares(fit.Facts(themes=number))["themes"] for number in (1, 2))
        both = worth["language"] * bool(self.demand.spoken(wish)) + worth["months"] * bool(wish.months)
        return [
            (fits, both), (self._crossing(wish.organisation.sector), worth["sector"]), (one, worth["themes"] * some),
            (several, worth["themes"] * (more - some)), (fits - supply.named, worth["profession"] * OPEN_TO_ALL),
            (named, worth["profession"]),
        ]  # fmt: skip

    def _crossing(self, sector):
        """The offers of other sectors than this one, or where either side works in both."""
        if sector.counts_with_all:
            return set(self.supply.place_of.values())
        if sector.pk not in self.crossing:
            both = [pk for pk, term in self.supply.sectors.items() if pk != sector.pk or term.counts_with_all]
            self.crossing[sector.pk] = self.supply.any_of("sector_id", both)
        return self.crossing[sector.pk]

    def _static(self, offer):
        """What an offer earns whoever wishes."""
        shares = fit.shares(self._house(offer))
        return sum(self.weights[key] * shares[key] for key in ("first", "places", "answers", "balance"))

    def _house(self, offer, **facts):
        house = offer.organisation
        answers = self.supply.answers.get(house.pk)
        return fit.Facts(hosted=house.received, free=1, answered=answers, owes=house.sent > house.hosted, **facts)

    def _travel(self, minutes):
        return self.weights["travel"] * fit.shares(fit.Facts(minutes=minutes))["travel"]

    def _found(self, wish, place, way, shared):
        supply, offer = self.supply, self.supply.offers[place]
        months = {month: number for month, number in supply.months[place].items() if is_wished(wish, month)}
        months = dict(list(months.items())[:MONTHS])
        function = wish.worker.function_id if wish.worker_id else None
        (minutes, _points), wished = way.get(self.postcodes[place], UNKNOWN), wish.months
        facts = self._house(
            offer, crosses=place in self._crossing(wish.organisation.sector),
            themes=sum(place in places for places in shared),
            minutes=minutes, start=self.demand.start(wish), speaks=bool(self.demand.spoken(wish)),
            month=next(iter(months)).month if wished else None,
            profession=place in supply.by["professions"][function] if place in supply.named else None,
        )  # fmt: skip
        return Found(offer, months, fit.points(facts, self.weights), facts)


def is_wished(wish, month):
    return not wish.months or month.month in wish.months
