"""Which places meet a wish, kept as `WishHit` rows: what is new is mailed once, what stands is shown to hosts."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from catalogue.models import Offer
from catalogue.travel import Traveller

from . import mails
from .models import Wish, WishHit

WEEK = dt.timedelta(days=7)
LISTS = {"themes": "themes", "publics": "publics", "languages": "languages"}
KEYS = {"sectors": "organisation__sector", "structures": "organisation__structure"}


def offers_for(wish):
    """The published places that meet a wish: several values in one list widen, several lists narrow."""
    rows = Offer.objects.published().exclude(organisation=wish.organisation_id)
    if wish.worker:  # who belongs to several organisations can't ask at any of them
        rows = rows.exclude(organisation__in=wish.worker.organisations().values("pk"))
    for name, column in LISTS.items():
        if terms := list(getattr(wish, name).all()):
            through = getattr(Offer, column).through.objects.filter(term__in=terms)
            rows = rows.filter(pk__in=through.values("offer"))
    for name, path in KEYS.items():
        if terms := list(getattr(wish, name).all()):
            rows = rows.filter(**{f"{path}__in": terms})
    if wish.months:
        rows = rows.open_in(wish.months)
    if wish.words:
        rows = rows.matching(wish.words)
    return _within(wish, rows)


def _within(wish, rows):
    traveller = Traveller.of(wish.worker or wish.written_by) if wish.travel_minutes else None
    return traveller.within(rows, wish.travel_minutes, wish.travel_from) if traveller else rows


@transaction.atomic
def look(wish, *, is_new=False):
    """Bring the hits of a wish up to date. What a new wish finds at once stands on its page and is not mailed."""
    found = set(offers_for(wish).values_list("pk", flat=True))
    known = dict(wish.hits.values_list("offer", "holds"))
    told = timezone.now() if is_new else None
    rows = [WishHit(wish=wish, offer_id=pk, told_at=told) for pk in sorted(found - known.keys())]
    WishHit.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    back = [pk for pk in found & known.keys() if not known[pk]]
    gone = [pk for pk, holds in known.items() if holds and pk not in found]
    wish.hits.filter(offer__in=back).update(holds=True)
    wish.hits.filter(offer__in=gone).update(holds=False)


def due(wish):
    """Whether this wish may be written about now."""
    last = wish.mailed_at or wish.created_at
    return wish.cadence == Wish.Cadence.AT_ONCE or timezone.now() - last >= WEEK


@transaction.atomic
def tell(wish):
    """One mail about all that was found since the last; False where there is nothing, or somebody was faster."""
    hits = list(wish.hits.filter(told_at=None, holds=True).select_related("offer__organisation"))
    now = timezone.now()
    if not hits or not Wish.objects.filter(pk=wish.pk, mailed_at=wish.mailed_at).update(mailed_at=now):
        return False
    wish.hits.filter(pk__in=[hit.pk for hit in hits]).update(told_at=now)
    mails.found(wish, hits)
    return True
