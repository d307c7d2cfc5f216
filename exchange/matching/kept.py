"""A search of the catalogue as the beginning of a wish, and what of it a wish does not keep."""

from catalogue.filters import LIMITS, OfferFilter
from exchange.programmes.models import Term

from .models import Wish

# A filter of the catalogue → the list of a wish
LISTS = {
    "theme": "themes",
    "sector": "sectors",
    "structure": "structures",
    "public": "publics",
    "language": "languages",
}
WAYS = {"from_work": Wish.From.WORK, "from_home": Wish.From.HOME}
MINUTES = [minutes for minutes, _words in LIMITS]


def from_search(data):
    """What a search of the catalogue says, as the beginning of a wish."""
    found = {"words": data.get("q", ""), "months": [month for month in data.getlist("month") if month.isdecimal()]}
    for name, column in LISTS.items():
        if codes := data.getlist(name):
            found[column] = list(Term.objects.of(name).filter(code__in=codes))
    if way := way_of(data):
        found |= {"travel_minutes": data[way], "travel_from": WAYS[way]}
    return found


def way_of(data):
    """The filter of travel that a wish keeps: it has one way, so of two the shorter; None where none is asked."""
    asked = [name for name in WAYS if data.get(name) in MINUTES]
    return min(asked, key=lambda name: int(data[name]), default=None)


def left_out(data):
    """The labels of the filters in this search that a wish does not keep, in the order of the catalogue."""
    kept = {"q", "month", *LISTS, way_of(data)}
    in_use = (name for name in OfferFilter.base_filters if any(data.getlist(name)) and name not in kept)
    return [str(OfferFilter.base_filters[name].label) for name in in_use]
