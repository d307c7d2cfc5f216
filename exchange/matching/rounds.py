"""Swaps and rings of three among matches, as rows that a page shows; each match also bears the one it is part of."""

from dataclasses import dataclass

from .solver import circles, steps


@dataclass(frozen=True)
class Round:
    """Organisations in turn: the first sends to the second, the last to the first."""

    organisations: list

    @property
    def is_swap(self):
        return len(self.organisations) == 2

    @property
    def text(self):
        """'A ↔ B', 'A → B → C → A'."""
        names = [str(organisation) for organisation in self.organisations]
        return " ↔ ".join(names) if self.is_swap else " → ".join([*names, names[0]])


def rounds(matches):
    """The swaps and rings among these matches; a match that is in several bears the first."""
    houses = {match.wish.organisation_id: match.wish.organisation for match in matches}
    by_way, found = {}, []
    for circle in circles({match.way for match in matches}):
        found.append(Round([houses[pk] for pk in circle]))
        for way in steps(circle):
            by_way.setdefault(way, found[-1])
    for match in matches:
        match.round = by_way.get(match.way)
    return found
