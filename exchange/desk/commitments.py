"""The promise to host one and to send one, as Maya follows it: which organisations have not kept it yet."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from exchange.members.models import Organisation
from exchange.programmes.models import Programme
from exchange.programmes.workdays import today

MONTH = dt.timedelta(days=365.25 / 12)


def kept():
    return Q(hosted__gte=1, sent__gte=1)


def open_ones():
    """Active members that have not both hosted and sent, the longest member first."""
    return Organisation.objects.active().exclude(kept()).order_by("welcomed_at")


def bound():
    """Active members whose months are over, so that the promise can be looked at."""
    joined = timezone.now() - Programme.current().commitment_months * MONTH
    return Organisation.objects.active().filter(welcomed_at__lte=joined)


def to_talk_to():
    """Those whose months are over without both, save where Maya lets them rest: a talk, nothing by machine."""
    return bound().exclude(kept()).exclude(hold_until__gte=today())


def months_since(moment):
    """Whole months since an organisation joined."""
    return int((timezone.now() - moment) / MONTH)
