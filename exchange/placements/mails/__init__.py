"""Who hears of what. The functions stand in `asking` and `going`, each named as the move it tells."""

from exchange.notifications import outbox

from . import asking, going, readers

__all__ = ["announce", "asking", "going", "readers", "rest"]
STILL_TOLD = {"consent_first"}  # settled by phone with the employer; the host knows of nothing yet


def rest(placement):
    """Maya lets it rest: what waits is dropped at once, and what is due after the rest the next round writes again."""
    outbox.forget(placement.about)


def announce(event):
    """Write the mails about an event, in its transaction; none where the other side knows already."""
    # What is still due the next round writes again.
    outbox.forget(event.placement.about, *asking.REMINDERS, *going.REMINDERS)
    if not event.is_told or event.name in STILL_TOLD:
        (getattr(asking, event.name, None) or getattr(going, event.name))(event)
