"""The rows of the catalogue: offers, and the questions about them."""

from .closed import ClosedPeriod
from .offer import GONE, Offer, month_bits
from .photo import Photo
from .questions import OfferQuestion

__all__ = ["GONE", "ClosedPeriod", "Offer", "OfferQuestion", "Photo", "month_bits"]
