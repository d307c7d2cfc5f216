"""Questions answered around an immersion: the preparation, the two asked before, the feedback, and Maya's reading."""

import datetime as dt

from django.utils import translation

from exchange.placements.states import Party, State
from exchange.questionnaires.models import Sheet
from exchange.questionnaires.models.sheets import Moment

PREPARED = {Party.WORKER: 6, Party.HOST: 5, Party.SENDER: 4}  # days before the first; lately where that lies ahead
BEFORE = 2
ANSWERED = {Party.HOST: 2, Party.WORKER: 3}  # days after the last
THANKED, READ = 5, 8


class Sheets:
    """What the entry of a placement says was answered, entered into the agenda."""

    def __init__(self, story):
        self.story, self.entry = story, story.entry
        self.first, self.last = story.dates[0], story.dates[-1]

    def plan(self):
        for party, answers in self.entry.get("preparation", {}).items():
            self.story.on(self.lately(PREPARED[party]), 10, 25, self.prepare, party, answers)
        if "before" in self.entry:
            self.story.on(self.lately(BEFORE), 12, 20, self.fill, Moment.BEFORE, Party.WORKER, self.entry["before"])
        for party, answers in self.entry.get("end", {}).items():
            self.story.on(self.after(ANSWERED[party]), 18, 45, self.tell, party, answers)
        if "host_reply" in self.entry:
            self.story.on(self.after(THANKED), 13, 15, self.thank)
        if "maya_note" in self.entry or self.is_old():
            self.story.on(self.after(READ), 9, 5, self.read)

    def lately(self, days):
        return min(self.first - dt.timedelta(days=days), self.story.before_today(days - 1))

    def after(self, days):
        return self.last + dt.timedelta(days=days)

    def is_old(self):
        """Maya has read what came in long ago."""
        return "end" in self.entry and self.last < self.story.before_today(60)

    def speaker(self, party):
        """Who answers for this side on the day of the step."""
        placement = self.story.placement
        leads = {Party.HOST: placement.host, Party.SENDER: placement.sender}
        return leads[party].leading().first() if party in leads else placement.worker

    def fill(self, moment, party, answers, sentence="", *, is_all=True):
        sheet = Sheet.for_(self.story.placement, moment, Party(party))
        with translation.override(self.speaker(party).language):
            for code, value in answers.items():
                sheet.answer(sheet.question(code), value)
            if is_all:
                sheet.finish(sentence)

    def prepare(self, party, answers):
        """While there is time, what was begun stays unfinished."""
        self.fill(Moment.PREPARATION, party, answers, is_all=self.entry["state"] != State.CONFIRMED)

    def tell(self, party, answers):
        self.fill(Moment.END, party, answers, self.entry.get("host_sentence", "") if party == Party.WORKER else "")

    def thank(self):
        Sheet.for_(self.story.placement, Moment.END, Party.WORKER).thank(text=self.entry["host_reply"])

    def read(self):
        for party in self.entry["end"]:
            sheet = Sheet.for_(self.story.placement, Moment.END, Party(party))
            sheet.mark_read(self.story.world.maya)
            if party == Party.WORKER and "maya_note" in self.entry:
                sheet.keep_note(self.entry["maya_note"])
