"""What somebody filters on, as the address says it: plain values, each one of those that its filter offers."""

from functools import cached_property
from typing import NamedTuple

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from exchange.members.places import names
from exchange.programmes.models import Twin
from exchange.programmes.search import Typed

from .counting import Bits, Counts
from .facets import Facet
from .filters import OfferFilter, choices
from .models import Offer

FREE = ("q", "place")  # typed, or chosen on the map; not in the aside
MOST = 4  # ways to loosen a search that finds nothing


class Chip(NamedTuple):
    """One value that is filtered on: its words, the query without it, and the box of the form that holds it."""

    words: str
    query: str
    name: str
    value: str


class Loosening(NamedTuple):
    """A filter that can be let go: its words, the query without it, its boxes, and how many places that leaves."""

    words: str
    query: str
    name: str
    number: int


class Asked:
    """Takes the data of the request, and from where the reader travels.

    `chosen` holds the filters in use and their values; what is not known is left aside, by the counts and the list
    alike. A filter of travel is there for who told from where.
    """

    def __init__(self, data, traveller):
        self.data, self.traveller, self.bits = data, traveller, Bits.now()
        self.offered = {
            name: pairs
            for name, pairs in self.bits.shelf.take_in_words(lambda: choices(self.bits), "choices").items()
            if not name.startswith("from_") or getattr(traveller, name.removeprefix("from_"), None)
        }

    @cached_property
    def q(self):
        """What was typed, as it is marked on the cards."""
        words = self.chosen.get("q", "")
        return Typed.of(words, self.bits.shelf.take(Twin.objects.groups, "twins")) if words else words

    @property
    def place(self):
        return self.chosen.get("place", "")

    @cached_property
    def chosen(self):
        found = {name: self.data.get(name, "").strip() for name in FREE}
        for name, pairs in self.offered.items():
            known = {value for value, _label in pairs}
            values = [value for value in self.data.getlist(name) if value and value in known]
            found[name] = "".join(values[-1:]) if name.startswith("from_") else values
        return {name: value for name, value in found.items() if value}

    @cached_property
    def counts(self):
        return Counts(self.bits, {name: self._bits(name, value) for name, value in self.chosen.items()})

    def _bits(self, name, value):
        if name == "q":
            return self.bits.shelf.take(lambda: self._matching(value), "q", value)
        if name.startswith("from_"):
            value = self.traveller.postcodes(int(value), name.removeprefix("from_"))
            return self.bits.of_any("place", value)
        return self.bits.of_any(name, each(value))

    def _matching(self, words):
        return self.bits.of_rows(Offer.objects.matching(words).order_by().values_list("pk", flat=True))

    def among(self, offers):
        """Those of these offers that fit; asked of the database, for an order that only it can make."""
        data = QueryDict(mutable=True)
        for name, value in self.chosen.items():
            data.setlist(name, each(value))
        return OfferFilter(data, offers, traveller=self.traveller, offered=self.offered).qs

    def in_use(self):
        """What is filtered on, a chip for each value."""
        return [self._chip(name, value) for name, chosen in self.chosen.items() for value in each(chosen)]

    def _chip(self, name, value):
        words = self._words(name, value)
        said = _("“%(words)s”") % {"words": words} if name == "q" else words
        return Chip(said, self._without(name, value), name, value)

    def to_loosen(self):
        """What to let go where nothing fits: each filter without which something does, the most places first."""
        found = [self._loosening(name, each(chosen)) for name, chosen in self.chosen.items()]
        return sorted([one for one in found if one.number], key=lambda one: -one.number)[:MOST]

    def _loosening(self, name, chosen):
        words = ", ".join(self._words(name, value) for value in chosen)
        return Loosening(words, self._without(name, *chosen), name, self.counts.total(name))

    def _words(self, name, value):
        if name == "q":
            return value
        if name == "place":
            return place_name(value)
        if name.startswith("from_"):
            return limit_text(name, value)
        return dict(self.offered[name])[value]

    def _without(self, name, *values):
        data = self.data.copy()
        data.pop("page", None)
        data.setlist(name, [] if name in FREE else [kept for kept in data.getlist(name) if kept not in values])
        return data.urlencode()

    @cached_property
    def facets(self):
        """The filters of the aside, without those that can't part the places: fewer than two values, none in use."""
        return [
            self._facet(name, pairs) for name, pairs in self.offered.items()
            if len(pairs) > 1 or name == "diploma" or name in self.chosen
        ]  # fmt: skip

    def _facet(self, name, pairs):
        about = OfferFilter.base_filters[name]
        widget = about.extra["widget"]
        if name.startswith("from_"):
            chosen, numbers = [self.chosen.get(name, "")], {}
        else:
            chosen, numbers = self.chosen.get(name, []), self.counts.of(name, [value for value, _label in pairs])
        about = name, about.label, widget.attrs["class"], widget.input_type
        return Facet(self.bits.shelf, about, pairs, chosen, numbers)


def each(chosen):
    """The values of a filter in use, also of one that takes a single one."""
    return [chosen] if isinstance(chosen, str) else chosen


def place_name(postcode):
    """'1030 Schaerbeek', as a filter in use is named; '1050 Ixelles / Bruxelles' where it covers both."""
    return f"{postcode} {names(postcode, get_language())}".strip()


def limit_text(name, minutes):
    if name == "from_work":
        return _("Under %(minutes)s min from work") % {"minutes": minutes}
    return _("Under %(minutes)s min from home") % {"minutes": minutes}
