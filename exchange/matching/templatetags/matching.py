"""Parts of other apps' pages that belong to matching: the star, and why a place is suggested."""

from django import template

from ..best import reasons_for
from ..fit import sentence
from ..models import Favourite

register = template.Library()


@register.inclusion_tag("matching/star.html", takes_context=True)
def star(context, offer):
    """Keep this place or let it go; the page holds the form `stars`. One query per page, however many cards."""
    request = context.request
    if not hasattr(request, "kept_offers"):
        request.kept_offers = set(Favourite.objects.visible_to(request.user).values_list("offer", flat=True))
    return {"offer": offer, "is_kept": offer.pk in request.kept_offers}


@register.inclusion_tag("matching/why.html", takes_context=True)
def why(context, offer):
    """Why this one place is suggested to the reader; nothing for its own people, or while it is not published."""
    is_open = offer.state == offer.State.PUBLISHED
    return {"reasons": sentence(reasons_for(offer, context.request.user)) if is_open else ""}
