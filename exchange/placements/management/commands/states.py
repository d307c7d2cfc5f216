from django.core.management.base import BaseCommand

from exchange.placements.states import MOVES, State


def diagram():
    """The table of moves as a Mermaid state diagram: an arrow per source, named after the move and who may take it."""
    lines = ["stateDiagram-v2", f"    [*] --> {State.DRAFT.value}"]
    for name, move in MOVES.items():
        parties = " or ".join(sorted(party.value for party in move.parties))
        for source in sorted(move.sources):
            lines.append(f"    {source.value} --> {(move.target or source).value}: {name} ({parties})")
    return "\n".join(lines)


class Command(BaseCommand):
    help = "Print the states of a placement as a diagram, as it stands in the README."

    def handle(self, **options):
        self.stdout.write(diagram())
