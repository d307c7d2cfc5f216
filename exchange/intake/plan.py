"""A table held against what we have: what is new, changed, the same or wrong; then written. One subclass per kind."""

from abc import ABC, abstractmethod
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from exchange.programmes.models import Term
from exchange.programmes.texts import Texts

from .cells import Wrong
from .labels import Labels
from .values import text

OUTCOMES = ("new", "changed", "same", "wrong")


@dataclass(frozen=True)
class Fault:
    """What is wrong: at which cell as a spreadsheet names it, and what to do."""

    cell: str
    heading: str
    sentence: str


@dataclass
class Line:
    """One row of the file. `found` is the row we have; `outcome`: new, changed, same or wrong."""

    number: int
    values: dict = field(default_factory=dict)
    faults: list = field(default_factory=list)
    found: Model | None = None
    changes: dict = field(default_factory=dict)
    outcome: str = ""
    title: str = ""
    told: set = field(default_factory=set)  # the columns of which something is said
    about: Any = None  # what else its kind needs to write it


class Plan(ABC):
    """What bringing in these rows would do. Empty cells leave what we have."""

    columns = ()
    needed = ()  # of a row we don't have yet
    empty = ""  # what to say where one is missing
    twice = ""  # where two rows are about the same
    made = ()  # keys of the new rows once written, where they can be taken back

    def __init__(self, rows, mapping, tell=lambda done: None):
        by_key = {column.key: column for column in self.columns}
        self.headings = rows[0].cells
        self.mapping = {int(place): by_key[key] for place, key in mapping.items() if key in by_key}
        self.labels = {kind: Labels(kind) for kind in sorted({column.kind for column in self.columns} - {""})}
        self.seen = {}
        self.lines = [self.line(row) for row in rows[1:] if row.cells != self.headings]  # a list may repeat them
        self.load()
        for done, line in enumerate(self.lines, start=1):
            self.settle(line)
            tell(done)
        counts = Counter(line.outcome for line in self.lines)
        self.counts = {outcome: counts[outcome] for outcome in OUTCOMES}

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
        return line

    def read(self, line, place, column, cell):
        try:
            value = column.read(cell, self.labels, column)
        except Wrong as wrong:
            where = f"{get_column_letter(place + 1)}{line.number}"
            line.faults.append(Fault(where, text(self.headings[place]), wrong.sentence))
            line.told.add(column.name)
            return
        if column.language:
            line.values.setdefault(column.name, Texts())[column.language] = value
        else:
            line.values[column.name] = value

    @abstractmethod
    def load(self):
        """Fetch what we have, in a number of queries that doesn't grow with the rows."""

    @abstractmethod
    def match(self, line):
        """Set `line.found` and `line.title`; return the marks by which an earlier row about the same one is known."""

    @abstractmethod
    def check(self, line):
        """Add what its kind finds wrong."""

    @abstractmethod
    def differing(self, line):
        """The values that differ from those of `line.found`."""

    @abstractmethod
    def write(self):
        """Write every line; call it within a transaction, and only when nothing is wrong."""

    def settle(self, line):
        """Find what the line is about, then say what would become of it."""
        marks = self.match(line)
        before = next((self.seen[mark] for mark in marks if mark in self.seen), None)
        self.seen.update({mark: self.seen.get(mark, line.number) for mark in marks})
        if before:
            line.faults.append(Fault(str(line.number), "", self.twice % {"row": before}))
        self.check(line)
        if not line.found:
            self.ask_needed(line)
        line.changes = self.differing(line) if line.found else dict(line.values)
        self.refuse_closed(line)
        known = "changed" if line.changes else "same"
        line.outcome = "wrong" if line.faults else known if line.found else "new"

    def refuse_closed(self, line):
        """A closed entry stays where it is; nobody new gets it."""
        for name, value in line.changes.items():
            for term in value if isinstance(value, list) else [value]:
                if isinstance(term, Term) and not term.is_open:
                    sentence = _("“%(words)s” is no longer in our list. The template shows the list.")
                    self.fault(line, name, sentence % {"words": term})

    def fault(self, line, name, sentence):
        line.faults.append(Fault(self.where(line, name), self.heading(name), sentence))
        line.told.add(name)

    def where(self, line, name):
        """The cell of a column, or the row where the file has no such column."""
        place = next((place for place, column in self.mapping.items() if column.name == name), None)
        return str(line.number) if place is None else f"{get_column_letter(place + 1)}{line.number}"

    def heading(self, name):
        """As the file calls the column, else as we do."""
        place = next((place for place, column in self.mapping.items() if column.name == name), None)
        if place is None:
            return str(next(column.label for column in self.columns if column.name == name))
        return text(self.headings[place])

    def ask_needed(self, line):
        for name in self.needed:
            if not line.values.get(name) and name not in line.told:
                self.fault(line, name, self.empty)
