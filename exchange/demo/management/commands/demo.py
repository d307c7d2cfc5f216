"""Make the demo world, where there is none yet."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from exchange.demo import world
from exchange.members.models import Member, Organisation
from exchange.notifications.models import OutboxMail
from exchange.placements.models import Placement


class Command(BaseCommand):
    help = "Make the demo world in an empty database; --again makes it anew, on the demo's database alone."

    def add_arguments(self, parser):
        parser.add_argument("--again", action="store_true", help="empty the demo's database first")

    def handle(self, *, again, **options):
        if not settings.DEMO:
            raise CommandError("This is not a demo: set DEMO=1 where everything may be invented.")
        if world.is_there() and not again:
            self.stdout.write("The demo world is there already.")
            return
        if Organisation.objects.exists() and not world.wipe():
            raise CommandError("This database holds something else than the demo world; nothing was changed.")
        self.make()

    def make(self):
        self.stdout.write("Making the demo world, which takes about a minute …")
        start = time.monotonic()
        world.build()
        made = (
            f"{Organisation.objects.count()} organisations, {Member.objects.count()} people, "
            f"{Placement.objects.count()} immersions, {OutboxMail.objects.count()} mails"
        )
        self.stdout.write(f"The demo world is made: {made}, in {time.monotonic() - start:.0f} s.")
