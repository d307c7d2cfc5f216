"""The kinds of table that can be brought in and taken away."""

from .columns import recognised
from .immersions import Immersions
from .offers import Offers
from .organisations import Organisations
from .people import People

PLANS = {"organisations": Organisations, "people": People, "offers": Offers, "immersions": Immersions}


def guess(headings):
    """The kind that knows most of these headings, and whether no other knows as many."""
    scores = {kind: len(recognised(headings, plan.columns)) for kind, plan in PLANS.items()}
    best, second = sorted(scores.values(), reverse=True)[:2]
    return max(scores, key=scores.get), best > second
