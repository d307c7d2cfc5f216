"""One question a page: where one is, what is done, how long it still takes."""

import math

from django.utils.functional import cached_property

from exchange.placements.states import Party

from .models.sheets import Moment

SECONDS = 20  # a question takes about that long
ENDING = "end"  # the page after the last question


class Walk:
    """A sheet and the page that is asked for: a number from 1 on, or ENDING. Anything else: the first open one."""

    def __init__(self, sheet, page=""):
        self.sheet = sheet
        self.questions = list(sheet.questionnaire.questions.all())
        self.total = len(self.questions)
        self.at = self._place(page)

    def _place(self, page):
        if page == ENDING and self.has_ending:
            return self.total + 1
        if page.isascii() and page.isdigit() and 1 <= int(page) <= self.total:
            return int(page)
        left = self.skipped
        return left[0] if left else self.last

    @cached_property
    def answers(self):
        return {answer.question_id: answer for answer in self.sheet.answers.all()}

    def keep(self, value):
        """Keep the answer of this page."""
        self.sheet.answer(self.question, value)
        del self.answers

    @property
    def has_ending(self):
        """Feedback ends on a page of its own; the two questions before end with the second."""
        return self.sheet.moment == Moment.END

    @property
    def last(self):
        return self.total + 1 if self.has_ending else self.total

    @property
    def is_ending(self):
        return self.at > self.total

    @property
    def is_last(self):
        return self.at == self.last

    @property
    def question(self):
        return None if self.is_ending else self.questions[self.at - 1]

    @property
    def answer(self):
        """The answer kept for this page, or None."""
        return self.question and self.answers.get(self.question.pk)

    @property
    def skipped(self):
        """The numbers of the questions without an answer."""
        return [number for number, each in enumerate(self.questions, 1) if each.pk not in self.answers]

    @property
    def segments(self):
        """Per question: "at", "on" where it is answered, or an empty text."""
        left = self.skipped
        return ["at" if n == self.at else "" if n in left else "on" for n in range(1, self.total + 1)]

    @property
    def minutes_left(self):
        return math.ceil((self.total - self.at + 1) * SECONDS / 60)

    @property
    def kept_at(self):
        """When something was last kept here, or None."""
        return max((answer.at for answer in self.answers.values()), default=None)

    @property
    def back(self):
        """The page before, as addresses name it; an empty text on the first."""
        return str(self.at - 1) if self.at > 1 else ""

    @property
    def next(self):
        return ENDING if self.at == self.total and self.has_ending else str(min(self.at + 1, self.total))

    @property
    def asks_sentence(self):
        return self.is_ending and self.sheet.party == Party.WORKER
