"""What follows a confirmation: the agreement, the preparation, the days themselves, the papers and the feedback."""

import datetime as dt

from django.utils import translation

from agreements.models import Agreement, Certificate
from agreements.reading import Reading, actor
from agreements.tasks import make_missing
from exchange.placements.states import Party, State

from .clock import moment
from .dates import soon_after
from .sheets import Sheets

SIDES = [Party.WORKER, Party.HOST]
PAPER = dt.timedelta(minutes=1)  # until the worker has made a PDF


class Visit:
    """The second half of a story; `answered` is the date of the confirmation."""

    def __init__(self, story, answered):
        self.story, self.answered, self.entry = story, answered, story.entry
        self.first, self.last = story.dates[0], story.dates[-1]

    def plan(self):
        for number, side in enumerate(SIDES):
            if side in self.entry.get("signed", SIDES):
                date = soon_after(self.answered, 2 + 2 * number)
                self.on(date, 15 + number, 30, self.sign, side)
        Sheets(self.story).plan()
        end = {
            State.COMPLETED: self.plan_end,
            State.INTERRUPTED: self.plan_interruption,
            State.NO_SHOW: self.plan_absence,
            State.CANCELLED: self.plan_cancellation,
        }.get(self.entry["state"])
        if end:
            end()

    def plan_end(self):
        self.on(self.after(1), 9, 10, self.attend)
        self.plan_certificate(self.after(1))

    def plan_interruption(self):
        self.on(self.first, 16, 40, self.end_early)
        self.plan_certificate(self.first + dt.timedelta(days=1))

    def plan_certificate(self, date):
        if self.entry["certificate"] == "issued":
            self.on(date, 9, 12, self.issue)

    def plan_absence(self):
        self.on(self.first, 17, 30, self.mark_absent)
        if self.entry.get("contested"):
            self.on(self.after(1), 9, 20, self.contest)

    def plan_cancellation(self):
        day = self.first - dt.timedelta(days=self.entry["cancelled_days_before"])
        self.on(day, 10, 30, self.cancel)

    def on(self, date, hour, minute, action, *args):
        self.story.world.agenda.at(moment(date, hour, minute), action, *args)

    def after(self, days):
        return self.last + dt.timedelta(days=days)

    def sign(self, side):
        """Read the page in one's own language, type the name, tick the box."""
        placement = self.story.placement
        person = placement.worker if side == Party.WORKER else placement.host.signatory()
        with translation.override(person.language):
            reading = Reading(Agreement.of(placement), person)
            reading.agreement.sign(
                party=side,
                by=actor(placement, person, side),
                read=reading.read,
                member=person,
                name=reading.signed_name,
                capacity=reading.capacity,
                accepted=reading.sentence,
                address="127.0.0.1",
            )
        self.paper()

    def paper(self):
        self.story.world.agenda.soon(PAPER, make_missing)

    def attend(self):
        self.story.placement.attend(by=self.story.host)

    def issue(self):
        Certificate.issue(self.story.placement, by=self.story.host)
        self.paper()

    def end_early(self):
        placement = self.story.placement
        minutes = dict(zip(placement.dates(), self.entry["real_minutes"], strict=True))
        placement.end_early(by=self.story.host, reason=self.entry["reason"], minutes=minutes, note=self.entry["note"])

    def mark_absent(self):
        self.story.placement.mark_absent(by=self.story.host)

    def contest(self):
        self.story.placement.contest(by=self.story.worker, note=self.entry["note"])

    def cancel(self):
        self.story.placement.cancel(by=self.story.host, reason=self.entry["reason"], note=self.entry["note"])
