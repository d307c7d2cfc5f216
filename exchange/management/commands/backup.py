from pathlib import Path

from django.core.management import CommandError
from django.core.management.base import BaseCommand

from exchange.management import archive


class Command(BaseCommand):
    help = "Write the database and the files to one archive, and check it."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        try:
            manifest = archive.write(file)
        except archive.ArchiveRefused as error:
            raise CommandError(error) from error
        rows = sum(entry["count"] for entry in manifest["entries"].values())
        self.stdout.write(f"{file}: {rows} rows and files written and read back.")
