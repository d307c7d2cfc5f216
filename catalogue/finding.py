"""What somebody looks for, and the places that fit: the one door to finding, for the list and for pages above it."""

from django.core.paginator import Paginator

from .filters import OfferFilter
from .models import Offer

PAGE = 20


class Finding:
    """A search as its address says it. Takes the data of the request and who looks.

    `offers` are the places that fit, a queryset that may be narrowed, annotated and put in another order (travel,
    "best for me") before `page`. `chips` says what is filtered on; `query` is the address without its page.
    """

    def __init__(self, data, member):
        self.data, self.member = data, member
        self.filters = OfferFilter(data, Offer.objects.published().for_cards())
        self.offers = self.filters.qs

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
        rows = self.offers if offers is None else offers
        return Paginator(rows, PAGE).get_page(self.data.get("page"))

    def context(self, offers=None):
        """What the template of the list takes."""
        return {"filters": self.filters, "page": self.page(offers), "query": self.query, "chips": self.chips}
