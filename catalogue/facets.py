"""A filter as the aside shows it: each choice with the number of places it would leave."""

from dataclasses import dataclass
from functools import cached_property

from django.forms import BoundField


@dataclass
class Option:
    """One choice. Takes the widget's own data, and the number of places or None where none is said."""

    widget: dict
    number: int | None

    @property
    def id(self):
        return self.widget["attrs"]["id"]


@dataclass
class Facet:
    """Takes the field of the form, and per value what the other filters leave of it."""

    field: BoundField
    numbers: dict

    @property
    def name(self):
        return self.field.name

    @property
    def label(self):
        return self.field.label

    @property
    def is_used(self):
        return bool(self.field.value())

    @property
    def style(self):
        return self.field.field.widget.attrs["class"]

    @cached_property
    def options(self):
        boxes = [box.data for box in self.field.subwidgets]
        return [Option(box, self.numbers.get(str(box["value"]))) for box in boxes]
