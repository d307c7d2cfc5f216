"""Visits called off at the last moment, counted apart. Source: product.md, "late cancellation"."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from exchange.placements.models import Placement
from exchange.placements.states import Party, State

YEAR = dt.timedelta(days=365)
SIDES = {Party.HOST: "host", Party.WORKER: "sender", Party.SENDER: "sender", Party.APPROVER: "sender"}


def late_by(organisation):
    """How often its own side called a visit off too late in the last twelve months. For Maya alone."""
    concerned = Q(offer__organisation=organisation) | Q(sender=organisation)
    rows = Placement.objects.filter(concerned, state=State.CANCELLED, moved_at__gte=timezone.now() - YEAR)
    rows = rows.select_related("programme", "sender", "offer__organisation").prefetch_related("days", "events")
    return sum(placement.is_late_cancellation and _side(placement) == organisation for placement in rows)


def _side(placement):
    """The organisation whose side called it off; None where Maya did."""
    side = SIDES.get(placement.cancellation.party)
    return side and getattr(placement, side)
