"""Offers: recognised by organisation and title. A new one is a draft, which its host completes and publishes."""

import copy
import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import Offer, month_bits
from exchange.members.models import Member, Membership, Organisation
from exchange.members.states import State
from exchange.programmes.models import Programme, Twin
from exchange.programmes.texts import CODES, Texts

from . import bulk, houses
from .choices import BOTH
from .columns.offers import COLUMNS
from .labels import fold
from .plan import Plan
from .values import agrees

LISTS = tuple(field.name for field in Offer._meta.local_many_to_many)
TEXTS = tuple(column.name for column in COLUMNS if column.language)
NAMES = {"weekdays": WEEKDAYS, "months": MONTHS}


@dataclass
class About:
    house: Organisation | None
    contact: Member | None = None


class Offers(Plan):
    columns = COLUMNS
    needed = ("organisation", "title")
    empty = gettext_lazy("This is empty. A new offer needs it.")
    twice = gettext_lazy("This is the same offer as in row %(row)s. Please keep one.")

    def load(self):
        """The offers of the organisations in this file, and the people who work there."""
        self.programme, self.houses = Programme.current(), houses.Houses()
        for line in self.lines:
            line.about = About(houses.meant(self, line, "organisation"))
        theirs = {line.about.house.pk for line in self.lines if line.about.house}
        self.known, self.taken = defaultdict(list), set()
        for offer in known().filter(organisation__in=theirs).order_by("pk"):
            for mark in set(marks(offer.organisation, offer.title)):
                self.known[mark].append(offer)
        mails = {line.values["contact"] for line in self.lines if "contact" in line.values}
        rows = Membership.objects.current().filter(organisation__in=theirs, member__email__in=mails)
        self.people = {(row.organisation_id, row.member.email): row.member for row in rows.select_related("member")}

    def match(self, line):
        wanted = marks(line.about.house, line.values.get("title", {}))
        same = [offer for mark in wanted for offer in self.known[mark]]
        left = [offer for offer in same if offer.pk not in self.taken]  # of two with one title each has its row
        line.found = next(iter(left or same), None)
        self.taken.add(line.found and line.found.pk)
        line.title = Texts(line.values.get("title", {})).best()
        return [("pk", line.found.pk)] if line.found else wanted

    def check(self, line):
        house, values = line.about.house, line.values
        mail = values.get("contact")
        if mail and house and not (line.found and line.found.contact and line.found.contact.email == mail):
            values["contact"] = self.people.get((house.pk, mail))
            if not values["contact"]:
                self.fault(line, "contact", _("We know nobody in this organisation with this address."))
        elif mail:
            del values["contact"]
        if house and not line.found and house.state == State.LEFT:
            self.fault(line, "organisation", _("This organisation has left the exchange. It can’t offer places."))
        self.check_dates(line)
        if "asked_level" in values and "asked_language" not in line.told and not resulting(line, "asked_language"):
            self.fault(line, "asked_language", _("Choose the language for this level."))
        self.check_length(line)

    def check_dates(self, line):
        """The least days and the most, where the row says one of them; the other may be what we have."""
        said = [name for name in ("maximum_dates", "minimum_dates") if name in line.values]
        least, most = resulting(line, "minimum_dates"), resulting(line, "maximum_dates")
        if said and least and most and most < least:
            self.fault(line, said[0], _("The most days are fewer than the least."))

    def check_length(self, line):
        """What is shown keeps the rule of all: longer than a full day. A draft is asked when it is published."""
        if not line.found or line.found.state == Offer.State.DRAFT:
            return
        after = copy.copy(line.found)
        for name, value in line.values.items():
            if name in {"starts", "ends", "break_minutes", "minimum_dates"}:
                setattr(after, name, value)
        if is_short(after) and not is_short(line.found):
            name = next(name for name in ("ends", "starts", "minimum_dates", "break_minutes") if name in line.values)
            self.fault(line, name, _("An immersion lasts longer than one full day. Add days or hours."))

    def differing(self, line):
        found = {}
        for name, value in line.values.items():
            kept = getattr(line.found, name)
            if set(value) == set(kept.all()) if name in LISTS else agrees(kept, value):
                continue
            found[name] = Texts({**kept, **value}) if name in TEXTS else value
        found.pop("organisation", None)
        return found

    def write(self):
        pairs = [(line.found or Offer(programme=self.programme), settled(line.changes)) for line in self.to_write]
        bulk.write(Offer, pairs, lists=LISTS)
        twins, rows = Twin.objects.groups(), known().filter(pk__in=[offer.pk for offer, _values in pairs])
        again = [(offer, {"search_text": offer.words(twins)}) for offer in rows]
        bulk.write(Offer, again)

    @staticmethod
    def export():
        return map(cells_of, known().exclude(organisation__state=State.REJECTED).order_by("organisation", "pk"))


def known():
    """All offers that are not put away, with what is compared and searched."""
    one = [field.name for field in Offer._meta.local_fields if field.is_relation and field.name != "organisation"]
    place = [f"organisation__{name}" for name in ("sector", "structure")]
    return Offer.objects.exclude(state=Offer.State.ARCHIVED).select_related(*one, *place).prefetch_related(*LISTS)


def resulting(line, name):
    """What an offer will have: the value of the row, else what we have."""
    return line.values.get(name) or getattr(line.found, name, None)


def is_short(offer):
    return bool(offer.starts and offer.ends) and offer.total_minutes() <= offer.programme.full_day_minutes


def marks(house, title):
    return [(house.pk, fold(text)) for text in title.values() if house and text]


def settled(changes):
    """The columns to write, with the one that finding by month reads."""
    return changes | ({"months_mask": month_bits(changes["months"])} if "months" in changes else {})


def cells_of(offer):
    """One offer as a row of an export, in the order of COLUMNS."""
    rest = [cell_of(offer, column) for column in COLUMNS if not column.name.startswith("organisation")]
    return [*houses.cells_of(offer.organisation), *rest]


def cell_of(offer, column):
    value = getattr(offer, column.name)
    if column.language in CODES:
        return value.get(column.language, "")
    if column.name in LISTS:
        return "; ".join(str(term) for term in value.all())
    if column.name in NAMES:
        return "; ".join(str(NAMES[column.name][number]) for number in value)
    if column.name == "contact":
        return value.email if value and value.has_mail else ""
    if column.name == "travel_costs":
        return offer.get_travel_costs_display() if value else ""
    if isinstance(value, bool):
        return str(dict(BOTH)[value])
    return f"{value:%H:%M}" if isinstance(value, dt.time) else "" if value is None else str(value)
