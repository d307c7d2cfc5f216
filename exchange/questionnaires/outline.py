"""The outline that prepares an immersion, as one reader sees it: the own questions, then what the others share.

Source: domain.md 5 and 9.3.
"""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from exchange.placements.states import Party

from . import doors
from .models import Answer, Question, Sheet, SheetClosed
from .models.sheets import Moment

Shared = Question.Shared
OUTLINES = doors.ANSWERS[Moment.PREPARATION]
READS = {Party.WORKER: {Party.HOST, Party.SENDER}, Party.HOST: {Party.WORKER}, Party.MAYA: set(OUTLINES)}
AUDIENCES = {
    (Shared.PRIVATE, Party.WORKER): ("lock", _("Only you read this.")),
    (Shared.WORKER_HOST, Party.WORKER): ("users", _("You, the host and Maya read this.")),
    (Shared.WORKER_HOST, Party.HOST): ("users", _("You, the visitor and Maya read this.")),
    (Shared.WORKER_SENDER, Party.SENDER): ("users", _("You, your colleague and Maya read this.")),
}
OTHERS = {
    Party.WORKER: _("What the visitor wrote"),
    Party.HOST: _("What the host wrote"),
    Party.SENDER: _("What the team wrote"),
}


@dataclass
class Line:
    """One question with what is kept. `is_asked`: on this page; False leaves it to paper."""

    question: Any
    party: str
    answer: Any = None
    is_asked: bool = True
    error: str = ""

    @property
    def name(self):
        return f"answer-{self.question.code}"

    @property
    def value(self):
        return self.answer.value if self.answer else ""

    @property
    def audience(self):
        """An icon and who reads it."""
        return AUDIENCES[self.question.shared, self.party]


@dataclass
class Part:
    """One side's questions. `sheet` is None where that side wrote nothing yet."""

    party: str
    sheet: Any
    lines: list = field(default_factory=list)
    is_own: bool = False

    @property
    def heading(self):
        return self.sheet.questionnaire.title if self.is_own else OTHERS[self.party]

    @property
    def asked(self):
        return [line for line in self.lines if line.is_asked]

    @property
    def done(self):
        return sum(line.answer is not None and not line.error for line in self.asked)

    @property
    def is_open(self):
        return self.is_own and self.sheet.is_open


def parts(placement, member):
    """What this member answers and reads; an empty list for whom there is nothing."""
    own = doors.own_sides(placement, member, Moment.PREPARATION)
    readable = set().union(*(READS.get(party, set()) for party in placement.parties_of(member)))
    others = [party for party in OUTLINES if party in readable and party not in own]
    return [_own(placement, member, party) for party in own] + [_others(placement, member, party) for party in others]


def keep(own, posted):
    """Keep what a page sent for these parts, each line that was changed on it; a line that is refused says why.

    A line travels with the text it had when the page was made ("was-…"), so that a page left open overwrites
    nothing that somebody else of the same side wrote meanwhile.
    """
    for part in own:
        for line in part.asked:
            if _changed(line, posted):
                _keep(part.sheet, line, posted[line.name])
        if part.done == len(part.asked) and not part.sheet.finished_at:
            part.sheet.finish()


def _changed(line, posted):
    if line.name not in posted or not _differ(posted[line.name], line.value):
        return False
    was = posted.get(f"was-{line.question.code}")
    return was is None or _differ(posted[line.name], was)


def _differ(text, other):
    """Browsers send line ends in their own way."""
    return text.split() != other.split()


def _keep(sheet, line, text):
    try:
        sheet.answer(line.question, text)
    except ValidationError as error:
        line.error = " ".join(error.messages)
        line.answer = Answer(question=line.question, value=text)  # the box keeps what was typed
    except SheetClosed:
        line.error = _("The immersion has begun or changed. This can’t be kept any more.")
    else:
        line.answer = sheet.answers.filter(question=line.question).first()


def _own(placement, member, party):
    """All questions of this side; what is private is asked of the worker in person alone."""
    sheet = Sheet.for_(placement, Moment.PREPARATION, party)
    sheet.placement = placement
    kept = {answer.question_id: answer for answer in sheet.answers.visible_to(member).select_related("question")}
    lines = [
        Line(row, party, kept.get(row.pk), row.shared != Shared.PRIVATE or member == placement.worker)
        for row in sheet.questionnaire.questions.all()
    ]
    return Part(party, sheet, lines, is_own=True)


def _others(placement, member, party):
    """What this side wrote and shares with this member."""
    rows = Answer.objects.visible_to(member).filter(
        sheet__placement=placement, sheet__questionnaire__moment=Moment.PREPARATION, sheet__questionnaire__party=party
    )
    answers = list(rows.select_related("question", "sheet__questionnaire"))
    lines = [Line(answer.question, party, answer) for answer in answers]
    return Part(party, answers[0].sheet if answers else None, lines)
