"""What the worker does for the catalogue."""

from exchange import jobs

from .models import Offer


@jobs.regular(minutes=60)
def remember_words():
    """Follow what no offer hears of: its organisation's new name or place, a term that Maya renamed."""
    rows = Offer.objects.exclude(state=Offer.State.ARCHIVED)
    rows = rows.select_related("organisation__sector", "organisation__structure").prefetch_related("themes", "publics")
    for offer in rows.iterator(chunk_size=500):
        if offer.search_text != offer.words():
            offer.remember_words()
