"""What somebody looks for, and the places that fit: the one door to finding, for the list and for pages above it."""

from django.core.paginator import Paginator

from .filters import OfferFilter
from .models import Offer
from .travel import Traveller

PAGE = 20


class Finding:
    """A search as its address says it. Takes the data of the request and who looks.

    `offers` are the places that fit, a queryset that may be narrowed, annotated and put in another order (travel,
    "best for me") before `page`. `chips` says what is filtered on; `query` is the address without its page.
    """

    def __init__(self, data, member):
        self.data, self.member = data, member
        self.traveller = Traveller.of(member)
        self.filters = OfferFilter(data, Offer.objects.published().for_cards(), traveller=self.traveller)
        self.offers = self.filters.qs
        if self.is_nearest_first:
            self.offers = self.traveller.nearest_first(self.offers)

    @property
    def is_nearest_first(self):
        return self.traveller is not None and self.data.get("sort") == "near"

    @property
    def chips(self):
        """Pairs (words, the query without this one value)."""
        return self.filters.in_use()

    @property
    def query(self):
        query = self.data.copy()
        query.pop("page", None)
        return query.urlencode()

    def page(self, offers=None):
        """The page that the address asks for, of these places (default: those that fit, the newest first)."""
        pages = Paginator(self.offers if offers is None else offers, PAGE)
        pages.count = self.filters.counts.total()
        return pages.get_page(self.data.get("page"))

    def context(self, offers=None):
        """What the template of the list takes."""
        page = self.page(offers)
        if self.traveller:
            for offer in page:
                offer.trip, offer.trip_from = self.traveller.distance(offer.organisation), self.traveller.origin()
        return {
            "filters": self.filters, "page": page, "query": self.query, "chips": self.chips,
            "traveller": self.traveller, "is_nearest_first": self.is_nearest_first, "orders": self.orders(),
        }  # fmt: skip

    def orders(self):
        """The address of this search in each order: (newest first, nearest first)."""
        query = self.data.copy()
        for key in ("page", "sort"):
            query.pop(key, None)
        newest = query.urlencode()
        query["sort"] = "near"
        return newest, query.urlencode()
