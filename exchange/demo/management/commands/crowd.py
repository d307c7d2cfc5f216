"""Add a crowd of invented organisations, people and offers, to see how the platform bears it."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from catalogue.models import Offer
from exchange.demo import crowd


class Command(BaseCommand):
    help = "Add so many believable offers to a demo, with their organisations and people; the same ones for a seed."

    def add_arguments(self, parser):
        parser.add_argument("offers", type=int, help="such as 1000, 10000 or 100000")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *, offers, seed, **options):
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError("A crowd is invented: set DEMO=1 where everything may be.")
        if offers < 1:
            raise CommandError("Ask for at least one offer.")
        start = time.monotonic()
        crowd.make(offers, seed)
        took = time.monotonic() - start
        self.stdout.write(f"{offers} offers were added in {took:.0f} s; {Offer.objects.count()} are there now.")
