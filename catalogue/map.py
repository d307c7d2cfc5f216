"""The places that fit on one map of Brussels, drawn on the server: a number per postcode, and what lies outside.

The outlines and their licence lie in data/; `manage.py make_map` makes them anew.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import get_language

from exchange.members import places

from .models import Offer

SOURCE = Path(__file__).with_name("data") / "brussels.json"
RADIUS = 23  # of a mark, in units of the drawing
APART = 2 * RADIUS + 4  # marks keep this distance, so that each can be read and hit
HALF = RADIUS + 55  # so near to a mark, “your work” would touch it
SIDES = (-24, 40)  # above and below


@dataclass(eq=False)
class Mark:
    """A postcode with its number of places, and the one that stands alone; `x` and `y` in units of the drawing."""

    postcode: str
    name: str
    number: int
    query: str
    x: float = 0
    y: float = 0
    only: Offer | None = None
    label: int = 0  # how far below its middle the words of the reader’s work stand

    @property
    def url(self):
        return self.only.get_absolute_url() if self.only else f"{reverse('catalogue:list')}?{self.query}"

    @property
    def short_name(self):
        """Few enough letters for the drawing: 'Woluwe-St-Lambert', 'Laeken'."""
        name = self.name.partition("(")[2].rstrip(")") or self.name
        return name.replace("Saint", "St").replace("Sint", "St")


@cache
def outlines():
    return json.loads(SOURCE.read_text(encoding="utf-8"))


def spot(place):
    """Where a point with latitude and longitude lies in the drawing."""
    drawing = outlines()
    x = drawing["margin"] + (place.longitude - drawing["west"]) * drawing["x_scale"]
    return x, drawing["margin"] + (drawing["north"] - place.latitude) * drawing["y_scale"]


def is_in_brussels(postcode):
    return "1000" <= postcode < "1300" and places.municipality(postcode) is not None


def picture(finding):
    """Return what the page of the map draws: two queries, whatever the number of places."""
    rows = counted(finding)
    marks = [mark(finding, postcode, number) for postcode, number, _first in rows]
    name_the_single(marks, [first for _postcode, number, first in rows if number == 1])
    inside = [each for each in marks if is_in_brussels(each.postcode)]
    here = work(finding.traveller)
    for each in inside:
        each.x, each.y = spot(places.municipality(each.postcode))
    spread([*inside, here] if here else inside)
    if here:
        here.label = label_side(here, inside)
    outside = [each for each in marks if each not in inside]
    return {
        "drawing": outlines(), "radius": RADIUS, "inside": inside, "outside": outside,
        "outside_number": sum(each.number for each in outside), "number": sum(each.number for each in marks),
        "work": here,
    }  # fmt: skip


def counted(finding):
    """A row per postcode: its number of places, and one of them."""
    rows = finding.offers.order_by().values_list("organisation__postcode")
    return sorted(rows.annotate(number=Count("pk", distinct=True), first=Min("pk")))


def name_the_single(marks, pks):
    """A mark that stands for one place bears its name: “1” would say nothing of it."""
    offers = Offer.objects.filter(pk__in=pks).select_related("organisation__sector")
    alone = {offer.organisation.postcode: offer for offer in offers}
    for each in marks:
        each.only = alone.get(each.postcode)


def mark(finding, postcode, number):
    query = finding.data.copy()
    query.pop("page", None)
    query["place"] = postcode
    return Mark(postcode, places.names(postcode, get_language()), number, query.urlencode())


def work(traveller):
    """A mark without a number where the reader works, if that lies on this map."""
    point = traveller and traveller.work
    if not point or not is_in_brussels(point.postcode):
        return None
    x, y = spot(point)
    return Mark(point.postcode, "", 0, "", x, y)


def label_side(here, marks):
    """Above the reader's work, or below it where a mark would lie under the words above and none below."""

    def is_free(down):
        return not any(abs(each.x - here.x) < HALF and abs(each.y - here.y - down) < RADIUS + 16 for each in marks)

    return next(filter(is_free, SIDES), SIDES[0])


def spread(marks):
    """Push marks apart that would cover each other, a little at a time; the same marks always end alike."""
    for _round in range(60):
        for number, one in enumerate(marks):
            for other in marks[number + 1 :]:
                across, down = other.x - one.x, other.y - one.y
                gap = (across**2 + down**2) ** 0.5
                if gap >= APART:
                    continue
                push = (APART - gap) / 2
                right, low = (across / gap, down / gap) if gap else (1, 0)
                one.x, one.y = one.x - right * push, one.y - low * push
                other.x, other.y = other.x + right * push, other.y + low * push
    for each in marks:
        each.x, each.y = round(each.x), round(each.y)
