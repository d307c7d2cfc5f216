"""Regular work: look for what is wished, tell of it, close what was met. All is computed from the rows."""

import datetime as dt
import time

from django.core.cache import cache
from django.utils import timezone

from exchange.jobs import regular

from .looking import due, look, tell
from .models import Match, Proposal, Wish, WishInvitation
from .proposing import work_out

PATIENCE = dt.timedelta(minutes=3)  # then the task that was to work it out is lost
KEPT = dt.timedelta(days=365)
SECONDS = 30  # of the minute that a task may take, after which its worker is stopped
REACHED = "wishes-looked-at"  # in the cache: the last wish that a run without time for all had looked at


@regular(minutes=10)
def look_for_wishes():
    """Whatever was published, changed or came back: found for every open wish, told where it is time.

    A run that has no time for all of them goes on with the rest the next time.
    """
    begun = time.monotonic()
    rows = Wish.objects.open().filter(pk__gt=cache.get(REACHED, 0)).with_lists().order_by("pk")
    for wish in rows.iterator(chunk_size=200):
        look(wish)
        if due(wish):
            tell(wish)
        if time.monotonic() - begun > SECONDS:
            cache.set(REACHED, wish.pk, timeout=None)
            return
    cache.delete(REACHED)


@regular(minutes=60)
def close_met_wishes():
    """A place that was found or offered for a wish was confirmed."""
    for wish in Wish.objects.open():
        if wish.met_by().exists():
            wish.meet()


@regular(minutes=60)
def forget_who_put_away():
    """Once the time that was announced is over, what was put away is the same row as what nobody answered."""
    WishInvitation.objects.over().filter(is_away=True).update(is_away=False)
    for side in ("worker_away", "host_away", "employer_away"):
        Match.objects.over().filter(**{side: True}).update(**{side: False})


def work_out_proposal(pk):
    """Work out one proposal; gone meanwhile or done before, there is nothing to do."""
    if proposal := Proposal.objects.filter(pk=pk, state=Proposal.State.WAITING).first():
        work_out(proposal)


@regular(minutes=5)
def work_out_what_waits():
    """Work out what a lost task left behind."""
    waiting = Proposal.objects.filter(state=Proposal.State.WAITING)
    for pk in waiting.filter(at__lt=timezone.now() - PATIENCE).values_list("pk", flat=True):
        work_out_proposal(pk)


@regular(minutes=24 * 60)
def forget_proposals():
    """Remove what was proposed a year ago, with its matches; the immersions that came of it stay."""
    Proposal.objects.filter(at__lt=timezone.now() - KEPT).delete()
