"""What was asked before and after, side by side. Source: domain.md 6.1, W07 and W08."""

from dataclasses import dataclass
from typing import Any

from .models import Answer, Sheet
from .models.sheets import Moment


@dataclass(frozen=True)
class Change:
    """One question with the answer of before and of after (values as kept; "" where there is none)."""

    question: Any
    before: Any
    after: Any

    @property
    def both(self):
        """The two answers in words, as pairs of moment and words."""
        return self.words(self.before), self.words(self.after)

    def words(self, value):
        return "" if value == "" else self.question.said(value)


def of(sheet):
    """The questions that this party was asked at both moments, where either was answered."""
    if sheet.moment != Moment.END:
        return []
    kept = {moment: _values(sheet, moment) for moment in (Moment.BEFORE, Moment.END)}
    asked_before = Sheet.objects.filter(placement=sheet.placement, questionnaire__moment=Moment.BEFORE)
    codes = asked_before.filter(questionnaire__party=sheet.party).values("questionnaire__questions__code")
    both = sheet.questionnaire.questions.filter(code__in=codes)
    found = [Change(row, *(values.get(row.code, "") for values in kept.values())) for row in both]
    return [change for change in found if change.before != "" or change.after != ""]


def _values(sheet, moment):
    kept = Answer.objects.filter(sheet__placement=sheet.placement, sheet__questionnaire__party=sheet.party)
    return dict(kept.filter(sheet__questionnaire__moment=moment).values_list("question__code", "value"))
