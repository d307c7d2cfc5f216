"""The answers that came, each with what helps Maya choose which to read: whose, the mark, the first words, a call."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from exchange.members.models import CallBack
from exchange.placements.states import Party
from exchange.questionnaires.models import Answer, Question

MARK, WORDS = Question.Kind.N010, Question.Kind.TXT


@dataclass(frozen=True)
class Told:
    """One sheet. `words`: the sentence for the host team, else what was written to Maya."""

    sheet: Any
    name: str
    role: str
    mark: Any
    words: str
    wants_call: bool


def with_telling(sheets):
    """Load with these sheets the answers that `rows` shows, at the same cost for one and for many."""
    answers = Answer.objects.filter(question__kind__in=[MARK, WORDS]).select_related("question")
    return sheets.with_placement().prefetch_related(Prefetch("answers", answers, to_attr="telling"))


def rows(sheets):
    calling = set(CallBack.objects.waiting().values_list("member", flat=True))
    return [_told(sheet, calling) for sheet in sheets]


def _told(sheet, calling):
    placement, given = sheet.placement, {}
    for answer in sheet.telling:
        given.setdefault(answer.question.kind, answer.value)
    if sheet.party == Party.HOST:
        name, role, person = placement.host, _("Hosted %(worker)s") % {"worker": placement.worker}, sheet.person_id
    else:
        name, role, person = placement.worker, _("Visitor at %(host)s") % {"host": placement.host}, placement.worker_id
    words = sheet.host_sentence or given.get(WORDS) or ""
    return Told(sheet, str(name), role, given.get(MARK), words, person in calling)
