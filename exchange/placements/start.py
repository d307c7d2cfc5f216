"""What waits for a member beside placements: the organisation's own matters, told on the start page."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.models import Offer, OfferQuestion
from exchange.members.models import Organisation

from . import words

State = Organisation.State
AWAY = {State.PAUSED, State.LEFT, State.REJECTED}


@dataclass(frozen=True)
class Matter:
    """One thing to do for an organisation, in the shape of a `steps.Todo`."""

    heading: str
    sentence: str
    label: str
    url: str
    placement: Any = None


def matters(member, led):
    """What this member has to do for the organisations it leads (`led`), the most pressing first."""
    own = [matter for organisation in led for matter in _of(organisation)]
    return own + _questions(led) + _invitations(member, led) + _matches(member)


def _of(organisation):
    if organisation.state == State.APPLIED and organisation.correction:
        yield Matter(
            _("Maya asks you to look at your application again"),
            organisation.correction,
            _("Correct it"),
            reverse("members:application", args=[organisation.pk]),
        )
    if organisation.state == State.ACTIVE:
        offers = list(organisation.offers.exclude(state=Offer.State.ARCHIVED).select_related("programme"))
        yield from map(_still_true, (offer for offer in offers if offer.asks_whether_true))
        yield from _towards_an_offer(organisation, offers)


def _still_true(offer):
    """The question of the year; its one click stands beside the offer itself."""
    says = _("Without an answer, members no longer find it from %(date)s.")
    if offer.has_lapsed:
        says = _(
            "Nobody said so for a long time, so members no longer find it since %(date)s. One click brings it back."
        )
    date = timezone.localdate(offer.lapsed_at) if offer.has_lapsed else offer.hides_on
    return Matter(
        _("Is “%(title)s” still true?") % {"title": offer.title.best()},
        says % {"date": words.day_text(date)},
        _("Look and answer"),
        f"{reverse('catalogue:own_offers')}#offer-{offer.pk}",
    )


def _towards_an_offer(organisation, offers):
    if any(offer.state == Offer.State.PUBLISHED for offer in offers):
        return
    if missing := organisation.has_needed_for_publishing():
        yield Matter(
            _("Complete the page of %(organisation)s") % {"organisation": organisation},
            _("Still to fill in: %(fields)s.") % {"fields": ", ".join(str(label) for label in missing)},
            _("Complete it"),
            reverse("members:organisation_edit", args=[organisation.pk]),
        )
    if not offers:
        yield Matter(
            _("Write your first offer"),
            _("An example of your kind of place is ready. Six fields are enough."),
            _("Write an offer"),
            reverse("catalogue:offer_new"),
        )


def _questions(led):
    waiting = OfferQuestion.objects.filter(offer__organisation__in=led, answered_at=None).select_related("member")
    return [
        Matter(
            _("A question from %(name)s") % {"name": question.member},
            question.text,
            _("Answer"),
            reverse("catalogue:question_answer", args=[question.pk]),
        )
        for question in waiting
    ]


def _invitations(member, led):
    """What hosts offered to the wishes of this member, and to those that this member answers for."""
    wishes = [member.wishes, *(organisation.wishes.for_others() for organisation in led)]
    waiting = [row for rows in wishes for row in rows.invitations().select_related("offer__organisation")]
    return [
        Matter(
            _("%(host)s invites you") % {"host": invitation.offer.organisation},
            invitation.sentence or _("Your wish was read."),
            _("Look at the invitation"),
            reverse("matching:invitation", args=[invitation.pk]),
        )
        for invitation in waiting
    ]


def _matches(member):
    """What Maya proposed, where a yes of this member is awaited."""
    return [
        Matter(
            _("Maya proposes a match: %(who)s at %(host)s")
            % {"who": match.first_name, "host": match.offer.organisation},
            match.sentence or match.wish.title,
            _("Look at it"),
            reverse("matching:match", args=[match.pk]),
        )
        for match in member.wishes.matches_for(member)
    ]


def profile(member):
    """What is still to be said of oneself: not all is asked on joining, so that joining stays short."""
    missing = member.missing_in_profile()
    if not missing:
        return []
    labels = words.joined([str(member._meta.get_field(name).verbose_name) for name in missing])
    return [
        Matter(
            _("Complete your profile"),
            _(
                "A host wants to know who comes and whom to call, and a certificate names your function. "
                "Still to fill in: %(fields)s."
            )
            % {"fields": labels},
            _("Complete it"),
            f"{reverse('members:profile')}#id_{missing[0]}",
        )
    ]


def standing(member, led):
    """How it stands with the organisations of this member: applied and waiting for Maya alone; away; those it leads.

    `away` is told to whoever is in no active one: nobody who belongs somewhere is told that they belong nowhere.
    """
    found = list(member.organisations())
    return {
        "applied": [row for row in found if row.state == State.APPLIED and not row.correction],
        "away": [] if member.may_wish() else [row for row in found if row.state in AWAY],
        "wings": [row for row in led if row.state == State.ACTIVE],
        "leads": bool(led),
    }
