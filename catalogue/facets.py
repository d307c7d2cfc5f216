"""A filter as the aside shows it: each choice with the number of places it would leave."""

from functools import cached_property
from itertools import chain
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from .ready import GAP, NOTHING, Ready

OPEN, CHECKED, EMPTY = SafeString(" open"), SafeString(" checked"), SafeString(" none")


class Option(NamedTuple):
    """One choice. `number`: how many places it would leave; None where none is said."""

    value: str
    label: str
    id: str
    is_chosen: bool = False
    number: int | None = None


class Facet:
    """Takes the filter's name, label and kind of box, its choices, those chosen, and per value what others leave of it.

    Its HTML is made once per language and kept on the shelf of the bits; what is chosen and counted is laid over it.
    """

    def __init__(self, shelf, about, choices, chosen, numbers):
        self.shelf, self.choices, self.chosen, self.numbers = shelf, choices, chosen, numbers
        self.name, self.label, self.style, self.type = about

    @property
    def is_counted(self):
        return bool(self.numbers)

    @cached_property
    def options(self):
        return [
            Option(value, label, f"id_{self.name}_{place}", value in self.chosen, self.numbers.get(value))
            for place, (value, label) in enumerate(self.choices)
        ]

    @property
    def html(self):
        return self._filled("catalogue/filter.html", self._each_choice())

    @property
    def folded(self):
        return self._filled(
            "catalogue/filter_folded.html", [OPEN if any(self.chosen) else NOTHING, *self._each_choice()]
        )

    @property
    def counts(self):
        """What replaces the numbers on the page where only the list is sent."""
        return (
            self._filled("catalogue/numbers.html", chain.from_iterable(self._each_number())) if self.is_counted else ""
        )

    def _filled(self, template, values):
        context = {"facet": self, "gap": GAP}
        made = self.shelf.take_in_words(lambda: Ready(render_to_string(template, context)), template, self.name)
        return made.filled(*values)

    def _each_choice(self):
        """The values of the gaps: for each choice whether it is ticked, and its number in words."""
        for (value, _label), number in zip(self.choices, self._each_number(), strict=True):
            yield CHECKED if value in self.chosen else NOTHING
            yield from number

    def _each_number(self):
        said = self.shelf.take_in_words(dict, "numbers")
        for value, _label in self.choices:
            number = self.numbers.get(value)
            if number is not None and number not in said:
                said[number] = number_parts(number)
            yield () if number is None else said[number]


def number_parts(number):
    """How many places a choice leaves: its look, the figure, and the words for who hears it after the choice."""
    words = ngettext(", %(number)s place", ", %(number)s places", number) % {"number": number}
    return (NOTHING if number else EMPTY), conditional_escape(number), conditional_escape(words)
