"""What each model says of the people it points to: whose a row is, what that person gets, how long it is kept.

Every model that points to a person, or holds a name or an address of one, has an attribute `personal`; a test fails on
one that has not. `exchange.members.own_data` declares what packages keep, and makes somebody's own data from it all.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

ROW = ("*",)  # for `erase`: the whole row goes

# How long it is kept, as people are told. Source: domain.md 9.2.
TERMS = {
    "account": _("until 24 months after you last used your account"),
    "organisation": _("while the organisation is a member, and 12 months longer"),
    "request": _("12 months when it did not take place; else with the agreement, for 5 years"),
    "agreement": _("5 years after the end"),
    "certificate": _("10 years, or until you ask us to remove it"),
    "answers": _("by name 12 months, texts 24 months; what only you read, 6 months"),
    "log": _("12 months"),
}


@dataclass(frozen=True)
class Personal:
    """The declaration of one model.

    `own`: how a person finds the own rows: lookups from the row to a member, or to an address where they end in
    `__iexact`; a pair adds conditions. None: the rows are nobody's own, so nobody is handed them.
    `export`: paths of what the person gets. `beside`: columns about somebody, not handed out with the row.
    `erase`: the columns that are emptied when the term is over, or ROW. A member's own row is emptied, never deleted,
    so a column that only points to a member needs nothing more. `file`: name and bytes of a paper.
    """

    keep: str
    title: Any = ""
    own: tuple = ()
    export: tuple = ()
    beside: tuple = ()
    erase: tuple = ()
    file: tuple = ()

    @property
    def term(self):
        return TERMS[self.keep]
