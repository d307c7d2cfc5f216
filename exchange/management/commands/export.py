"""Everything as open files, so that Maya can leave with her data."""

import base64
import csv
import json
from pathlib import Path

from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.db import models

from exchange.intake.writing import guarded
from exchange.management import archive

SECRET_APPS, SECRET_FIELDS = {"mfa"}, {"password"}


class Command(BaseCommand):
    help = "Write each table as CSV and each document as PDF into a new folder."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder, **options):
        try:
            folder.mkdir(mode=0o700, parents=True)
        except OSError as error:
            raise CommandError(f"{folder} can't be made ({error.strerror}); name a new folder.") from error
        exported = [model for model in archive.archived_models() if model._meta.app_label not in SECRET_APPS]
        with archive.snapshot():
            for model in exported:
                write_table(folder, model)
        for name, path in archive.media():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
        self.stdout.write(f"{folder}: {len(exported)} tables, and the documents beside them.")


def write_table(folder, model):
    """One CSV file with a line per row; bytes become a file of their own, whose name stands in the line."""
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    fields = [field for field in fields if field.serialize and field.name not in SECRET_FIELDS]
    name = model._meta.label_lower
    with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8-sig") as table:
        out = csv.writer(table)
        out.writerow(["pk", *(field.name for field in fields)])
        for row in archive.rows(model):
            values = row["fields"]
            cells = [
                cell(folder, f"{name}-{row['pk']}-{field.name}", field, values.get(field.name)) for field in fields
            ]
            out.writerow([row["pk"], *cells])


def cell(folder, name, field, value):
    """Return the text of a cell; one that a spreadsheet would take for a formula gets an apostrophe."""
    if value is None or value == "":
        return ""
    if isinstance(field, models.BinaryField):
        return document(folder, name, base64.b64decode(value))
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return guarded(value) if isinstance(value, str) else str(value)


def document(folder, name, content):
    ending = "pdf" if content.startswith(b"%PDF") else "png" if content.startswith(b"\x89PNG") else "bin"
    path = folder / "documents" / f"{name}.{ending}"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return f"documents/{path.name}"
