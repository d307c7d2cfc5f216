"""The columns of a table: their headings, what they mean, and how a cell is read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from exchange.programmes.texts import CODES

from .. import cells
from ..labels import fold

LONGEST = 4000  # signs


@dataclass(frozen=True)
class Column:
    """One column. `name` is the field it fills; `language` which of its texts; `also` other headings people use."""

    key: str
    label: Any
    read: Callable
    explanation: Any = ""
    also: tuple = ()
    example: Any = ""
    kind: str = ""  # of the list its words come from
    choices: tuple = ()  # or the fixed choices: pairs of value and label
    least: int = 0
    most: int = LONGEST  # signs of a text, or the highest number

    @property
    def name(self):
        return self.key.partition(":")[0]

    @property
    def language(self):
        return self.key.partition(":")[2]

    @property
    def heading(self):
        return f"{self.label} ({self.language.upper()})" if self.language else str(self.label)

    def headings(self):
        """What it may be called in a file, folded: its heading in every language, and the others.

        A text bears its bare label too, in the language of that text: “Tenue” is in French.
        """
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                yield fold(self.heading)
                if code == self.language:
                    yield fold(self.label)
        yield from map(fold, self.also)


class Of:
    """Makes the columns of one model: labels, lengths, lists and choices are those of its fields."""

    def __init__(self, model):
        self.model = model

    def one(self, name, read, **options):
        field = self.model._meta.get_field(name)
        if field.is_relation and (limit := field.remote_field.limit_choices_to):
            options.setdefault("kind", limit["kind"])
            options.setdefault("explanation", SEVERAL_OF if field.many_to_many else ONE_OF)
        if field.choices:
            options.setdefault("choices", tuple(field.choices))
            options.setdefault("explanation", ONE_OF)
        if field.max_length:
            options.setdefault("most", field.max_length)
        return Column(name, options.pop("label", field.verbose_name), read, **options)

    def texts(self, name, also=((), (), ()), examples=("", "", ""), **options):
        field = self.model._meta.get_field(name)
        read = cells.paragraphs if field.long else cells.words
        return [
            Column(f"{name}:{code}", field.verbose_name, read, also=also[place], example=examples[place], **options)
            for place, code in enumerate(CODES)
        ]


def house(name, label, also=((), (), ()), example="Maison des Tilleuls"):
    """Three columns that say which organisation is meant: its name, its enterprise number, its postcode."""
    names, numbers, postcodes = also
    return [
        Column(name, label, cells.words, also=names, example=example,
               explanation=_("The name as we know it, in one language.")),
        Column(f"{name}_number", _number(label), cells.enterprise_number, also=numbers,
               explanation=_("Ten digits. We recognise the organisation by it.")),
        Column(f"{name}_postcode", _postcode(label), cells.postcode, also=postcodes, example="1090",
               explanation=_("Only needed where two organisations bear one name.")),
    ]  # fmt: skip


class Said:
    """A heading made of a sentence and another heading, in the language of the moment."""

    def __init__(self, sentence, label):
        self.sentence, self.label = sentence, label

    def __str__(self):
        return str(self.sentence) % {"name": self.label}


def _number(label):
    return Said(_("%(name)s: enterprise number"), label)


def _postcode(label):
    return Said(_("%(name)s: postcode"), label)


OWN_WORDS = _("Never write about one person.")
ONE_OF = _("One entry of the list beside it.")
SEVERAL_OF = _("Entries of the list beside it, with a semicolon between them.")


def recognised(headings, columns):
    """Which column each heading of a file means: {place: key}. A column is given once, to the first that claims it."""
    known = {}
    for column in columns:
        for heading in column.headings():
            known.setdefault(heading, column.key)
    mapping = {}
    for place, heading in enumerate(headings):
        key = known.get(fold(heading or ""))
        if key and key not in mapping.values():
            mapping[str(place)] = key
    return mapping
