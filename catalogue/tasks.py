"""What the worker does for the catalogue."""

from exchange import jobs
from exchange.programmes.models import Twin

from .models import Offer


@jobs.regular(minutes=60)
def remember_words():
    """Follow what no offer hears of: its organisation's new name or place, terms and twins that Maya changed."""
    twins = Twin.objects.groups()
    rows = Offer.objects.exclude(state=Offer.State.ARCHIVED)
    rows = rows.select_related("organisation__sector", "organisation__structure").prefetch_related("themes", "publics")
    for offer in rows.iterator(chunk_size=500):
        before, now = offer.search_text, offer.words(twins)
        if before != now:  # what somebody wrote in the meantime is newer
            Offer.objects.filter(pk=offer.pk, search_text=before).update(search_text=now)
