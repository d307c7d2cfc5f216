"""What follows from the dates of a placement: nothing of it is stored."""

import datetime as dt

from django.utils import timezone

from exchange.programmes.workdays import months_earlier, today, working_days_between

from .. import words
from ..states import State

MORNING = dt.timedelta(days=1)
MONTHS_AHEAD = 18  # a date beyond them is a mistyped year
LEAST_MINUTES = 60  # to certify; domain.md 7.3: "at least one hour was done"


def last_possible_date():
    """The last date for which one can ask today."""
    return months_earlier(today(), -MONTHS_AHEAD)


def is_longer_than_a_day(programme, minutes):
    """The one rule for all: more than a full day, over at least two dates. `minutes` has one number per date."""
    dates = sum(number > 0 for number in minutes)
    return sum(minutes) > programme.full_day_minutes and dates >= programme.minimum_dates


class DayTimes:
    """The times of one date; mixed into `PlacementDay`. Minutes are without the break."""

    @property
    def is_night(self):
        """Whether the shift ends on the next morning."""
        return self.ends <= self.starts

    @property
    def starts_at(self):
        return timezone.make_aware(dt.datetime.combine(self.date, self.starts))

    @property
    def ends_at(self):
        last = self.date + MORNING if self.is_night else self.date
        return timezone.make_aware(dt.datetime.combine(last, self.ends))

    @property
    def planned_minutes(self):
        """By the clock on the wall, also in the night when it is changed."""
        start, end = (dt.timedelta(hours=time.hour, minutes=time.minute) for time in (self.starts, self.ends))
        span = end - start + (MORNING if self.is_night else dt.timedelta())
        return max(int(span.total_seconds()) // 60 - self.break_minutes, 0)

    @property
    def hours_text(self):
        return words.hours_of_day(self.starts, self.ends)

    @property
    def day_text(self):
        return words.day_text(self.date)

    @property
    def known_minutes(self):
        """The minutes done where somebody has said them, else those planned; none on a day that is still to come."""
        if self.real_minutes is not None:
            return self.real_minutes
        return 0 if self.is_to_come else self.planned_minutes

    @property
    def is_to_come(self):
        return self.date > today()

    @property
    def minutes_text(self):
        """The hours done where the host has said them, else the hours planned."""
        return words.hours_text(self.planned_minutes if self.real_minutes is None else self.real_minutes)


class Dated:
    """First and last day, hours, and where a placement stands in time; mixed into `Placement`."""

    def dates(self):
        return [day.date for day in self.days.all()]

    @property
    def first_day(self):
        """None while a postponed placement has no dates."""
        return min(self.dates(), default=None)

    @property
    def last_day(self):
        return max(self.dates(), default=None)

    @property
    def starts_at(self):
        return min((day.starts_at for day in self.days.all()), default=None)

    @property
    def ends_at(self):
        return max((day.ends_at for day in self.days.all()), default=None)

    @property
    def has_started(self):
        return bool(self.starts_at) and self.starts_at <= timezone.now()

    @property
    def has_ended(self):
        return bool(self.ends_at) and self.ends_at <= timezone.now()

    @property
    def ended_on(self):
        """The day on which it was over: the last day, or the day on which it ended early. None without dates."""
        last = self.last_day
        if last and self.state == State.INTERRUPTED:
            return min(last, timezone.localdate(self.moved_at))
        return last

    @property
    def in_progress(self):
        return self.state == State.READY and self.has_started and not self.has_ended

    def planned_minutes(self):
        return sum(day.planned_minutes for day in self.days.all())

    def real_minutes(self):
        """What the host confirmed, over all dates; None before that."""
        known = [day.real_minutes for day in self.days.all() if day.real_minutes is not None]
        return sum(known) if known else None

    @property
    def can_be_certified(self):
        """Whether enough was done for a certificate, also after an early end, and Maya has nothing against it."""
        is_over = self.state in {State.COMPLETED, State.INTERRUPTED} and not self.waits_for_hours
        return is_over and self.is_enough_to_certify

    @property
    def is_enough_to_certify(self):
        return (self.real_minutes() or 0) >= LEAST_MINUTES and self.may_be_certified

    @property
    def may_be_certified(self):
        """Where the agreement was signed after the start, Maya says whether a certificate may follow."""
        return not self.signed_late or self._late_word() == "allow_certificate"

    @property
    def waits_for_late_word(self):
        """Signed after the start, and Maya has not said yet whether a certificate may follow."""
        return self.signed_late and not self._late_word()

    def _late_word(self):
        """What Maya said since the last late signature; an empty text before."""
        for event in reversed(list(self.events.all())):
            if event.name in {"allow_certificate", "withhold_certificate"}:
                return event.name
            if event.name == "sign":
                break
        return ""

    @property
    def hours_text(self):
        real = self.real_minutes()
        return words.hours_text(self.planned_minutes() if real is None else real)

    @property
    def total_text(self):
        """The hours as they stand beside times of the day."""
        real = self.real_minutes()
        return words.in_all(self.planned_minutes() if real is None else real)

    def days_now(self):
        """The days that count: those planned; once the host has said the hours, those on which the worker was there.

        What people read is made of these. Calendars, free places and the agreement keep to the plan: `days`, `dates()`.
        """
        days = list(self.days.all())
        return [day for day in days if day.real_minutes] or days

    @property
    def dates_text(self):
        """With the times of the day, unless the worker was there for other hours than planned."""
        days = self.days_now()
        as_planned = all(day.real_minutes in {None, day.planned_minutes} for day in days)
        return words.dates_text(days) if as_planned else self.days_text

    @property
    def days_text(self):
        """The dates without their hours."""
        dates = [day.date for day in self.days_now()]
        return words.days_text(dates) if dates else words.dates_text([])

    @property
    def length_text(self):
        """'Two days'; empty while there are no dates."""
        days = self.days_now()
        return words.number_of_days(len(days)) if days else ""

    @property
    def proposal(self):
        """The dates that one side proposes now, the last of them; None where nobody does."""
        proposals = [row for row in self.date_sets.all() if row.is_open]
        return proposals[-1] if proposals else None

    def is_short_notice(self, day=None):
        """Whether a cancellation on this day (default: today) is late: too few working days before the first."""
        first = self.first_day
        notice = self.programme.late_cancellation_working_days
        return bool(first) and working_days_between(day or today(), first) < notice

    @property
    def is_late_cancellation(self):
        """Cancelled less than 3 working days before; counted apart."""
        event = self.cancellation
        return bool(event) and self.is_short_notice(timezone.localdate(event.at))

    @property
    def cancellation(self):
        """The event that called it off, or None."""
        events = [event for event in self.events.all() if event.name == "cancel"]
        return events[-1] if events and self.state == State.CANCELLED else None

    @property
    def is_long_enough(self):
        """Whether it is longer than one full day; by the hours done once the host has said them."""
        minutes = [day.planned_minutes if day.real_minutes is None else day.real_minutes for day in self.days.all()]
        return is_longer_than_a_day(self.programme, minutes)
