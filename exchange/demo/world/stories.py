"""One immersion of the demo world, from the request to how it stands today."""

import datetime as dt
from types import SimpleNamespace

from catalogue.models import Offer
from exchange.members.models import Organisation
from exchange.placements.models import Placement
from exchange.placements.states import State

from .clock import moment
from .dates import dates_of, days_of, soon_after
from .people import terms
from .visits import Visit

ASKED_BEFORE = 45  # days before the first day, where the entry names none
CONSENT_AFTER, ANSWER_AFTER, EARLY_AFTER = 3, 7, 2  # days after asking
LATELY = 60  # days; what is older needs fewer mornings with regular work
GOES_ON = {"confirmed", "ready", "completed", "interrupted", "no_show", "cancelled"}
WORDS = ("motivation", "own_goal", "word_to_maya", "has_spoken", "own_insurance")


class Story:
    """Enters into the agenda what the entry of a placement tells; each step looks the placement up anew."""

    def __init__(self, world, entry, number):
        self.world, self.entry, self.number = world, entry, number
        self.host_entry = world.entry_of(entry["host"])
        self.dates = self.dates_in(entry, "week", "weekdays", "open_days")
        self.pk = None

    def dates_in(self, entry, week, weekdays, open_days=""):
        facts = SimpleNamespace(**self.host_entry["offer"])
        given = {"week": entry.get(week), "weekdays": entry.get(weekdays, ()), "open_days": entry.get(open_days, ())}
        return dates_of(facts, self.world.today, **given)

    @property
    def placement(self):
        return Placement.objects.get(pk=self.pk)

    @property
    def host(self):
        """Who answers for the host on the day of the step."""
        return self.placement.host.leading().first()

    @property
    def worker(self):
        return self.world.people[self.entry["worker"]]

    def before_today(self, days):
        return self.world.today - dt.timedelta(days=days)

    def on(self, date, hour, minute, action, *args):
        self.world.agenda.at(moment(date, hour, minute), action, *args)

    def plan(self):
        entry, state = self.entry, self.entry["state"]
        if state == State.DRAFT:
            self.on(self.before_today(1), 11, 5, self.draft)
            return
        before = entry.get("asked_days_before", ASKED_BEFORE)
        asked = self.dates[0] - dt.timedelta(days=before)
        if "asked_days_ago" in entry:
            asked = self.before_today(entry["asked_days_ago"])
        self.on(asked, 9, 30, self.ask)
        self.plan_mornings(asked)
        if state not in {State.EMPLOYER_PENDING, State.DECLARED}:
            self.on(soon_after(asked, CONSENT_AFTER), 11, 20, self.consent)
        self.plan_answer(asked, state)

    def plan_mornings(self, asked):
        """The mornings on which the regular work has something to say about this placement."""
        first, last = self.dates[0], self.dates[-1]
        around = [(last, 1)]
        if last > self.before_today(LATELY):
            around += [(first, -7), (first, -1), (last, 8), (last, 15)]
            around += [(asked, days) for days in ((6,) if self.entry["state"] in GOES_ON else (6, 11, 15, 21, 22))]
        self.world.agenda.mornings(*(date + dt.timedelta(days=days) for date, days in around))

    def plan_answer(self, asked, state):
        entry = self.entry
        answered = soon_after(asked, ANSWER_AFTER)
        if "answered_days_ago" in entry:
            answered = self.before_today(entry["answered_days_ago"])
        elif self.number % 4 == 1:
            self.on(soon_after(asked, EARLY_AFTER), 10, 45, self.accept_early)
        if state == State.REFUSED:
            self.on(answered, 14, 10, self.refuse)
        if state == State.NEGOTIATING:
            self.on(answered, 14, 10, self.propose)
        if state in GOES_ON:
            self.on(answered, 14, 10, self.accept)
            Visit(self, answered).plan()
        spoken_of = asked + dt.timedelta(days=1) if state == State.REQUESTED else answered
        for number, message in enumerate(entry.get("message", ())):
            self.on(spoken_of, 14 + number, 35, self.say, message)

    def draft(self):
        offer = Offer.objects.get(pk=self.world.offers[self.entry["host"]])
        placement = Placement.draft(
            by=self.world.people[self.entry["by"]] if self.entry["state"] == State.DRAFT else self.worker,
            worker=self.worker,
            offer=offer,
            sender=self.worker.organisations().get(),
            days=days_of(offer, self.dates, self.entry.get("times", ())),
            goals=terms("goal", self.entry.get("goals", ())),
            agreement_language=self.paper_language(offer.organisation),
            **{name: self.entry[name] for name in WORDS if name in self.entry},
        )
        self.pk = placement.pk

    def paper_language(self, host):
        """The language of the agreement: the host's, or the worker's where the host has both."""
        return self.worker.language if host.language_role == Organisation.Role.BI else host.language_role.lower()

    def ask(self):
        self.draft()
        placement = self.placement
        verb = placement.declare if self.entry["state"] == State.DECLARED else placement.ask
        verb(by=self.worker)

    def consent(self):
        placement = self.placement
        if placement.awaits_consent:
            approver = placement.sender.approvers().first()
            placement.consent(by=approver, name=approver.name, function=approver.function_text)

    def accept_early(self):
        """The host says yes before the employer."""
        placement = self.placement
        if placement.state == State.REQUESTED and placement.awaits_consent and self.entry["state"] in GOES_ON:
            placement.accept(by=self.host)

    def accept(self):
        placement = self.placement
        if placement.state == State.REQUESTED:
            placement.accept(by=self.host)

    def refuse(self):
        self.placement.refuse(by=self.host, reason=self.entry["reason"], note=self.entry["note"])

    def propose(self):
        placement = self.placement
        dates = self.dates_in(self.entry, "proposed_week", "proposed_weekdays")
        placement.propose_dates(by=self.host, sets=[days_of(placement.offer, dates)])

    def say(self, message):
        by = self.host if message["by"] == "host" else self.worker
        self.placement.say(by=by, text=message["text"])
