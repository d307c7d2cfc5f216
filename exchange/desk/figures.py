"""The year's numbers on Maya's desk, and the two charts. Source: domain.md 6.5 (I01, I03, I05, I07, I08, I15)."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from exchange.members.models import Organisation
from exchange.placements.models import PastImmersion, Placement, PlacementDay
from exchange.placements.states import State
from exchange.programmes.dates import date_words
from exchange.programmes.models import Term
from exchange.programmes.workdays import today
from exchange.questionnaires.models import Sheet

from . import commitments

TAKEN_PLACE = [State.COMPLETED, State.INTERRUPTED]
HEIGHT, STEP, WIDTH = 105, 46, 26  # of the bars, in the units of the drawing


@dataclass(frozen=True)
class Figure:
    label: str
    value: str
    small: str
    is_better: bool = False


def percent(part, whole):
    """'71 %', or a dash where there is nothing to compare with."""
    return _("%(number)s %%") % {"number": round(100 * part / whole)} if whole else "–"


def held(start, end):
    """Placements that took place, wholly or in part, whose first day lies in this span (both ends included)."""
    days = PlacementDay.objects.filter(placement=OuterRef("pk")).order_by("date")
    rows = Placement.objects.filter(state__in=TAKEN_PLACE).annotate(first=Subquery(days.values("date")[:1]))
    return rows.filter(first__gte=start, first__lte=end).order_by()


def before(start, end):
    """Immersions before the platform, brought in from a list, whose first day lies in this span."""
    return PastImmersion.objects.filter(first_day__gte=start, first_day__lte=end).order_by()


def number_of(start, end):
    return held(start, end).count() + before(start, end).count()


def figures():
    return [members(), immersions(), promises(), feedback()]


def members():
    active = Organisation.objects.active()
    start = today().replace(month=3 * ((today().month - 1) // 3) + 1, day=1)
    new = active.filter(welcomed_at__date__gte=start).count()
    small = _("+%(number)s this quarter") % {"number": new} if new else _("none new this quarter")
    return Figure(_("Members"), str(active.count()), small, bool(new))


def immersions():
    now = today()
    count = number_of(*this_year())
    last = now.replace(year=now.year - 1, day=28 if (now.month, now.day) == (2, 29) else now.day)
    earlier = number_of(last.replace(month=1, day=1), last)
    small = _("%(number)s at this time last year") % {"number": earlier}
    return Figure(_("Immersions this year"), str(count), small)


def promises():
    """Among those who have been a member for so long that the promise can be looked at."""
    bound = commitments.bound()
    kept = bound.filter(commitments.kept()).count()
    return Figure(_("Commitments kept"), percent(kept, bound.count()), _("hosted and sent at least one"))


def feedback():
    sent = Sheet.objects.filter(questionnaire__moment="end", sent_at__year=today().year)
    counts = sent.aggregate(sent=Count("pk"), done=Count("pk", filter=Q(finished_at__isnull=False)))
    small = _("%(done)s of %(sent)s") % counts
    return Figure(_("Feedback received"), percent(counts["done"], counts["sent"]), small)


def months_before(number):
    """The first days of the last `number` months, this one included."""
    first = today().replace(day=1)
    start = first.year * 12 + first.month - number
    return [dt.date(month // 12, month % 12 + 1, 1) for month in range(start, start + number)]


def per_month():
    """Bars of the last twelve months, with what a drawing needs: height, place, letter, full name."""
    months = months_before(12)
    firsts = [*held(months[0], today()).values_list("first", flat=True),
              *before(months[0], today()).values_list("first_day", flat=True)]  # fmt: skip
    counts = Counter(first.replace(day=1) for first in firsts)
    most = max([*counts.values(), 1])
    bars = []
    for place, month in enumerate(months):
        number = counts[month]
        height = round(HEIGHT * number / most)
        letter, name = date_words(month, "b")[:1].upper(), date_words(month, "F Y")
        middle = 6 + place * STEP + WIDTH // 2
        bars.append({"number": number, "height": height, "x": 6 + place * STEP, "y": 120 - height, "over": 112 - height,
                     "middle": middle, "letter": letter, "name": name})  # fmt: skip
    return bars


def this_year():
    """From the first of January until today."""
    return today().replace(month=1, day=1), today()


def ways(start, end):
    """How many went from each sector to each in this span: {(sender's, host's): number}."""
    counts = Counter(held(start, end).values_list("sender__sector", "offer__organisation__sector"))
    counts.update(before(start, end).values_list("sender__sector", "host__sector"))
    return counts


def crossed(counts):
    """How many of `ways` crossed the line; who is specialised in both is on the other side of everybody."""
    both = set(Term.objects.of("sector").filter(counts_with_all=True).values_list("pk", flat=True))
    return sum(number for pair, number in counts.items() if pair[0] != pair[1] or set(pair) & both)


def between_sectors():
    """How many went from each core sector to each, this year, and the share that crossed the line."""
    sectors = list(Term.objects.of("sector").filter(is_core=True))
    counts = ways(*this_year())
    rows = [(sender, [(counts[sender.pk, host.pk], sender != host) for host in sectors]) for sender in sectors]
    return {"sectors": sectors, "rows": rows, "share": percent(crossed(counts), sum(counts.values()))}
