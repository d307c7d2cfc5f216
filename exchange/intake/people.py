"""People: one row for each person in an organisation, recognised by mail, else by name within it.

Roles are given, never taken away, and who has left is not brought back. Nobody is mailed.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.members.models import Member, Membership, Organisation
from exchange.members.states import State

from . import bulk, houses
from .columns.people import COLUMNS
from .labels import fold
from .plan import Plan
from .values import agrees

OF_PLACE = {"organisation", "roles", "status"}  # the other columns are about the person


@dataclass
class About:
    """Whom a line is about: the person we have, and a key that is the same in each line about one person."""

    house: Organisation | None
    member: Member | None = None
    key: tuple = ()


class People(Plan):
    columns = COLUMNS
    needed = ("first_name", "last_name", "organisation")
    empty = gettext_lazy("This is empty. A new person needs it.")
    twice = gettext_lazy("This is the same person and organisation as in row %(row)s. Please keep one.")

    def load(self):
        """The people of the organisations in this file, also who left, and those with an address in it."""
        self.houses, self.said = houses.Houses(), {}
        for line in self.lines:
            line.about = About(houses.meant(self, line, "organisation"))
        theirs = {line.about.house.pk for line in self.lines if line.about.house}
        self.places, self.by_name = {}, defaultdict(dict)
        for row in placed().filter(organisation__in=theirs).order_by("-ended_at", "pk"):
            if (row.member_id, row.organisation_id) not in self.places or row.ended_at is None:
                self.places[row.member_id, row.organisation_id] = row
            self.by_name[row.organisation_id, name_of(row.member)][row.member_id] = row.member
        mails = {line.values["email"] for line in self.lines if "email" in line.values}
        known = Member.objects.filter(email__in=mails).select_related("function").prefetch_related("spoken")
        self.by_mail = {member.email: member for member in known}

    def match(self, line):
        about, values = line.about, line.values
        written = fold(f"{values.get('first_name', '')} {values.get('last_name', '')}")
        about.member = self.member(line, written)
        if about.member:
            about.key = ("pk", about.member.pk)
            line.found = about.house and self.places.get((about.member.pk, about.house.pk))
        elif "email" in values:
            about.key = ("mail", values["email"])
        else:
            about.key = ("name", about.house and about.house.pk, written or line.number)
        if about.member:
            self.name(line, written)
        names = [values.get("first_name", ""), values.get("last_name", "")]
        line.title = " ".join(filter(None, names)) or values.get("email", "")
        return [(about.key, about.house.pk)] if about.house else []

    def name(self, line, written):
        """A name that differs in capitals or accents alone is ours; so is one that the file leaves out."""
        for name in {"first_name", "last_name"} - line.told:
            if name not in line.values or written == name_of(line.about.member):
                line.values[name] = getattr(line.about.member, name)

    def member(self, line, written):
        """The person meant, or None for somebody new."""
        mail, house = line.values.get("email"), line.about.house
        if mail in self.by_mail:
            return self.by_mail[mail]
        same = list(self.by_name[house.pk, written].values()) if house and written else []
        if mail and any(member.has_mail for member in same):
            self.fault(line, "email", _("Somebody of this name is here with another address. Please write that one."))
        elif len(same) > 1:
            self.fault(line, "last_name", _("Several people here bear this name. Please add the e-mail address."))
        elif same:
            return same[0]
        return None

    def check(self, line):
        about, values = line.about, line.values
        for name in values.keys() - OF_PLACE:
            said = fold(values[name]) if name in {"first_name", "last_name"} else values[name]
            row, before = self.said.setdefault((about.key, name), (line.number, said))
            if before != said:
                sentence = _("Row %(row)s says something else about the same person. Please make them agree.")
                self.fault(line, name, sentence % {"row": row})
        self.check_place(line)
        reached = "email" in values or (about.member and about.member.has_mail)
        if set(values.get("roles", ())) - {"worker"} and not reached and "email" not in line.told:
            self.fault(line, "roles", _("Who has a role needs an e-mail address. Please add it."))

    def check_place(self, line):
        house = line.about.house
        if line.found and line.found.ended_at:
            sentence = _("%(name)s has left this organisation. Please invite this person again from its page.")
            self.fault(line, "organisation", sentence % {"name": line.about.member.name})
        elif house and not line.found and house.state == State.LEFT:
            self.fault(line, "organisation", _("This organisation has left the exchange. Nobody can join it."))

    def differing(self, line):
        member, found = line.about.member, {}
        for name, value in line.values.items():
            if name == "roles":
                value = [role for role in value if role != "worker" and not getattr(line.found, role)]
                found |= {name: value} if value else {}
            elif name == "spoken":
                found |= {} if set(value) == set(member.spoken.all()) else {name: value}
            elif name != "organisation":
                same = agrees(getattr(line.found if name in OF_PLACE else member, name), value)
                found |= {} if same else {name: value}
        return found

    def write(self):
        people = {}
        for line in self.to_write:
            _row, values = people.setdefault(line.about.key, (line.about.member or fresh(line), {}))
            values.update({name: value for name, value in line.changes.items() if name not in OF_PLACE})
            values.update({"has_mail": True} if "email" in line.changes else {})
        bulk.write(Member, people.values(), lists=("spoken",))
        places = [(self.place(line, people[line.about.key][0]), rights(line)) for line in self.to_write]
        bulk.write(Membership, places)
        led = {row.organisation_id for row, values in places if "is_reference" in values}
        Organisation.objects.filter(pk__in=led).update(without_reference_since=None)

    @staticmethod
    def place(line, member):
        return line.found or Membership(member=member, organisation=line.about.house)

    @staticmethod
    def export():
        return map(cells_of, placed().filter(ended_at=None).exclude(organisation__state=State.REJECTED))


def placed():
    rows = Membership.objects.select_related("member__function", "organisation").prefetch_related("member__spoken")
    return rows.order_by("organisation", "pk")


def name_of(member):
    return fold(f"{member.first_name} {member.last_name}")


def fresh(line):
    """A person we did not know, in the language of the organisation; without an address its reference person acts."""
    language = line.about.house.mail_language()
    if "email" in line.values:
        return Member(language=language)
    return Member(language=language, email=Member.objects.nowhere(), has_mail=False)


def rights(line):
    """What a line changes in a membership."""
    status = {"status": line.changes["status"]} if "status" in line.changes else {}
    return status | {role: True for role in line.changes.get("roles", ()) if role != "worker"}


def cells_of(place):
    """One membership as a row of an export, in the order of COLUMNS."""
    person = place.member
    return [
        person.first_name, person.last_name, person.email if person.has_mail else "",
        *houses.cells_of(place.organisation),
        "; ".join(map(str, place.roles)), place.get_status_display(), str(person.function or ""),
        person.function_title, "; ".join(map(str, person.spoken.all())), person.phone, person.get_language_display(),
    ]  # fmt: skip
