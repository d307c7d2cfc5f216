from pathlib import Path

from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand

from exchange.management import archive


class Command(BaseCommand):
    help = "Put a backup's rows and files in place of what is here, and compare."
    requires_system_checks = ()  # they open the database, which may not be there yet

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="also when people are in this database already")

    def handle(self, *, file, replace, **options):
        Path(settings.VAR_DIR).mkdir(parents=True, exist_ok=True)
        try:
            manifest = archive.restore(file, replace=replace)
        except archive.ArchiveRefused as error:
            raise CommandError(error) from error
        rows = sum(entry["count"] for entry in manifest["entries"].values())
        self.stdout.write(f"{rows} rows and files of {manifest['made_at'][:10]} restored and compared.")
