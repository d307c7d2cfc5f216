"""How far a place is and how long the way takes: an estimate, explained with its sources in docs/travel.md."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Any

from django.db.models import F
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from exchange.members import places
from exchange.members.models import Member, Organisation

EARTH = 6371.0  # km, mean radius
DETOUR = 1.3  # the way is so much longer than the straight line
TOWN = 10.0  # km of the way that go at the pace of the town
WALK = 60 / 4.8  # minutes a km; where the vehicle would be slower, one walks
Mode = Member.Mode


@dataclass(frozen=True)
class Pace:
    """Minutes before and after the ride, then minutes a km in town and beyond its first `TOWN` km."""

    waiting: float
    in_town: float
    beyond: float

    def minutes(self, km):
        return self.waiting + min(km, TOWN) * self.in_town + max(km - TOWN, 0) * self.beyond

    def reach(self, minutes):
        riding = max(minutes - self.waiting, 0)
        in_town = TOWN * self.in_town
        return min(riding, in_town) / self.in_town + max(riding - in_town, 0) / self.beyond


PACES = {
    Mode.PUBLIC: Pace(waiting=10, in_town=60 / 18, beyond=60 / 60),
    Mode.BICYCLE: Pace(waiting=2, in_town=60 / 15, beyond=60 / 15),
    Mode.CAR: Pace(waiting=5, in_town=60 / 20, beyond=60 / 70),
}


def minutes(km, mode):
    """Minutes for a way of so many km; on foot where that is quicker."""
    return min(km * WALK, PACES[mode].minutes(km))


def reach(minutes, mode):
    """The longest way, in km, that takes at most so many minutes: the inverse of `minutes`."""
    return max(minutes / WALK, PACES[mode].reach(minutes))


def rounded(minutes):
    """To five minutes, at least five: the estimate knows no better."""
    return max(5, 5 * round(minutes / 5))


def way(start, end):
    """Km along the roads between two points that have a latitude and a longitude, in degrees."""
    north, east = radians(end.latitude - start.latitude), radians(end.longitude - start.longitude)
    both = cos(radians(start.latitude)) * cos(radians(end.latitude))
    return DETOUR * 2 * EARTH * asin(sqrt(sin(north / 2) ** 2 + both * sin(east / 2) ** 2))


def minutes_text(minutes):
    """'about 25 min', 'about 1 h 40'."""
    hours, rest = divmod(rounded(minutes), 60)
    if hours:
        return _("about %(hours)s h %(minutes)s") % {"hours": hours, "minutes": f"{rest:02}"}
    return _("about %(minutes)s min") % {"minutes": rest}


def km_text(km):
    """'6.2 km'; whole ones from ten on."""
    if km < 1:
        return _("less than 1 km")
    digits = 1 if km < TOWN else 0
    return _("%(km)s km") % {"km": number_format(round(km, digits), digits)}


@dataclass(frozen=True)
class Traveller:
    """Where one person sets out, and how. Each question takes `start`: "work" or "home"; else what is known."""

    work: Any
    home: Any
    mode: str

    @classmethod
    def of(cls, member):
        """The traveller that this person is, at one query; None where no place of departure is known."""
        home, work = places.municipality(member.home_postcode), None
        for row in member.current_memberships:
            work = work or places.municipality(row.workplace) or point(row.organisation)
        return cls(work, home, member.travel_mode) if home or work else None

    def start(self, start=""):
        """Which of the two it is: the wished one where it is known, else the other."""
        wished = start or "work"
        return wished if getattr(self, wished) else "work" if self.work else "home"

    def point(self, start=""):
        return getattr(self, self.start(start))

    def km_to(self, place, start=""):
        """Km along the roads, or None where the place is not known."""
        return way(self.point(start), place) if point(place) else None

    def minutes_to(self, place, start=""):
        """Minutes, not rounded, or None where the place is not known."""
        km = self.km_to(place, start)
        return None if km is None else minutes(km, self.mode)

    def distance(self, place, start=""):
        """'6.2 km, about 25 min'; empty where the place is not known."""
        km = self.km_to(place, start)
        if km is None:
            return ""
        return _("%(km)s, %(time)s") % {"km": km_text(km), "time": minutes_text(minutes(km, self.mode))}

    def origin(self, start=""):
        return _("from your workplace") if self.start(start) == "work" else _("from your home")

    def words(self, place, start=""):
        """'6.2 km, about 25 min from your workplace'; empty where the place is not known."""
        if not (distance := self.distance(place, start)):
            return ""
        if self.start(start) == "work":
            return _("%(distance)s from your workplace") % {"distance": distance}
        return _("%(distance)s from your home") % {"distance": distance}

    def longer(self, place):
        """What the way from home takes more than the usual one to work, as a sentence; empty where not known."""
        if not (self.home and self.work and point(place)):
            return ""
        more = self.minutes_to(place, "home") - minutes(way(self.home, self.work), self.mode)
        number = 5 * round(more / 5)
        if number > 0:
            return _("About %(number)s minutes longer than your usual way.") % {"number": number}
        if number < 0:
            return _("About %(number)s minutes shorter than your usual way.") % {"number": -number}
        return _("About as long as your usual way.")

    def postcodes(self, minutes, start=""):
        """The postcodes that lie within so many minutes: at most 1,149 values, whatever the number of offers."""
        centre, most = self.point(start), reach(minutes, self.mode)
        return sorted({place.postcode for place in places.all_places() if way(centre, place) <= most})

    def within(self, queryset, minutes, start=""):
        """Those of the offers (or organisations) that lie within so many minutes; exact, the same on both databases.

        A place is known by its postcode, so the earth's roundness is asked of the postcodes, never of the rows.
        """
        return queryset.filter(**{f"{prefix(queryset)}postcode__in": self.postcodes(minutes, start)})

    def nearest_first(self, queryset, start=""):
        """Sorted by distance, places that are not known last; flat-earth squares, right to a few metres in a thousand.

        Both databases can work them out without functions of their own.
        """
        centre, path = self.point(start), prefix(queryset)
        north = F(f"{path}latitude") - centre.latitude
        east = (F(f"{path}longitude") - centre.longitude) * cos(radians(centre.latitude))
        return queryset.annotate(away=north * north + east * east).order_by(F("away").asc(nulls_last=True), "pk")


def trip(member, place):
    """What the page of a place says of the way there; None where the person's own place is not known."""
    traveller = Traveller.of(member)
    if not traveller:
        return None
    known = [start for start in ("work", "home") if getattr(traveller, start)]
    return {
        "ways": [words for start in known if (words := traveller.words(place, start))],
        "longer": traveller.longer(place),
        "mode": traveller.mode,
        "mode_text": Mode(traveller.mode).label,
    }


def point(place):
    """The same place where its latitude is known, else None."""
    return place if place and place.latitude is not None else None


def prefix(queryset):
    """The path from a row to where its place is kept."""
    return "" if queryset.model is Organisation else "organisation__"
