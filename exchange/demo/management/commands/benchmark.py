"""Measure the goals of performance and say which are met."""

import json
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from exchange.demo.benchmark import machine, results
from exchange.demo.benchmark.goals import GOALS
from exchange.demo.benchmark.worlds import Worlds


class Command(BaseCommand):
    help = "Measure the goals of performance on scratch databases; exit code 1: one is missed, 2: too loaded to judge."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="write one object to standard output")
        parser.add_argument("--anyway", action="store_true", help="measure on a loaded machine too, without judging")
        parser.add_argument("--goal", type=int, choices=GOALS, action="append", help="this goal alone; repeatable")

    def handle(self, *, anyway, goal, **options):
        if settings.DEBUG or settings.DEMO:
            raise CommandError("Measure what people use: unset DEBUG and DEMO, or start ./run benchmark.")
        found = machine.facts()
        loaded = machine.is_loaded(found)
        if loaded and not anyway:
            raise CommandError(
                f"Too loaded to judge: {found}. Wait, or measure without judging: --anyway.", returncode=2
            )
        made = self.measure(goal or GOALS)
        self.tell(made, found, judged=not loaded, as_json=options["json"])
        if not loaded and not all(result.passed for result in made):
            sys.exit(1)

    def measure(self, numbers):
        settings.ROOT_URLCONF = "exchange.demo.benchmark.urls"
        call_command("collectstatic", verbosity=0, interactive=False)
        worlds, made = Worlds(self.stderr.write), []
        for number in numbers:
            self.stderr.write(f"measuring goal {number} …")
            made += GOALS[number](worlds)
        for world in worlds.values():
            world.close()
        return made

    def tell(self, made, found, *, judged, as_json):
        if as_json:
            self.stdout.write(json.dumps({**results.report(made, found), "judged": judged}, indent=2))
            return
        for result in made:
            self.stdout.write(result.line())
        self.stdout.write(f"{found}" + ("" if judged else "; loaded at the start: figures, no judgement"))
