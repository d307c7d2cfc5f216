"""Hosts that come near a gap: they receive already, and lack the theme or the month that is wished."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from heapq import nsmallest

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from .sides import months

NEAREST = 3  # hosts of one gap
NAMED = 3  # terms or months of one sentence


@dataclass
class Host:
    """What the published places of one organisation have together."""

    pk: int
    sector: int
    months_mask: int = 0
    terms: dict = field(default_factory=lambda: defaultdict(set))


def hosts(offers):
    """All of them; takes the side of the places."""
    found = {}
    for row in offers.rows:
        host = found.setdefault(row.organisation, Host(row.organisation, row.organisation__sector))
        host.months_mask |= row.months_mask
        for name, lists in offers.terms.items():
            host.terms[name] |= lists.get(row.pk, set())
    return list(found.values())


def nearest(found):
    """Of triples (order, host, sentence) the first few, as pairs (key of the host, sentence)."""
    ordered = nsmallest(NEAREST, found, key=lambda one: (one[0], one[1].pk))
    return [(host.pk, sentence) for _order, host, sentence in ordered]


def for_theme(theme, wishes, hosts, terms):
    """Who lacks this theme, and has most of what is wished along with it: other themes, publics, a sector."""
    wished = {pk for pk, listed in wishes.terms["themes"].items() if theme in listed}
    asking = [row for row in wishes.rows if row.pk in wished]
    seekers, sectors = {row.organisation for row in asking}, {row.organisation__sector for row in asking}
    beside = {
        name: Counter(term for pk in wished for term in lists.get(pk, ())) for name, lists in wishes.terms.items()
    }
    found = []
    for host in hosts:
        if theme not in host.terms["themes"] and host.pk not in seekers:
            shared = {name: host.terms[name] & beside[name].keys() for name in ("themes", "publics")}
            shared |= {
                "sectors": {host.sector} & beside["sectors"].keys(),
                "other": {host.sector} if sectors - {host.sector} else set(),
            }
            if any(shared.values()):
                order = [-sum(beside[name][term] for term in shared[name]) for name in ("themes", "publics", "sectors")]
                found.append((order, host, why(shared, beside, terms)))
    return nearest(found)


def why(shared, beside, terms):
    """What a host has of it, in one sentence: the first that holds."""
    kind = next(name for name in ("themes", "publics", "sectors", "other") if shared[name])
    often = sorted(shared[kind], key=lambda pk: (-beside.get(kind, {}).get(pk, 0), pk))
    names = {"names": ", ".join(str(terms[pk]) for pk in often[:NAMED])}
    return {
        "themes": _("Offers what the same people wish too: %(names)s."),
        "publics": _("Receives whom they would like to meet: %(names)s."),
        "sectors": _("Works in the sector they wish: %(names)s."),
        "other": _("Works in another sector than some of them: %(names)s."),
    }[kind] % names


def for_month(month, wishes, hosts):
    """Who receives, but not in this month; those that do nearest to it first."""
    seekers = {row.organisation for row in wishes.rows if month in months(row.months_mask)}
    found = []
    for host in hosts:
        others = sorted(months(host.months_mask), key=lambda other: apart(month, other))
        if others and month not in others and host.pk not in seekers:
            names = ", ".join(str(MONTHS[other]) for other in sorted(others[:NAMED]))
            sentence = _("Receives in other months, such as: %(months)s.") % {"months": names}
            found.append((apart(month, others[0]), host, sentence))
    return nearest(found)


def apart(one, other):
    """How many months lie between two, across the turn of the year where that is shorter."""
    return min((one - other) % 12, (other - one) % 12)
