"""What is wished beside what is offered, and whom Maya could ask: at a fixed number of queries."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Prefetch
from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.models import Offer
from exchange.members import places
from exchange.members.models import Membership, Organisation
from exchange.programmes.models import Term

from .models import Wish

ROWS = 12  # of one kind; the widest gaps first
ASKED = 40  # organisations
KNOWN = [Organisation.State.ACTIVE, Organisation.State.APPLIED, Organisation.State.INVITED]
BAR = 100  # the longest, in the units of the drawing


@dataclass(frozen=True)
class Row:
    """One theme, type, month or municipality: how many wish it, how many places have it."""

    key: object
    label: str
    wished: int
    offered: int
    most: int = 1

    @property
    def missing(self):
        return max(self.wished - self.offered, 0)

    @property
    def wished_width(self):
        return round(BAR * self.wished / self.most)

    @property
    def offered_width(self):
        return round(BAR * self.offered / self.most)


@dataclass(frozen=True)
class Kind:
    """All rows of one kind."""

    key: str
    title: str
    note: str
    rows: list = field(default_factory=list)


class Gaps:
    """Wished against offered, of this moment."""

    def __init__(self):
        self.wishes, self.offers = Wish.objects.open(), Offer.objects.published()
        self.terms = Term.objects.in_bulk()
        self.kinds = [self.themes(), self.structures(), self.months(), self.municipalities()]

    def themes(self):
        wished = of_list(Wish.themes.through.objects.filter(wish__in=self.wishes.values("pk")))
        offered = of_list(Offer.themes.through.objects.filter(offer__in=self.offers.values("pk")))
        rows = self._rows(wished, offered, self._term)
        return Kind("theme", _("By theme"), _("One wish or place may have several themes."), rows)

    def structures(self):
        wished = of_list(Wish.structures.through.objects.filter(wish__in=self.wishes.values("pk")))
        offered = Counter(self.offers.order_by().values_list("organisation__structure", flat=True))
        rows = self._rows(wished, offered, self._term)
        return Kind("structure", _("By type of organisation"), _("Wishes for any type are left out."), rows)

    def months(self):
        counts = [
            of_months(rows.order_by().values_list("months_mask", flat=True)) for rows in (self.wishes, self.offers)
        ]
        rows = self._rows(*counts, lambda month: capfirst(str(MONTHS[month])), sort=False)
        return Kind("month", _("By month"), _("Wishes for any month are left out."), rows)

    def municipalities(self):
        towns = ("organisation__postcode", "organisation__municipality")
        wished = of_towns(self.wishes.order_by().values_list(*towns))
        offered = of_towns(self.offers.order_by().values_list(*towns))
        rows = self._rows(wished, offered, str)
        return Kind("municipality", _("By municipality"), _("Where those who wish work, and where places are."), rows)

    def whom_to_ask(self):
        """Organisations that joined or may join, without a published offer; those of the widest gaps first.

        Pairs of the organisation, which bears its `leading` memberships, and the labels of the gaps.
        """
        missing = {(kind.key, row.key): row for kind in self.kinds for row in kind.rows if row.missing}
        known = Organisation.objects.filter(state__in=KNOWN)
        silent = known.filter(~Exists(self.offers.filter(organisation=OuterRef("pk"))))
        leading = Membership.objects.current().leading().select_related("member").order_by("-is_reference", "pk")
        silent = silent.select_related("structure").prefetch_related(Prefetch("memberships", leading, "leading"))
        found = []
        for organisation in silent:
            keys = (
                ("structure", organisation.structure_id),
                ("municipality", town(organisation.postcode, organisation.municipality)),
            )
            if rows := [missing[key] for key in keys if key in missing]:
                found.append((organisation, rows))
        found.sort(key=lambda one: (-sum(row.missing for row in one[1]), str(one[0])))
        return found[:ASKED]

    def _rows(self, wished, offered, label, sort=True):
        """A row for all that is wished or offered, the widest gap first."""
        keys, most = {*wished, *offered}, max([*wished.values(), *offered.values(), 1])
        rows = [Row(key, label(key), wished[key], offered[key], most) for key in sorted(keys, key=str)]
        if not sort:
            return sorted(rows, key=lambda row: row.key)
        return sorted(rows, key=lambda row: (row.offered - row.wished, -row.wished, row.label))[:ROWS]

    def _term(self, pk):
        return str(self.terms[pk])


def of_list(rows):
    """How often each term stands in these rows of a list."""
    return Counter(rows.values_list("term", flat=True))


def of_months(masks):
    """How many of these are in each month."""
    return Counter(month for mask in masks for month in range(1, 13) if mask & 1 << month - 1)


def of_towns(rows):
    return Counter(name for postcode, municipality in rows if (name := town(postcode, municipality)))


def town(postcode, municipality):
    """The name under which an organisation's municipality is counted: its own, also where others share its postcode.

    Empty abroad.
    """
    place = places.chosen(postcode, municipality.get("fr"))
    return place.name(get_language()) if place else ""
