"""The cards of the list: an offer as all readers of a language see it, made once, and what is personal laid over it."""

from django.template.loader import render_to_string

from .models import Offer
from .ready import GAP, NOTHING, Ready


class Places:
    """The offers with these bits, the newest first: a sequence for a paginator, at no query for those known."""

    def __init__(self, bits, found):
        self.bits, self.found = bits, found

    def __len__(self):
        return self.found.bit_count()

    def __getitem__(self, wanted):
        pks, shelf = self.bits.page(self.found, wanted.start, wanted.stop), self.bits.shelf
        known = {pk: offer for pk in pks if (offer := shelf.get(("offer", pk)))}
        if missing := set(pks) - known.keys():
            for offer in Offer.objects.published().filter(pk__in=missing).for_cards():
                offer.shelf = shelf
                known[offer.pk] = shelf.take(lambda offer=offer: offer, "offer", offer.pk)
        return [own(known[pk]) for pk in pks if pk in known]


def own(offer):
    """The same offer as an object of this reader's, so that what is said to one never reaches another."""
    copied = Offer.__new__(Offer)
    copied.__dict__.update(offer.__dict__)
    return copied


def card(offer, why, star, words="", *, focus=False):
    """The HTML of one card. Takes what is said only to this reader: `why` and `star`, HTML; the way is on the offer.

    `words`: what was searched for, marked in it; `focus`: whether the browser goes to it.
    """
    made = kept(offer, lambda: _made(offer, words, focus), "card", words, focus)
    return made.filled(why, star, _way(offer))


def kept(offer, make, *key):
    """What belongs to this offer in the reader's language: made once, where the offer came from a shelf."""
    shelf = getattr(offer, "shelf", None)
    return make() if shelf is None else shelf.take_in_words(make, *key, offer.pk)


def _made(offer, words, focus):
    context = {"offer": offer, "words": words, "focus": focus, "gap": GAP}
    return Ready(render_to_string("catalogue/card.html", context))


def _way(offer):
    """How far it is from where this reader sets out; nothing where that is not known."""
    if not getattr(offer, "trip", ""):
        return NOTHING
    far = kept(offer, lambda: Ready(render_to_string("catalogue/far.html", {"gap": GAP})), "far")
    return far.filled(offer.trip, offer.trip_from)
