"""A clock that is turned forward: every action happens at its moment, and the regular work of each day in between."""

import datetime as dt
import heapq
from itertools import count

import time_machine
from django.utils import timezone

from exchange import jobs

MORNING = 8, 10  # hour and minute at which the regular work of a day is done


def moment(date, hour, minute=0):
    """An aware moment of a date, Brussels time."""
    return timezone.make_aware(dt.datetime.combine(date, dt.time(hour, minute)))


class Agenda:
    """What happens when. Actions may add further ones, never before the moment they run at.

    The regular work is done on the mornings that are entered: a thousand of them would take minutes.
    """

    def __init__(self):
        self.entries, self.order, self.dates = [], count(), set()

    def at(self, when, action, *args, **values):
        heapq.heappush(self.entries, (when, next(self.order), action, args, values))

    def soon(self, later, action):
        """Enter something for a while after the present moment of the turned clock."""
        self.at(timezone.now() + later, action)

    def mornings(self, *dates):
        self.dates.update(dates)

    def run(self, daily, after_each):
        """Turn the clock to each entry and call it, then `after_each`; call `daily` on the mornings.

        Raises ValueError where an entry lies ahead of the real present.
        """
        now = timezone.now()
        for date in self.dates:
            if moment(date, *MORNING) <= now:
                self.at(moment(date, *MORNING), daily)
        with time_machine.travel(now, tick=False) as clock:
            while self.entries:
                when, _order, action, args, values = heapq.heappop(self.entries)
                if when > now:
                    raise ValueError(f"{action} at {when} lies ahead")
                clock.move_to(when)
                action(*args, **values)
                after_each()


def regular_work():
    """The regular work of the apps as one function: reminders are gathered and mail leaves last."""
    functions = sorted(jobs.regular_work(), key=lambda work: work.__module__.startswith("exchange.notifications"))

    def work():
        for function in functions:
            function()

    return work
