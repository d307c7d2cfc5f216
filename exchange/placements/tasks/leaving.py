"""Regular work after somebody has left: what was asked ends, and of what was confirmed host and Maya hear.

Leaving is known to `members`, which knows of no placement; so it is seen here, from the rows.
"""

from django.db.models import Exists, OuterRef, Q

from exchange.jobs import regular
from exchange.members.models import Membership, Organisation

from .. import mails, turns
from ..models import Placement
from ..states import MoveRefused, State


@regular(minutes=15)
def end_left():
    """End requests of who has left the employer, of an organisation that has left, and to one that has left."""
    gone = Q(sender__state=Organisation.State.LEFT) | Q(offer__organisation__state=Organisation.State.LEFT)
    open_ones = Placement.objects.open()
    for placement in (_of_leavers(open_ones) | open_ones.filter(gone)).distinct():
        try:
            placement.fall_away()
        except MoveRefused:
            continue  # answered at this very moment


@regular(minutes=15)
def tell_left():
    """Tell host and Maya, once, that who was to come has left; Maya or the parties then cancel."""
    soon = Placement.objects.filter(state__in=[State.CONFIRMED, State.READY])
    for placement in turns.with_turns(_of_leavers(soon)):
        if since := turns.left_at(placement):
            mails.going.left(placement, since)


def _of_leavers(placements):
    current = Membership.objects.current().filter(member=OuterRef("worker"), organisation=OuterRef("sender"))
    return placements.filter(~Exists(current))
