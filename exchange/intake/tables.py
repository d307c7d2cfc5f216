"""The files that Maya takes away: the template with a filled example, and all organisations."""

from django.utils.translation import gettext as _

from exchange.members.models import Organisation
from exchange.members.states import State
from exchange.programmes.models import Term

from .columns import COLUMNS
from .organisations import cells_of


def headings():
    return [column.heading for column in COLUMNS]


def template():
    """Headings in the reader's language and one example."""
    names = {(term.kind, term.code): str(term) for term in Term.objects.open()}
    return [headings(), [example(column, names) for column in COLUMNS]]


def example(column, names):
    codes = column.example.split("; ")
    return "; ".join(names.get((column.kind, code), code) for code in codes)


def explained():
    """The second sheet: each column with what it means and the entries it takes."""
    lists = {}
    for term in Term.objects.open():
        lists.setdefault(term.kind, []).append(str(term))
    lines = [[column.heading, str(column.explanation), "; ".join(lists.get(column.kind, []))] for column in COLUMNS]
    return [[_("Column"), _("What it means"), _("What may stand in it")], *lines]


def organisations():
    """All organisations as the import takes them; applications whose address nobody confirmed are left out."""
    rows = Organisation.objects.exclude(state=State.APPLIED, mail_confirmed_at=None)
    rows = rows.select_related("sector", "structure", "setting", "body").prefetch_related("publics")
    return [headings(), *map(cells_of, rows)]
