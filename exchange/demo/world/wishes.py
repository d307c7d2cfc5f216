"""What people of the demo world look for and keep, a host who invites, and the matches that Maya had worked out."""

import datetime as dt

from catalogue.models import Offer
from exchange.matching.looking import look
from exchange.matching.models import Favourite, Proposal, Wish, WishInvitation
from exchange.matching.proposing import work_out

from .clock import moment
from .people import terms

LISTS = {
    "themes": "theme", "sectors": "sector", "structures": "structure", "publics": "public", "languages": "language",
}  # fmt: skip
INVITED_AFTER = 2  # days


def put_wish(world, entry):
    """A wish as its writer keeps it, with the stars of those days; a host invites where the entry says so."""
    day = world.today - dt.timedelta(days=entry["days_ago"])

    def put():
        by, worker = world.people[entry["by"]], world.people.get(entry.get("worker"))
        organisation = (worker or by).organisations().first()
        values = {name: terms(kind, entry[name]) for name, kind in LISTS.items() if name in entry}
        values |= {name: entry[name] for name in ("sentence", "months", "cadence", "travel_minutes") if name in entry}
        wish = Wish.write(by=by, organisation=organisation, worker=worker, **values)
        look(wish, is_new=True)
        for key in entry.get("keeps", ()):
            Favourite.keep(by, offer(world, key))
        if "invited_by" in entry:
            world.agenda.at(moment(day + dt.timedelta(days=INVITED_AFTER), 10, 20), invite, world, entry, wish)

    world.agenda.at(moment(day, 12, 40), put)


def invite(world, entry, wish):
    place = offer(world, entry["invited_by"])
    host = place.organisation.leading().first()
    WishInvitation.invite(wish, place, by=host, sentence=entry["invitation"])


def propose(world):
    """Yesterday morning Maya had the best matches worked out; she has sent none yet."""

    def ask():
        work_out(Proposal.objects.create(by=world.maya))

    world.agenda.at(moment(world.today - dt.timedelta(days=1), 9, 30), ask)


def offer(world, key):
    return Offer.objects.get(pk=world.offers[key])
