"""Parts of other apps' pages that belong to matching: the star, and why a place is suggested."""

from django import template
from django.template.loader import render_to_string

from catalogue import cards
from exchange.placements.states import Party, State

from ..best import reasons_for
from ..fit import sentence
from ..models import Favourite, Match, WishInvitation
from ..models.matches import wished_by

register = template.Library()


@register.inclusion_tag("matching/star.html", takes_context=True)
def star(context, offer):
    """Keep this place or let it go; the page holds the form `stars`."""
    return {"offer": offer, "is_kept": offer.pk in kept_offers(context.request)}


def kept_offers(request):
    """What the reader keeps, in one query per page, however many cards."""
    if not hasattr(request, "kept_offers"):
        request.kept_offers = set(Favourite.objects.visible_to(request.user).values_list("offer", flat=True))
    return request.kept_offers


@register.simple_tag(takes_context=True)
def card(context, offer, words="", *, focus=False):
    """One place of the catalogue as this reader sees it; the page holds the form `stars`."""
    is_kept, reasons = offer.pk in kept_offers(context.request), getattr(offer, "fit_reasons", "")
    star = {"offer": offer, "is_kept": is_kept}
    drawn = cards.kept(offer, lambda: render_to_string("matching/star.html", star), "star", is_kept)
    why = render_to_string("matching/why.html", {"reasons": reasons}) if reasons else ""
    return cards.card(offer, why, drawn, words, focus=focus)


@register.inclusion_tag("matching/why.html", takes_context=True)
def why(context, offer):
    """Why this one place is suggested to the reader; nothing for its own people, or while it is not published."""
    is_open = offer.state == offer.State.PUBLISHED
    return {"reasons": sentence(reasons_for(offer, context.request.user)) if is_open else ""}


@register.inclusion_tag("matching/invited.html", takes_context=True)
def invited(context, placement):
    """After a no or no answer: whether the same house has invited this worker, or Maya proposes it."""
    member, host = context["request"].user, placement.host
    is_over = placement.state in {State.REFUSED, State.EXPIRED}
    if not is_over or Party.WORKER not in placement.parties_of(member):
        return {}
    same = {"offer__organisation": host}
    invitations = WishInvitation.objects.to(member).open_to(member)
    return {
        "host": host,
        "invitation": invitations.filter(**same).first(),
        "match": Match.objects.asked_of(member).filter(wished_by(member), **same).first(),
    }
