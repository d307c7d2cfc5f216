"""Belgian postcodes and municipalities: what an organisation writes as its place, found back.

The file and its licence lie in data/; `manage.py make_places` makes it anew.
"""

import csv
import re
import unicodedata
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).with_name("data") / "places.csv"
SAINTS = {"saint", "sainte", "sint", "st", "ste"}


class Place(NamedTuple):
    """One municipality under one postcode; latitude and longitude in degrees (WGS 84)."""

    postcode: str
    name_fr: str
    name_nl: str
    other: str  # names people also use for it, parted by "|"
    latitude: float
    longitude: float

    def name(self, language):
        """Return the municipality's name in French, else in Dutch for `nl`; English follows French."""
        return self.name_nl if language == "nl" else self.name_fr


@cache
def all_places():
    """Return every place, by postcode, a postcode's own municipality first."""
    with SOURCE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return tuple(
            Place(**row | {"latitude": float(row["latitude"]), "longitude": float(row["longitude"])}) for row in rows
        )


def find(text):
    """Return the places meant by a postcode or by a name in either language, the likeliest first.

    Accents, capitals, hyphens and the spelling of "Saint" do not matter. A postcode in the text decides alone.
    """
    if code := re.search(r"\b\d{4}\b", text):
        return [place for place in all_places() if place.postcode == code.group()]
    wanted = fold(text)
    if not wanted:
        return []
    exact = [place for place, names in all_names() if wanted in names]
    near = [
        place for place, names in all_names() if wanted not in names and any(name.startswith(wanted) for name in names)
    ]
    return exact + near


@cache
def all_names():
    """Return each place with the names it answers to, folded."""
    return [
        (place, {fold(name) for name in (place.name_fr, place.name_nl, *place.other.split("|")) if name})
        for place in all_places()
    ]


def municipality(postcode):
    """Return the place a postcode stands for, or None for an unknown one."""
    return next(iter(sharing(postcode)), None)


def point(postcode):
    """Return the latitude and longitude of a postcode, as the columns that keep them."""
    place = municipality(postcode)
    return {"latitude": place and place.latitude, "longitude": place and place.longitude}


def sharing(postcode):
    """Return the municipalities that this postcode covers, its own first."""
    return by_postcode().get(postcode, [])


def chosen(postcode, town):
    """Return the place of this postcode whose name in French this is, else its own; None for an unknown postcode."""
    return next((place for place in sharing(postcode) if place.name_fr == town), municipality(postcode))


def names(postcode, language):
    """Return the municipalities of a postcode as one text: 'Ixelles / Bruxelles'; empty for an unknown one."""
    return " / ".join(place.name(language) for place in sharing(postcode))


@cache
def by_postcode():
    """Return the places that each postcode stands for, its own first."""
    return {code: list(found) for code, found in groupby(all_places(), attrgetter("postcode"))}


def fold(text):
    plain = unicodedata.normalize("NFKD", text.casefold())
    words = re.findall(r"[a-z]+", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    return " ".join("st" if word in SAINTS else word for word in words)
