"""Who hears of what about wishes and favourites. Each function is named as the verb it tells."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from exchange.members.models import Organisation
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
declare(
    "matching/propose",
    reader=gettext_lazy("Who wrote the wish"),
    trigger=gettext_lazy("Maya sends a match that she proposes"),
    essential=False,
)
declare(
    "matching/propose_host",
    reader=gettext_lazy("Who answers for the host"),
    trigger=gettext_lazy("Maya sends a match; where the employer comes first, once it agrees"),
    essential=False,
)
declare(
    "matching/propose_employer",
    reader=gettext_lazy("Who approves for the employer"),
    trigger=gettext_lazy("The worker wants the place that Maya proposed"),
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


def propose(match):
    """To who wishes, and to the host unless the employer wants to be asked before it."""
    url = absolute(reverse("matching:match", args=[match.pk]))
    post("matching/propose", key=f"matching:propose:{match.pk}", to=match.wish, **_said(match, url))
    if match.consent_rule != Organisation.Consent.STRICT:
        propose_host(match)


def propose_host(match):
    url = absolute(reverse("matching:match", args=[match.pk]))
    for number, reader in enumerate(match.offer.organisation.readers_for_requests()):
        key = f"matching:propose_host:{match.pk}:{number}"
        post("matching/propose_host", key=key, to=reader, **_said(match, url))


def propose_employer(match):
    """Each who consents gets a personal link, which lives as long as the match waits."""
    sender, last = match.wish.organisation, match.shows_until + dt.timedelta(days=1)
    people = sender.approver_readers() or sender.readers_for_requests()
    for number, reader in enumerate(people):
        values = {"about": match.about, "address": reader.email, "member": reader.member}
        expires = timezone.make_aware(dt.datetime.combine(last, dt.time()))
        token = Link.issue("match", expires_at=expires, **values)[1]
        url = absolute(reverse("matching:match_employer", args=[token]))
        key = f"matching:propose_employer:{match.pk}:{number}"
        post("matching/propose_employer", key=key, to=reader, **_said(match, url))


def _said(match, url):
    context = {"match": match, "offer": match.offer, "host": match.offer.organisation, "action_url": url}
    return {"context": context, "about": match.about}


def stop_token(wish):
    """A personal link that stops this one wish, without signing in."""
    reader, expires = wish.reader(), timezone.now() + dt.timedelta(days=STOP_DAYS)
    values = {"address": reader.email, "expires_at": expires, "member": reader.member}
    return Link.issue("wish", about=wish.about, **values)[1]
