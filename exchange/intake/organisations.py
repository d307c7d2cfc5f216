"""A table of organisations held against those we have: what is new, changed, the same or wrong; then written."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from exchange.members import places
from exchange.members.models import Organisation
from exchange.members.states import State
from exchange.programmes.models import Term
from exchange.programmes.texts import CODES, Texts
from exchange.programmes.workdays import today

from .cells import Wrong
from .columns import BY_KEY, COLUMNS
from .labels import Labels, fold
from .values import text

NEEDED = ("sector", "structure", "postcode")  # of an organisation we don't have yet
TEXTS = ("name", "whom_we_receive", "how_to_refer", "whom_to_call")
KINDS = {column.kind for column in COLUMNS if column.kind}


@dataclass(frozen=True)
class Fault:
    """What is wrong: at which cell as a spreadsheet names it, and what to do."""

    cell: str
    heading: str
    sentence: str


@dataclass
class Line:
    """One row of the file. `outcome`: new, changed, same or wrong."""

    number: int
    values: dict = field(default_factory=dict)
    faults: list = field(default_factory=list)
    organisation: Organisation | None = None
    outcome: str = ""

    @property
    def title(self):
        name = self.values.get("name") or (self.organisation and self.organisation.name) or Texts()
        return name.best()


class Plan:
    """What bringing in these rows would do. Empty cells leave what we have."""

    def __init__(self, rows, mapping):
        self.headings, self.mapping = rows[0].cells, {int(place): BY_KEY[key] for place, key in mapping.items()}
        self.labels = {kind: Labels(kind) for kind in KINDS}
        self.known = Known()
        self.lines = [self.line(row) for row in rows[1:]]
        counts = Counter(line.outcome for line in self.lines)
        self.counts = {outcome: counts[outcome] for outcome in ("new", "changed", "same", "wrong")}

    @property
    def wrong(self):
        return [line for line in self.lines if line.outcome == "wrong"]

    @property
    def to_write(self):
        return [line for line in self.lines if line.outcome in {"new", "changed"}]

    def line(self, row):
        line = Line(row.number)
        for place, column in self.mapping.items():
            cell = row.cells[place] if place < len(row.cells) else None
            if text(cell):
                self.read(line, place, column, cell)
        self.settle(line)
        return line

    def read(self, line, place, column, cell):
        try:
            value = column.read(cell, self.labels, column)
        except Wrong as wrong:
            where = f"{get_column_letter(place + 1)}{line.number}"
            line.faults.append(Fault(where, text(self.headings[place]), wrong.sentence))
            return
        if column.language:
            line.values.setdefault(column.name, Texts())[column.language] = value
        else:
            line.values[column.name] = value

    def settle(self, line):
        """Find the organisation the line is about, then say what would become of it."""
        line.organisation, before = self.known.match(line)
        if before:
            sentence = _("This is the same organisation as in row %(row)s. Please keep one.") % {"row": before}
            line.faults.append(Fault(str(line.number), "", sentence))
        self.place(line)
        if not line.organisation:
            self.ask_needed(line)
        self.refuse_closed(line)
        known = "changed" if line.organisation and changes(line) else "same"
        line.outcome = "wrong" if line.faults else known if line.organisation else "new"

    def place(self, line):
        """Postcode and town become the municipality; a town alone must fit the postcode we have."""
        town = line.values.pop("town", "")
        code = line.values.get("postcode") or (line.organisation and line.organisation.postcode)
        if not code or not (town or "postcode" in line.values):
            return
        covered = places.sharing(code)
        named = [each for each in covered if fold(town) in names_of(each)]
        kept = line.organisation.municipality.get("fr") if line.organisation else None
        place = next((each for each in named or covered if each.name_fr == kept), (named or covered)[0])
        line.values["municipality"] = Texts(fr=place.name_fr, nl=place.name_nl)

    def refuse_closed(self, line):
        """A closed entry stays where it is; nobody new gets it."""
        for name, value in (changes(line) if line.organisation else line.values).items():
            for term in value if name == "publics" else [value]:
                if isinstance(term, Term) and not term.is_open:
                    sentence = _("“%(words)s” is no longer in our list. The template shows the list.")
                    line.faults.append(Fault(self.where(line, name), self.heading(name), sentence % {"words": term}))

    def where(self, line, name):
        """The cell of a column, or the row where the file has no such column."""
        place = next((place for place, column in self.mapping.items() if column.name == name), None)
        return str(line.number) if place is None else f"{get_column_letter(place + 1)}{line.number}"

    def heading(self, name):
        """As the file calls the column, else as we do."""
        place = next((place for place, column in self.mapping.items() if column.name == name), None)
        return str(Organisation._meta.get_field(name).verbose_name) if place is None else text(self.headings[place])

    def ask_needed(self, line):
        told = {fault.cell for fault in line.faults}
        for name in ("name", *NEEDED):
            if not line.values.get(name) and (self.where(line, name) not in told or name not in self.names()):
                sentence = _("This is empty. A new organisation needs it.")
                line.faults.append(Fault(self.where(line, name), self.heading(name), sentence))

    def names(self):
        return {column.name for column in self.mapping.values()}

    def write(self):
        """Write every line; call it within a transaction, and only when nothing is wrong."""
        for line in self.to_write:
            write(line)


def names_of(place):
    return {fold(name) for name in (place.name_fr, place.name_nl, *place.other.split("|")) if name}


class Known:
    """The organisations we have, by enterprise number, else by name and postcode; and which row spoke of which."""

    def __init__(self):
        rows = Organisation.objects.exclude(state=State.APPLIED, mail_confirmed_at=None)
        self.by_key, self.seen = {}, {}
        for organisation in rows.select_related("sector", "structure").prefetch_related("publics").order_by("-pk"):
            self.by_key.update(dict.fromkeys(keys(organisation.enterprise_number, organisation.name,
                                                  organisation.postcode), organisation))  # fmt: skip

    def match(self, line):
        """The organisation meant, and the number of an earlier row about the same one."""
        values = line.values
        wanted = keys(values.get("enterprise_number"), values.get("name"), values.get("postcode"))
        found = next((self.by_key[key] for key in wanted if self.fits(key, values)), None)
        marks = [("pk", found.pk)] if found else wanted
        before = next((self.seen[mark] for mark in marks if mark in self.seen), None)
        self.seen.update({mark: self.seen.get(mark, line.number) for mark in marks})
        return found, before

    def fits(self, key, values):
        """Two sites of one name and postcode with different numbers are two organisations."""
        found, number = self.by_key.get(key), values.get("enterprise_number")
        return bool(found) and (len(key) == 1 or not (number and found.enterprise_number not in {"", number}))


def keys(number, name, postcode):
    """What an organisation is recognised by, the surest first."""
    own = [(number,)] if number else []
    return own + [(fold(text), postcode) for text in (name or {}).values() if text and postcode]


def changes(line):
    """The columns that differ from what we have."""
    pairs = ((name, changed(line.organisation, name, value)) for name, value in line.values.items())
    return {name: value for name, value in pairs if value is not None}


def changed(organisation, name, value):
    """The value to write, or None when we have it already. A commitment only changes who is invited."""
    if name == "committed_on":
        return value if organisation.state == State.INVITED else None
    if name == "publics":
        same = {term.pk for term in value} == {term.pk for term in organisation.publics.all()}
        return None if same else value
    kept = getattr(organisation, name)
    wanted = Texts({**kept, **value}) if name in TEXTS else value
    return None if wanted == kept else wanted


def write(line):
    """One organisation, new or changed. A signed commitment makes a member of it; without one it is invited."""
    found = changes(line) if line.organisation else dict(line.values)
    organisation = line.organisation or Organisation(state=State.INVITED, mail_confirmed_at=timezone.now())
    publics, committed = found.pop("publics", None), found.pop("committed_on", None)
    if committed:
        found |= membership(committed)
    for name, value in found.items():
        setattr(organisation, name, value)
    organisation.save()
    if publics is not None:
        organisation.publics.set(publics)


def membership(day):
    """A member since the day of its commitment on paper. Nobody answers for it yet: Maya's desk says so."""
    moment = timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
    dates = dict.fromkeys(("applied_at", "mail_confirmed_at", "welcomed_at"), moment)
    return {"state": State.ACTIVE, "without_reference_since": today(), **dates}


def cells_of(organisation):
    """One organisation as a row of an export, in the order of COLUMNS."""
    return [cell_of(organisation, column) for column in COLUMNS]


def cell_of(organisation, column):
    if column.key == "town":
        return organisation.municipality.best()
    if column.key == "committed_on":
        joined = organisation.welcomed_at
        return f"{timezone.localtime(joined):%d/%m/%Y}" if joined else ""
    if column.key == "enterprise_number":
        return organisation.enterprise_number_text
    value = getattr(organisation, column.name)
    if column.language in CODES:
        return value.get(column.language, "")
    if column.key == "publics":
        return "; ".join(str(term) for term in value.all())
    return "" if value is None else str(value)
