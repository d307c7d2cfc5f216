"""The whole platform in one file, and back, on either database.

An archive is a ZIP: `manifest.json`, one line of JSON per row in `data/<app>.<model>.jsonl` (ordered by key, so that
equal rows give equal bytes whichever database they lie in) and the uploaded files under `media/`. The manifest names
the SHA-256 of each; after writing, the archive is read back, and after restoring, the database is.
"""

import datetime as dt
import hashlib
import json
import zipfile
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

FORMAT = 1
# Made anew by migrating, or worth nothing elsewhere: everyone signs in again, and what is due stands in other rows.
LEFT_OUT = {"auth", "contenttypes", "django_q", "sessions", "usersessions"}


class ArchiveRefused(Exception):
    """The archive can't be written, read or restored; carries the sentence that says why."""


def archived_models():
    return [model for model in apps.get_models() if model._meta.app_label not in LEFT_OUT and model._meta.managed]


def rows(model):
    """Yield each row as the values that Django's serializer gives, lists of keys sorted."""
    found = model._base_manager.order_by("pk").iterator(chunk_size=200)
    for row in serializers.serialize("python", found, use_natural_foreign_keys=False):
        for field in model._meta.local_many_to_many:
            if field.name in row["fields"]:
                row["fields"][field.name].sort()
        yield row


def lines(model):
    """Yield each row as one line of JSON, to the microsecond (Django's own JSON drops to milliseconds)."""
    for row in rows(model):
        yield json.dumps(row, default=_plain, sort_keys=True, ensure_ascii=False).encode() + b"\n"


def _plain(value):
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def digest(chunks):
    whole = hashlib.sha256()
    for chunk in chunks:
        whole.update(chunk)
    return whole.hexdigest()


def applied_migrations():
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def known_migrations():
    """What this version applies to a database in which nothing is."""
    return sorted(f"{app}.{name}" for app, name in MigrationLoader(connection).disk_migrations)


@contextmanager
def snapshot():
    """One moment for all reads, without keeping anybody from writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            yield
            cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def media():
    """Yield (name in the archive, path) of each uploaded file."""
    folder = Path(settings.VAR_DIR) / "media"
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield f"media/{path.relative_to(folder)}", path


def write(path):
    """Write everything to a new file that only its owner can read; return its manifest."""
    if path.exists():
        raise ArchiveRefused(f"{path} exists already; choose another name.")
    part = path.with_name(f"{path.name}.part")
    try:
        part.touch(mode=0o600)
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            manifest = _fill(archive)
        check(part)
        part.replace(path)
    except OSError as error:
        raise ArchiveRefused(f"{path} can't be written ({error.strerror}).") from error
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _fill(archive):
    manifest = {"format": FORMAT, "made_at": timezone.now().isoformat(), "entries": {}}
    with snapshot():
        manifest["migrations"] = applied_migrations()
        for model in archived_models():
            _add(archive, manifest, f"data/{model._meta.label_lower}.jsonl", lines(model))
    for name, path in media():
        _add(archive, manifest, name, [path.read_bytes()])
    archive.writestr("manifest.json", json.dumps(manifest, indent=1))
    return manifest


def _add(archive, manifest, name, chunks):
    whole, count = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as entry:
        for chunk in chunks:
            entry.write(chunk)
            whole.update(chunk)
            count += 1
    manifest["entries"][name] = {"sha256": whole.hexdigest(), "count": count}


def check(path):
    """Read an archive whole; raise ArchiveRefused unless each entry is what the manifest says. Return the manifest."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read("manifest.json"))
            if manifest["format"] != FORMAT:
                raise ArchiveRefused(f"{path} has a format this version doesn't know.")
            for name, entry in manifest["entries"].items():
                with archive.open(name) as stored:
                    if digest(iter(lambda stored=stored: stored.read(1 << 20), b"")) != entry["sha256"]:
                        raise ArchiveRefused(f"{path} is damaged: {name} is not what was written.")
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise ArchiveRefused(f"{path} is not a backup, or it is damaged ({error}).") from error
    return manifest


def restore(path, *, replace=False):
    """Put an archive's rows and files in place of what is here; refuse when people are here already, unless told to.

    A database without tables gets them first, where the archive is of this version.
    """
    manifest = check(path)
    applied = applied_migrations()
    if manifest["migrations"] != (applied or known_migrations()):
        raise ArchiveRefused("This backup was made by another version; restore it with that version, then upgrade.")
    if not applied:
        call_command("migrate", verbosity=0)
    if not replace and apps.get_model(settings.AUTH_USER_MODEL)._base_manager.exists():
        raise ArchiveRefused("There are people in this database; restore into an empty one, or add --replace.")
    with zipfile.ZipFile(path) as archive, transaction.atomic():
        _empty()
        for model in archived_models():
            with archive.open(f"data/{model._meta.label_lower}.jsonl") as entry:
                for row in serializers.deserialize("python", map(json.loads, entry)):
                    row.save(force_insert=True)
        _continue_numbering()
        _compare(manifest)
        _restore_media(archive, manifest)
    return manifest


def _empty():
    """Remove every row, those that migrating seeds included; references are checked when the transaction ends."""
    for model in archived_models():
        for field in model._meta.local_many_to_many:
            if field.remote_field.through._meta.auto_created:
                field.remote_field.through._base_manager.all()._raw_delete(connection.alias)
    for model in archived_models():
        model._base_manager.all()._raw_delete(connection.alias)


def _continue_numbering():
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), archived_models()):
            cursor.execute(statement)


def _compare(manifest):
    for model in archived_models():
        if digest(lines(model)) != manifest["entries"][f"data/{model._meta.label_lower}.jsonl"]["sha256"]:
            raise ArchiveRefused(f"{model._meta.label} came back different; nothing was changed.")


def _restore_media(archive, manifest):
    folder = Path(settings.VAR_DIR).resolve()
    for name in manifest["entries"]:
        target = (folder / name).resolve()
        if name.startswith("media/") and target.is_relative_to(folder / "media"):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(name))
