"""The two sides that Maya compares, open wishes and published places: each read in two queries."""

from collections import Counter, defaultdict

from django.db.models import CharField, Value
from django.utils.translation import get_language

from exchange.members import places

COLUMNS = (
    "pk", "months_mask", "organisation", "organisation__sector", "organisation__structure", "organisation__postcode",
    "organisation__municipality",
)  # fmt: skip


class Side:
    """All wishes, or all places. `rows`: what each says by itself; `terms`: per list and row, what it lists."""

    def __init__(self, rows, *lists):
        self.rows = list(rows.order_by().values_list(*COLUMNS, named=True))
        self.terms = {name: defaultdict(set) for name in lists}
        for name, row, term in pairs(rows, lists):
            self.terms[name][row].add(term)

    def listed(self, name):
        """How often each term stands in this list."""
        return Counter(term for terms in self.terms[name].values() for term in terms)

    def by_structure(self):
        return Counter(row.organisation__structure for row in self.rows)

    def by_month(self):
        return Counter(month for row in self.rows for month in months(row.months_mask))

    def by_town(self):
        towns = (town(row.organisation__postcode, row.organisation__municipality) for row in self.rows)
        return Counter(name for name in towns if name)


def pairs(rows, lists):
    """Triples (list, row, term) of all these lists, in one query."""
    model, parts = rows.model, []
    name_of_row = model._meta.model_name
    for name in lists:
        through = getattr(model, name).through.objects.filter(**{f"{name_of_row}__in": rows.order_by().values("pk")})
        named = through.annotate(of=Value(name, CharField())).order_by()
        parts.append(named.values_list("of", f"{name_of_row}_id", "term_id"))
    return parts[0].union(*parts[1:], all=True)


def months(mask):
    """The months of these bits, 1 to 12."""
    return [month for month in range(1, 13) if mask & 1 << month - 1]


def town(postcode, municipality):
    """The name under which an organisation's municipality is counted: its own, also where others share its postcode.

    Empty abroad.
    """
    place = places.chosen(postcode, municipality.get("fr"))
    return place.name(get_language()) if place else ""
