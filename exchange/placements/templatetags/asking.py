"""Parts of a placement's page that belong to asking: the wait, and the conversation."""

from urllib.parse import urlencode, urlsplit

from django import template
from django.http import QueryDict

from ..forms.asking import MessageForm, senders_for, workers_for
from ..models import Placement
from ..states import Party, State

register = template.Library()
WAITING = {State.EMPLOYER_PENDING, State.REQUESTED, State.NEGOTIATING, State.DECLARED}
SIMILAR = 2


@register.inclusion_tag("placements/asking/waiting.html", takes_context=True)
def waiting(context, placement):
    """For the worker's side: while it waits two similar places, and the way back, from a draft too."""
    member = context["request"].user
    waits = placement.state in WAITING and Party.WORKER in placement.parties_of(member)
    similar = placement.alternatives(SIMILAR) if waits else []
    return {
        "placement": placement,
        "waits": waits,
        "similar": similar,
        "may_withdraw": placement.can("withdraw", member),
        "is_draft": placement.state == State.DRAFT,
    }


@register.inclusion_tag("placements/asking/open_request.html", takes_context=True)
def asking(context, offer):
    """What this worker already asked of this host, else the button; nothing for who may not ask, as Maya.

    The months of the search one comes from go along, so that the days suggested lie in them.
    """
    member = context["request"].user
    own = Placement.objects.open().filter(worker=member, offer__organisation=offer.organisation_id)
    request = own.order_by("-asked_at", "-pk").first()
    may_ask = senders_for(member, offer).exists()
    acts_for_others = request and may_ask and workers_for(member).count() > 1
    months = QueryDict(urlsplit(context.get("back", "")).query).getlist("month")
    return {
        "offer": offer, "request": request, "may_ask": may_ask, "acts_for_others": acts_for_others,
        "query": urlencode({"month": months}, doseq=True),
    }  # fmt: skip


@register.inclusion_tag("placements/asking/conversation.html", takes_context=True)
def conversation(context, placement):
    """What worker and host wrote to each other, and the box to write in; nothing for who has no side in it."""
    member = context["request"].user
    takes_part = placement.can_speak(member)
    notes = [_note(message, member) for message in placement.messages.select_related("author")] if takes_part else []
    return {"placement": placement, "takes_part": takes_part, "notes": notes, "form": MessageForm()}


def _note(message, member):
    return {
        "name": message.author.name, "side": message.get_party_display(), "at": message.at, "text": message.text,
        "is_mine": message.author_id == member.pk,
    }  # fmt: skip
