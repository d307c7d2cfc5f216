"""Work out a proposal of matches in this process, and tell it."""

from django.core.management.base import BaseCommand

from exchange.matching import proposing
from exchange.matching.models import Proposal


class Command(BaseCommand):
    help = "Work out the best set of matches for open wishes and free places; nothing is sent."

    def add_arguments(self, parser):
        parser.add_argument("--seconds", type=float, default=proposing.SECONDS, help="for the search at most")

    def handle(self, *, seconds, **options):
        proposal = Proposal.objects.create()
        proposing.work_out(proposal, seconds)
        for match in proposal.matches.with_rows():
            self.stdout.write(
                f"{match.who} → {match.offer.organisation}, {match.month_text}: {', '.join(match.reasons)}"
            )
        self.stdout.write(f"{proposal.matches.count()} of {proposal.wishes} wishes. {proposal.standing_text}")
