"""A placement with its people, at any point in time, for the tests of going."""

import datetime as dt

from django.utils import timezone

from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, PlacementFactory, term

NINE_TO_FIVE = {"starts": "09:00", "ends": "17:00", "break_minutes": 30}


def a_placement(state="ready", starts_in=30, dates=2, **columns):
    """A placement of dates in a row, 9 to 17, from so many days ahead on; `host_lead` and `sender_lead` beside it.

    Its host is open all week: whatever day the tests run on, the days ahead are days it receives on.
    """
    offer = OfferFactory(weekdays=list(range(7)))
    sender = OrganisationFactory(sector=term("sector", "DIS"))
    first = timezone.localdate() + dt.timedelta(days=starts_in)
    days = [first + dt.timedelta(days=number) for number in range(dates)]
    placement = PlacementFactory(state=state, offer=offer, sender=sender, days=days, **columns)
    placement.host_lead = MemberFactory(reference=placement.host, email=f"host{placement.pk}@example.org")
    placement.sender_lead = MemberFactory(reference=sender, email=f"sender{placement.pk}@example.org")
    return placement


def values(*starts_in, **hours):
    """Dates so many days from today, as a proposal keeps them."""
    today = timezone.localdate()
    return [{"date": (today + dt.timedelta(days=n)).isoformat(), **NINE_TO_FIVE, **hours} for n in starts_in]


def who(placement, party):
    """The member that acts for a party."""
    if party == "maya":
        return MemberFactory(is_coordinator=True)
    return {"worker": placement.worker, "host": placement.host_lead, "sender": placement.sender_lead}[party]
