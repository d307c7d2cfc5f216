"""What somebody looks for, and the places that fit: the one door to finding, for the list and for pages above it."""

from functools import cached_property

from django.core.paginator import Paginator

from .asked import Asked
from .cards import Places
from .models import Offer
from .travel import Traveller

PAGE = 20


class Finding:
    """A search as its address says it. Takes the data of the request and who looks.

    `offers` are the places that fit, a queryset that may be narrowed, annotated and put in another order (travel,
    "best for me") before `page`; the list itself, the newest first, is read off the bits. `chips` says what is
    filtered on; `query` is the address without its page.
    """

    def __init__(self, data, member):
        self.data, self.member = data, member
        self.traveller = Traveller.of(member)
        self.filters = Asked(data, self.traveller)

    @cached_property
    def offers(self):
        offers = self.filters.among(Offer.objects.published().for_cards())
        return self.traveller.nearest_first(offers, self.start) if self.is_nearest_first else offers

    @property
    def start(self):
        """Where the way begins: at home where the reader narrows by that alone, else at work where that is known."""
        chosen = self.filters.chosen
        return "home" if "from_home" in chosen and "from_work" not in chosen else "work"

    @property
    def is_nearest_first(self):
        return self.traveller is not None and self.data.get("sort") == "near"

    @property
    def chips(self):
        """Each value in use, with the way to remove it."""
        return self.filters.in_use()

    @property
    def query(self):
        query = self.data.copy()
        query.pop("page", None)
        return query.urlencode()

    def page(self, offers=None):
        """The page that the address asks for, of these places (default: those that fit, the newest first)."""
        counts = self.filters.counts
        if offers is None:
            offers = self.offers if self.is_nearest_first else Places(self.filters.bits, counts.without())
        pages = Paginator(offers, PAGE)
        pages.count = counts.total()
        return pages.get_page(self.data.get("page"))

    def context(self, offers=None):
        """What the template of the list takes."""
        page = self.page(offers)
        if self.traveller:
            origin = self.traveller.origin(self.start)
            for offer in page:
                offer.trip, offer.trip_from = self.traveller.distance(offer.organisation, self.start), origin
        return {
            "filters": self.filters, "page": page, "query": self.query, "chips": self.chips,
            "traveller": self.traveller, "is_nearest_first": self.is_nearest_first, "orders": self.orders(),
            "to_loosen": [] if page.paginator.count else self.filters.to_loosen(),
        }  # fmt: skip

    def orders(self):
        """The address of this search in each order: (newest first, nearest first)."""
        query = self.data.copy()
        for key in ("page", "sort"):
            query.pop(key, None)
        newest = query.urlencode()
        query["sort"] = "near"
        return newest, query.urlencode()
