"""Past immersions: recognised by host, sender, dates and worker. They count, and nobody is mailed or asked anything."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.members.models import Member, Organisation
from exchange.placements.models import PastImmersion, Placement
from exchange.placements.states import State
from exchange.programmes.models import Programme

from . import bulk, houses
from .columns.immersions import COLUMNS
from .labels import fold
from .numbers import date_text, hours_text
from .plan import Plan
from .values import agrees

TAKEN_PLACE = [State.COMPLETED, State.INTERRUPTED]
LONGEST_DAY = 16 * 60  # minutes
NOBODY = ("nobody",)  # the mark of an immersion of which nobody is named


@dataclass
class About:
    host: Organisation | None
    sender: Organisation | None
    worker: Member | None = None
    name: str = ""
    days: tuple = ()  # the first and the last date


class Immersions(Plan):
    columns = COLUMNS
    needed = ("host", "sender", "first_day", "last_day", "minutes")
    empty = gettext_lazy("This is empty. A past immersion needs it.")
    twice = gettext_lazy("This is the same immersion as in row %(row)s. If two people went, please write their names.")

    def load(self):
        """What is known of the hosts in this file: immersions of before, and those of the platform."""
        self.programme, self.houses = Programme.current(), houses.Houses()
        for line in self.lines:
            line.about = About(houses.meant(self, line, "host"), houses.meant(self, line, "sender"))
        hosts = {line.about.host.pk for line in self.lines if line.about.host}
        self.known = {}
        for row in PastImmersion.objects.filter(host__in=hosts).select_related("worker", "function", "host", "sender"):
            where = (row.host_id, row.sender_id, row.first_day, row.last_day)
            self.known.update({(*where, mark): row for mark in marks(row.worker, row.worker_name)})
        self.here = defaultdict(list)
        rows = Placement.objects.filter(offer__organisation__in=hosts, state__in=TAKEN_PLACE)
        for row in rows.select_related("offer", "worker").prefetch_related("days"):
            self.here[row.offer.organisation_id, row.sender_id].append(row)
        mails = {line.values["worker_mail"] for line in self.lines if "worker_mail" in line.values}
        self.people = {member.email: member for member in Member.objects.filter(email__in=mails)}

    def match(self, line):
        about, values = line.about, line.values
        if dates := values.get("dates"):
            values |= {"first_day": dates[0], "last_day": dates[-1]}
        if "dates" in line.told:
            line.told |= {"first_day", "last_day"}
        about.days = (values.get("first_day"), values.get("last_day"))
        about.name, mail = values.pop("worker_name", ""), values.pop("worker_mail", "")
        about.worker = self.people.get(mail)
        if mail and not about.worker:
            self.fault(line, "worker_mail", _("We know nobody with this address. Please write the name instead."))
        line.title = " → ".join(str(house) for house in (about.sender, about.host) if house)
        if not (about.host and about.sender and all(about.days)):
            return []
        where = (about.host.pk, about.sender.pk, *about.days)
        wanted = [(*where, mark) for mark in marks(about.worker, about.name)]
        line.found = next((self.known[key] for key in wanted if key in self.known), None)
        if not line.found:  # a name that was added since: the nameless one of these days gets it, and no second counts
            line.found = self.known.pop((*where, NOBODY), None)
        return wanted

    def check(self, line):
        about, (first, last) = line.about, line.about.days
        if about.host and about.host == about.sender:
            self.fault(line, "sender", _("Host and sender are the same organisation."))
        if not (first and last):
            return
        name = "dates" if "dates" in line.values else "last_day"
        if last < first:
            self.fault(line, name, _("The last day is before the first."))
        elif first == last or len(line.values.get("dates", (first, last))) < self.programme.minimum_dates:
            self.fault(line, name, _("An immersion lasts at least two days."))
        else:
            self.check_hours(line, (last - first).days + 1)
        if met := self.already_here(about):
            sentence = _("The platform knows this immersion already: %(number)s.")
            self.fault(line, "host", sentence % {"number": met.number})

    def check_hours(self, line, span):
        minutes, most = line.values.get("minutes"), LONGEST_DAY * len(line.values.get("dates", range(span)))
        if minutes is not None and minutes <= self.programme.full_day_minutes:
            sentence = _("An immersion lasts longer than one full day: more than %(hours)s.")
            self.fault(line, "minutes", sentence % {"hours": hours_text(self.programme.full_day_minutes)})
        elif minutes is not None and minutes > most:
            self.fault(line, "minutes", _("These are more hours than the days have. Please check."))

    def already_here(self, about):
        """A placement of the same sides and person that shares a date, so that nothing counts twice."""
        if not (about.host and about.sender):
            return None
        first, last = about.days
        for placement in self.here[about.host.pk, about.sender.pk]:
            person = not (about.worker or about.name) or marked(placement.worker) & marked(about.worker, about.name)
            if person and any(first <= day.date <= last for day in placement.days.all()):
                return placement
        return None

    def differing(self, line):
        row, values = line.found, columns(line)
        return {name: value for name, value in values.items() if not agrees(getattr(row, name), value)}

    def write(self):
        new = [line for line in self.to_write if not line.found]
        made = [PastImmersion(programme=self.programme, **columns(line)) for line in new]
        PastImmersion.keep(made)
        self.made = [row.pk for row in made]
        bulk.write(PastImmersion, [(line.found, line.changes) for line in self.to_write if line.found])

    @staticmethod
    def export():
        rows = PastImmersion.objects.select_related("host", "sender", "worker", "function")
        return map(cells_of, rows.order_by("first_day", "pk"))


def marks(worker, name):
    """What the person of an immersion is recognised by; one mark of nobody where nobody is named."""
    found = [("pk", worker.pk)] if worker else []
    return found + ([("name", fold(worker.name if worker else name))] if worker or name else []) or [NOBODY]


def marked(worker, name=""):
    return set(marks(worker, name))


def columns(line):
    """The columns that a line fills. Dates between the first and the last are kept where the file has them."""
    about, values = line.about, line.values
    found = {name: values[name] for name in ("function", "minutes") if name in values}
    found |= {"host": about.host, "sender": about.sender, "first_day": about.days[0], "last_day": about.days[1]}
    if "dates" in values or not line.found:
        found["dates"] = [day.isoformat() for day in values.get("dates", about.days)]
    if about.worker:
        found |= {"worker": about.worker, "worker_name": ""}
    elif about.name and not (line.found and line.found.worker):
        found["worker_name"] = about.name
    return found


def cells_of(row):
    """One immersion as a row of an export, in the order of COLUMNS."""
    dates = [dt.date.fromisoformat(day) for day in row.dates]
    mail = row.worker.email if row.worker and row.worker.has_mail else ""
    return [
        *houses.cells_of(row.host), *houses.cells_of(row.sender), date_text(row.first_day), date_text(row.last_day),
        "; ".join(map(date_text, dates)), hours_text(row.minutes),
        row.worker.name if row.worker else row.worker_name, mail, str(row.function or ""),
    ]  # fmt: skip
