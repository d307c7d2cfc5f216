"""Who hears of what about wishes and favourites. Each function is named as the verb it tells."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from exchange.notifications.models import Link
from exchange.notifications.outbox import absolute, declare, post

STOP_DAYS = 365  # how long the link to stop, at the foot of a mail, opens

declare(
    "matching/show",
    reader=gettext_lazy("A colleague"),
    trigger=gettext_lazy("Somebody shows a place to a colleague"),
    essential=False,
)
declare(
    "matching/found",
    reader=gettext_lazy("Who wrote the wish"),
    trigger=gettext_lazy("A place appears that fits a wish: at once, or once a week"),
    essential=False,
)
declare(
    "matching/invite",
    reader=gettext_lazy("Who wrote the wish"),
    trigger=gettext_lazy("A host invites whoever wished something"),
    essential=False,
)


def show(shown):
    """One colleague's hint to another."""
    url = absolute(shown.offer.get_absolute_url())
    context = {"shown": shown, "offer": shown.offer, "action_url": url}
    post("matching/show", key=f"matching:show:{shown.pk}", to=shown.to, context=context)


def invite(invitation):
    """A host's sentence, and the way to take it up."""
    url = absolute(reverse("matching:invitation", args=[invitation.pk]))
    context = {"invitation": invitation, "offer": invitation.offer, "action_url": url}
    key = f"matching:invite:{invitation.pk}"
    post("matching/invite", key=key, to=invitation.wish, context=context, about=invitation.wish.about)


def found(wish, hits):
    """All that was found for one wish since the last mail; the first of these hits names the fact."""
    token = stop_token(wish)
    context = {
        "wish": wish,
        "offers": [hit.offer for hit in hits],
        "action_url": absolute(reverse("matching:wish", args=[wish.pk])),
        "stop_url": absolute(reverse("matching:wish_stop_link", args=[token])),
    }
    return post("matching/found", key=f"matching:found:{hits[0].pk}", to=wish, context=context, about=wish.about)


def stop_token(wish):
    """A personal link that stops this one wish, without signing in."""
    reader, expires = wish.reader(), timezone.now() + dt.timedelta(days=STOP_DAYS)
    values = {"address": reader.email, "expires_at": expires, "member": reader.member}
    return Link.issue("wish", about=wish.about, **values)[1]
