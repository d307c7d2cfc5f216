"""Which sheet opens for whom: by a personal link, or signed in on one's own side of a placement."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from exchange.notifications.models import Link
from exchange.placements.models import Placement
from exchange.placements.states import Party

from .models import AskedBack, Sheet
from .models.sheets import COMING, GONE, Moment

ANSWERS = {
    Moment.BEFORE: (Party.WORKER,),
    Moment.END: (Party.WORKER, Party.HOST),
    Moment.PREPARATION: (Party.WORKER, Party.HOST, Party.SENDER),
}


def by_link(token):
    """The link and the sheet it opens, while that can be answered; (None, None) for any other token."""
    link = Link.find("feedback", token)
    rows = Sheet.objects.with_placement().filter(pk=_key(link)) if link else []
    sheet = next((row for row in rows if row.is_open), None)
    return (link, sheet) if sheet else (None, None)


def asked_by_link(token):
    """The same for a question that Maya asked back."""
    link = Link.find("reply", token)
    asked = link and AskedBack.objects.filter(pk=_key(link), replied_at=None).first()
    return (link, asked) if asked else (None, None)


def placement(member, number):
    return get_object_or_404(Placement.objects.visible_to(member), number=number)


def own(member, number, moment):
    """This member's sheet of a moment; 404 where this member answers nothing then, or was not asked yet."""
    found = placement(member, number)
    sides = own_sides(found, member, moment)
    if not sides or not is_time(found, moment):
        raise Http404
    if moment != Moment.END:
        return Sheet.for_(found, moment, sides[0])
    asked = Sheet.objects.with_placement().feedback().filter(sent_at__isnull=False, questionnaire__party=sides[0])
    return get_object_or_404(asked, placement=found)


def own_sides(found, member, moment):
    """The sides on which this member answers, the worker's first."""
    parties = found.parties_of(member)
    return [party for party in ANSWERS[moment] if party in parties]


def is_time(found, moment):
    """Before a placement is confirmed there is nothing to answer; what was answered can be read for ever."""
    return found.state in {*COMING, *GONE} or found.sheets.filter(questionnaire__moment=moment).exists()


def _key(link):
    return link.about.partition(":")[2]
