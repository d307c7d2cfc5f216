"""Parts of other pages that belong to questions: times and audiences in words, and what was shared afterwards."""

from django import template
from django.utils import timezone

from exchange.placements import words
from exchange.placements.states import Party

from ..models import Sheet
from ..models.kinds import scale_words

register = template.Library()


@register.filter
def day(moment):
    """'Tue 9 March'; takes a moment or a date."""
    return words.day_text(timezone.localdate(moment) if hasattr(moment, "hour") else moment)


@register.simple_tag
def scale_word(key):
    """The words of one step of a scale, in the reader's language."""
    return scale_words(key)


@register.inclusion_tag("questionnaires/shared_sentence.html", takes_context=True)
def shared_sentence(context, placement):
    """What the worker told the host team after the end, for those two sides; nothing while there is nothing."""
    parties = placement.parties_of(context["request"].user)
    sheet = Sheet.objects.finished().filter(placement=placement).exclude(host_sentence="").first()
    is_for_reader = bool(parties & {Party.WORKER, Party.HOST, Party.MAYA})
    may_thank = Party.HOST in parties and bool(sheet) and not sheet.host_reply
    return {"placement": placement, "sheet": sheet if is_for_reader else None, "may_thank": may_thank}


@register.inclusion_tag("questionnaires/feedback_door.html", takes_context=True)
def feedback_door(context, placement):
    """The way to this reader's questions, while they wait; for the page on which a certificate is looked at."""
    user = context["request"].user
    parties = placement.parties_of(user) if user.is_authenticated else set()
    waits = Sheet.objects.open().filter(placement=placement, questionnaire__party__in=parties).exists()
    return {"placement": placement, "waits": waits, "is_host": Party.HOST in parties}
