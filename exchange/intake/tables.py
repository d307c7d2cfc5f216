"""The files that Maya takes away: a template with a filled example, and all rows as the import takes them."""

from django.utils.translation import gettext as _

from exchange.programmes.models import Term

from .kinds import PLANS


def headings(kind):
    return [column.heading for column in PLANS[kind].columns]


def template(kind):
    """Headings in the reader's language and one example."""
    names = {(term.kind, term.code): str(term) for term in Term.objects.open()}
    return [headings(kind), [example(column, names) for column in PLANS[kind].columns]]


def example(column, names):
    """The example in the reader's words, where it is written as codes."""
    names = names | {(column.kind, str(value)): str(label) for value, label in column.choices}
    return "; ".join(names.get((column.kind, code), code) for code in str(column.example).split("; "))


def explained(kind):
    """The second sheet: each column with what it means and the entries it takes."""
    lists = {}
    for term in Term.objects.open():
        lists.setdefault(term.kind, []).append(str(term))
    lines = [
        [column.heading, str(column.explanation),
         "; ".join(lists.get(column.kind, [str(label) for _value, label in column.choices]))]
        for column in PLANS[kind].columns
    ]  # fmt: skip
    return [[_("Column"), _("What it means"), _("What may stand in it")], *lines]


def everything(kind):
    """All rows of a kind as the import takes them."""
    return [headings(kind), *PLANS[kind].export()]
