"""The rows of the catalogue: offers, and the questions about them."""

from .offer import GONE, Offer, month_bits
from .questions import OfferQuestion

__all__ = ["GONE", "Offer", "OfferQuestion", "month_bits"]
