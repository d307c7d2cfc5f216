"""The promise to host one and to send one, while its months run: who is offered help with it, and when.

When the months are over without both, Maya has a talk; nothing more is done by machine. Source: product.md.
"""

from django.utils import timezone

from exchange.programmes.models import Programme
from exchange.programmes.workdays import today

from .models import Organisation


def to_remind():
    """Active members that have not both hosted and sent, in the month halfway and in the month at the end."""
    months = Programme.current().commitment_months
    rows = Organisation.objects.active().exclude(hosted__gte=1, sent__gte=1).exclude(hold_until__gte=today())
    for organisation in rows.filter(welcomed_at__isnull=False).order_by("pk"):
        organisation.months = months_since(organisation.welcomed_at)
        if organisation.months in {months // 2, months}:
            yield organisation


def months_since(moment):
    """Whole months of the calendar since this moment."""
    first, now = timezone.localdate(moment), today()
    return (now.year - first.year) * 12 + now.month - first.month - (now.day < first.day)
