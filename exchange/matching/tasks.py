"""Regular work: look for what is wished, tell of it, close what was met. All is computed from the rows."""

import datetime as dt

from django.utils import timezone

from exchange.jobs import regular

from .looking import due, look, tell
from .models import Proposal, Wish
from .proposing import work_out

PATIENCE = dt.timedelta(minutes=3)  # then the task that was to work it out is lost
KEPT = dt.timedelta(days=365)


@regular(minutes=10)
def look_for_wishes():
    """Whatever was published, changed or came back: found for every open wish, told where it is time."""
    for wish in Wish.objects.open().with_lists():
        look(wish)
        if due(wish):
            tell(wish)


@regular(minutes=60)
def close_met_wishes():
    """A place that was found or offered for a wish was confirmed."""
    for wish in Wish.objects.open():
        if wish.met_by().exists():
            wish.meet()


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
