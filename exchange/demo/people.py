"""Whom one can be in the demo world: ten people on the front page, and everybody."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from exchange.members.models import Member, Membership


@dataclass(frozen=True)
class Card:
    """One person with the role in a sentence, and what waits for this person in the world as it is made."""

    email: str
    role: Any
    waits: Any
    person: Any = None


CARDS = [
    Card(
        "lea.timonier@example.org",
        _("Works in a day centre. Her pages are in French."),
        _("Her certificate is there. She can look for her next place."),
    ),
    Card(
        "jeroen.wolkman@example.org",
        _("Works in a home for adults. His pages are in Dutch."),
        _("His agreement is half signed, and his preparation is open."),
    ),
    Card(
        "nadia.marelle@example.org",
        _("Receives visitors in a day centre. Her pages are in French."),
        _("A visitor is halfway, and a certificate is late."),
    ),
    Card(
        "tom.wimpel@example.org",
        _("Receives visitors in a home for adults. His pages are in Dutch."),
        _("A request has waited for his answer for two weeks."),
    ),
    Card(
        "fatima.zephyr@example.org",
        _("Receives visitors in a hospital. Her pages are in French."),
        _("An immersion agreed by phone waits for her confirmation."),
    ),
    Card(
        "martine.semaphore@example.org",
        _("Directs a mobile team. Her pages are in French."),
        _("A colleague needs her consent, and an agreement needs her signature."),
    ),
    Card(
        "odile.ardoisiere@example.org",
        _("Is reference person. Her pages are in French."),
        _("She is writing a request for a colleague without e-mail."),
    ),
    Card(
        "pauline.quadrant@example.org",
        _("Has applied with her organisation. Her pages are in French."),
        _("She waits for Maya’s welcome, and can write her offer."),
    ),
    Card(
        "els.vlinderslag@example.org",
        _("Coordinates at Maya. Her pages are in Dutch."),
        _("She sees who waits for what, on one page."),
    ),
    Card(
        "hugo.chrysalide@example.org",
        _("Assists at Maya. His pages are in French."),
        _("He sees the same, and reads the feedback."),
    ),
]


def everybody():
    """Who can sign in: every member with an address."""
    return Member.objects.filter(is_active=True, has_mail=True).order_by("first_name", "last_name")


def cards():
    """The cards of those who are in this database, in their order."""
    known = {person.email: person for person in everybody().filter(email__in=[card.email for card in CARDS])}
    return [Card(card.email, card.role, card.waits, known[card.email]) for card in CARDS if card.email in known]


def by_organisation():
    """Pairs of an organisation and its memberships of today, of people with an address."""
    rows = (
        Membership.objects.current().filter(member__in=everybody()).select_related("member__function", "organisation")
    )
    found = {}
    for row in rows.order_by("organisation", "-is_reference", "-is_deputy", "member__first_name"):
        found.setdefault(row.organisation, []).append(row)
    return sorted(found.items(), key=lambda pair: str(pair[0]))


def on_their_own():
    """People of no organisation: Maya's staff, and who has left."""
    return everybody().exclude(pk__in=Membership.objects.current().values("member"))
