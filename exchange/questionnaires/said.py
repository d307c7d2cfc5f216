"""What was said about an organisation, question by question, for Maya alone."""

from dataclasses import dataclass
from statistics import mean
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exchange.placements.states import Party

from .models import Answer, Question
from .models.sheets import Moment

FEW = 5  # fewer answers are never shown as figures to anybody but Maya. Source: domain.md 6.4
FIGURES = {Question.Kind.L5, Question.Kind.N010, Question.Kind.INT}


@dataclass(frozen=True)
class Said:
    """One question with what came. `number`: how many answered it, "does not apply" left out."""

    question: Any
    number: int
    mean: float | None = None
    counts: tuple = ()  # pairs of words and how often
    texts: tuple = ()  # answers with their sheet


@dataclass(frozen=True)
class Section:
    heading: Any
    rows: list
    sheets: int

    @property
    def is_small(self):
        return self.sheets < FEW


def about(organisation):
    """Three sections, without those in which nobody said anything."""
    host = Q(sheet__placement__offer__organisation=organisation)
    sender = Q(sheet__placement__sender=organisation)
    sections = [
        (_("What visitors said"), host, Party.WORKER),
        (_("What it said as host"), host, Party.HOST),
        (_("What its own people said elsewhere"), sender, Party.WORKER),
    ]
    found = [_section(heading, Answer.objects.filter(where), party) for heading, where, party in sections]
    return [section for section in found if section.rows]


def _section(heading, answers, party):
    """Versions of a question are told apart by nothing but their words: they share a code and are counted together."""
    feedback = {"sheet__questionnaire__moment": Moment.END, "sheet__questionnaire__party": party}
    rows = answers.filter(**feedback, sheet__finished_at__isnull=False)
    by_code = {}
    for answer in rows.select_related("question", "sheet__placement__worker").order_by("question__position", "-at"):
        by_code.setdefault(answer.question.code, []).append(answer)
    number = len({answer.sheet_id for found in by_code.values() for answer in found})
    return Section(heading, [_said(found) for found in by_code.values()], number)


def _said(answers):
    question = answers[0].question
    given = [answer for answer in answers if answer.value is not None]
    if question.kind == Question.Kind.TXT:
        return Said(question, len(given), texts=tuple(given))
    if question.kind in FIGURES:
        return Said(question, len(given), mean=mean(answer.value for answer in given) if given else None)
    chosen = [code for answer in given for code in _codes(answer.value)]
    counts = tuple((words, chosen.count(code)) for code, words in question.options())
    return Said(question, len(given), counts=counts)


def _codes(value):
    return value if isinstance(value, list) else [value]
