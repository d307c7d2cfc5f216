"""What is wished beside what is offered, and whom Maya could ask: at a fixed number of queries."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.dates import MONTHS
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalogue.models import Offer
from exchange.members.models import Membership, Organisation
from exchange.programmes.models import Term

from .models import Wish
from .near import for_month, for_theme, hosts
from .sides import Side, town

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
        self.wishes = Side(Wish.objects.open(), "themes", "structures", "sectors", "publics")
        self.offers = Side(Offer.objects.published(), "themes", "publics")
        self.terms = Term.objects.in_bulk()
        self.kinds = [self.themes(), self.structures(), self.months(), self.municipalities()]

    def themes(self):
        rows = self._rows(self.wishes.listed("themes"), self.offers.listed("themes"), self._term)
        return Kind("theme", _("By theme"), _("One wish or place may have several themes."), rows)

    def structures(self):
        rows = self._rows(self.wishes.listed("structures"), self.offers.by_structure(), self._term)
        return Kind("structure", _("By type of organisation"), _("Wishes for any type are left out."), rows)

    def months(self):
        wished, offered = self.wishes.by_month(), self.offers.by_month()
        rows = self._rows(wished, offered, lambda month: capfirst(str(MONTHS[month])), sort=False)
        return Kind("month", _("By month"), _("Wishes for any month are left out."), rows)

    def municipalities(self):
        rows = self._rows(self.wishes.by_town(), self.offers.by_town(), str)
        return Kind("municipality", _("By municipality"), _("Where those who wish work, and where places are."), rows)

    def whom_to_ask(self):
        """Organisations that joined or may join, without a published offer; those of the widest gaps first.

        Pairs of the organisation, which bears its `leading` memberships, and the labels of the gaps.
        """
        found = []
        for organisation in self._organisations.values():
            name = town(organisation.postcode, organisation.municipality)
            keys = (("structure", organisation.structure_id), ("municipality", name))
            if organisation.is_silent and (rows := [self._missing[key] for key in keys if key in self._missing]):
                found.append((organisation, rows))
        found.sort(key=lambda one: (-sum(row.missing for row in one[1]), str(one[0])))
        return found[:ASKED]

    def who_comes_near(self):
        """Per gap of a theme or a month, the hosts that come near it: pairs (row, [(organisation, why)])."""
        known = self._organisations
        return [(row, [(known[pk], sentence) for pk, sentence in found]) for row, found in self._near if found]

    @cached_property
    def _missing(self):
        return {(kind.key, row.key): row for kind in self.kinds for row in kind.rows if row.missing}

    @cached_property
    def _near(self):
        """The same by the keys of the hosts."""
        found, all_hosts = [], hosts(self.offers)
        for (kind, key), row in self._missing.items():
            if kind == "theme":
                found.append((row, for_theme(key, self.wishes, all_hosts, self.terms)))
            elif kind == "month":
                found.append((row, for_month(key, self.wishes, all_hosts)))
        return found

    @cached_property
    def _organisations(self):
        """By key all that are named on the page, or may be."""
        near = {pk for _row, found in self._near for pk, _sentence in found}
        silent = ~Exists(Offer.objects.published().filter(organisation=OuterRef("pk")))
        rows = Organisation.objects.filter(state__in=KNOWN).annotate(is_silent=silent)
        leading = Membership.objects.current().leading().select_related("member").order_by("-is_reference", "pk")
        rows = rows.select_related("structure").prefetch_related(Prefetch("memberships", leading, "leading"))
        return {row.pk: row for row in rows.filter(Q(is_silent=True) | Q(pk__in=near))}

    def _rows(self, wished, offered, label, sort=True):
        """A row for all that is wished or offered, the widest gap first."""
        keys, most = {*wished, *offered}, max([*wished.values(), *offered.values(), 1])
        rows = [Row(key, label(key), wished[key], offered[key], most) for key in sorted(keys, key=str)]
        if not sort:
            return sorted(rows, key=lambda row: row.key)
        return sorted(rows, key=lambda row: (row.offered - row.wished, -row.wished, row.label))[:ROWS]

    def _term(self, pk):
        return str(self.terms[pk])
