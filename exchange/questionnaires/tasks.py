"""Regular work: ask how it was, remind once, close what nobody answered. All is computed from the rows."""

import datetime as dt

from django.db.models import Max

from exchange.jobs import regular, spared
from exchange.placements.models import Placement
from exchange.placements.states import Party, State
from exchange.programmes.workdays import today

from .models import Sheet
from .models.sheets import GONE, Moment

FAR = dt.timedelta(days=60)  # what is longer ago is no longer asked about


@regular(minutes=60)
def ask_feedback():
    """On the day after the last day, send worker and host their questions; after a hold, as soon as it ends."""
    for placement in _over():
        with spared(placement):
            if not placement.is_on_hold and _is_time(placement):
                for party in (Party.WORKER, Party.HOST):
                    _ask(placement, party)


@regular(minutes=60)
def remind_feedback():
    """Remind once whoever has not finished; then it rests."""
    for sheet in Sheet.objects.due().with_placement():
        with spared(sheet):
            if not sheet.placement.is_on_hold:
                sheet.remind()


@regular(minutes=60)
def lapse_feedback():
    """Close the sheets whose last day is over."""
    for sheet in Sheet.objects.lapsing().select_related("questionnaire", "placement"):
        with spared(sheet):
            sheet.lapse()


def _over():
    last = Max("days__date")
    rows = Placement.objects.annotate(last=last).filter(state__in=GONE, last__gte=today() - FAR, last__lt=today() + FAR)
    return rows.select_related("programme", "worker", "sender", "offer__organisation").prefetch_related("days")


def _is_time(placement):
    """From the day after the last one until it would lapse anyway."""
    rules, age = placement.programme, (today() - placement.ended_on).days
    is_over = placement.state != State.READY or placement.has_ended
    return is_over and rules.feedback_days <= age < rules.feedback_lapse_days


def _ask(placement, party):
    """Send what was not sent for this end; where it ended on another day after all, it is asked anew."""
    sheet = Sheet.for_(placement, Moment.END, party)
    lapses_on = placement.ended_on + dt.timedelta(days=placement.programme.feedback_lapse_days)
    if not sheet.finished_at and sheet.lapses_on != lapses_on:
        sheet.send()
