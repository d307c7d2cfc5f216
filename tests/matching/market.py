"""Wishes and places for the tests of proposals."""

from catalogue.models import month_bits
from exchange.matching.models import Match, Proposal
from exchange.matching.proposing import work_out
from exchange.placements.models import Placement
from exchange.placements.states import MoveRefused
from exchange.programmes.workdays import today
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, WishFactory, term


def house(**values):
    """An active organisation with its reference person."""
    organisation = OrganisationFactory(**values)
    MemberFactory(reference=organisation, language="en")
    return organisation


def place(**values):
    """A published place of an organisation of mental health, open all year, for one visitor."""
    organisation = values.pop("organisation", None) or house(sector=term("sector", "MH"))
    return OfferFactory(organisation=organisation, languages=["fr", "en"], notice_days=0, **values)


def wish(**values):
    """An open wish of a worker, whose employer is asked each time unless `organisation` says otherwise."""
    values.setdefault("organisation", house())
    return WishFactory(months_mask=month_bits(values.get("months", ())), **values)


def propose(seconds=30):
    """A proposal that was worked out."""
    proposal = Proposal.objects.create()
    work_out(proposal, seconds)
    return proposal


def pairs(proposal):
    return sorted(proposal.matches.values_list("wish", "offer"))


def next_month(number=1):
    """The first day of the month so many ahead."""
    month = today().year * 12 + today().month - 1 + number
    return today().replace(year=month // 12, month=month % 12 + 1, day=1)


def sent(wish, offer):
    """A match of these two that Maya sent."""
    facts = {"crosses": True, "themes": 0, "minutes": 20, "start": "work", "speaks": True, "month": None, "hosted": 0}
    facts |= {"profession": None, "free": 1, "answered": None, "owes": False}
    values = {"month": next_month(), "points": 50, "facts": facts}
    match = Match.objects.create(proposal=Proposal.objects.create(state="done"), wish=wish, offer=offer, **values)
    match.send()
    return match


class Three:
    """A match that was sent, and those who may say yes."""

    def __init__(self, consent="each", **values):
        sender = house(consent=consent)
        self.wish, self.offer = wish(organisation=sender, **values), place()
        self.match = sent(self.wish, self.offer)
        self.people = {
            "worker": self.wish.worker, "host": self.offer.organisation.reference_person(),
            "employer": sender.reference_person(),
        }  # fmt: skip

    def accept(self, who, **said):
        Match.objects.get(pk=self.match.pk).accept(by=self.people[who], **said)

    def can_accept(self, who):
        try:
            self.accept(who)
        except MoveRefused:
            return False
        return True

    def asked(self):
        return [who for who, person in self.people.items() if Match.objects.asked_of(person).exists()]

    @property
    def placement(self):
        return Placement.objects.filter(matches=self.match).first()
