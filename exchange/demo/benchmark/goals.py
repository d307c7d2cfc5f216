"""The goals of the benchmark, each a function that yields its results. Numbers and limits: docs/benchmark.md."""

import gzip
import re
from statistics import median

from django.urls import reverse

from exchange.demo import crowd
from exchange.matching import proposing
from exchange.matching.models import Proposal

from . import machine
from .results import Result, ratio
from .urls import HELLO
from .visits import ROUNDS, Visitor, in_turn

FILTERS = "?sector=MH&language=nl&month=3"
CASES = {"unfiltered": "", "three filters": FILTERS, "text search": "?q=mobiel team", "45 minutes": "?from_work=45"}
LISTS = [
    "catalogue:list", "catalogue:map", "catalogue:organisations", "catalogue:own_offers", "matching:best",
    "matching:wishes", "placements:list", "home",
]  # fmt: skip
OWN = re.compile(rb'(?:href|src)="(/static/[^"#]+)')


def catalogue(query=""):
    return reverse("catalogue:list") + query.replace(" ", "%20")


def page_against_hello(worlds):
    """Goal 1: what the catalogue costs beside what any page costs."""
    visitor = Visitor(worlds[10_000])
    costs = in_turn({"page": (visitor, catalogue(FILTERS)), "hello": (visitor, HELLO)})
    name = f"catalogue, three filters, 10,000 offers ({median(costs['page']) * 1000:.1f} ms) × hello"
    yield Result(1, name, ratio(costs["page"], costs["hello"]), 3)


def many_against_few(worlds):
    """Goal 2: a hundred times as many offers."""
    few, many = Visitor(worlds[1_000]), Visitor(worlds[100_000])
    for name, query in CASES.items():
        cases = {"few": (few, catalogue(query)), "many": (many, catalogue(query))}
        costs = in_turn(cases)
        yield Result(2, f"100,000 against 1,000 offers: {name}", ratio(costs["many"], costs["few"]), 1.25)


def queries(worlds):
    """Goal 3: queries of each list beside those of the hello page, and how many more there are for many rows."""
    few, many = Visitor(worlds[1]), Visitor(worlds[100_000])
    paths = {name: reverse(name) for name in LISTS} | {"catalogue, three filters": catalogue(FILTERS)}
    for name, path in paths.items():
        numbers = [visitor.queries(path) - visitor.queries(HELLO) for visitor in (few, many)]
        yield Result(3, f"queries of {name}", max(numbers), 6)
        yield Result(3, f"queries of {name}: more for 100,000", max(numbers[1] - numbers[0], 0), 0)


def weight(worlds):
    """Goal 7: what a browser fetches on the first visit to the catalogue, fonts and what style sheets name left out."""
    visitor = Visitor(worlds[10_000])
    with worlds[10_000].entered():
        _status, headers, page = visitor.get(catalogue())
        found = {path.decode() for path in OWN.findall(unpacked(headers, page))}
        parts = sorted(path for path in found if not path.endswith(".woff2"))
        sizes = [len(page), *(len(visitor.get(path)[2]) for path in parts)]
    yield Result(7, "kB of the catalogue's first visit, as sent", round(sum(sizes) / 1000, 1), 40)
    yield Result(7, "requests of the catalogue's first visit", len(sizes), 6)


def unpacked(headers, body):
    """The page as its author wrote it."""
    return gzip.decompress(body) if headers.get("Content-Encoding") == "gzip" else body


def proposals(worlds):
    """Goal 9: candidates from rows, the best set of them and its matches, all but the write, in CPU seconds."""
    for offers, wishes, limit in ((2_000, 300, 5), (10_000, 1_000, None)):
        world = worlds[offers]
        with world.entered():
            crowd.wish(wishes)
            costs = [proposed() for _round in range(1 + (ROUNDS if limit else 1))][1:]
        name = f"CPU seconds to propose {wishes:,} wishes over {offers:,} offers"
        yield Result(9, name, round(median(costs), 2), limit)


def proposed():
    """CPU seconds of one proposal, the database's included, after a first one that is not counted."""
    backend = machine.backend()
    start = machine.cpu_seconds(backend)
    proposing.best_matches(Proposal(), proposing.SECONDS)
    return machine.cpu_seconds(backend) - start


GOALS = {1: page_against_hello, 2: many_against_few, 3: queries, 7: weight, 9: proposals}
