"""Everything fits in one file and comes back the same; and everything can leave as open files."""

import csv
import json
import sqlite3
import zipfile
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command
from django.db import models

from exchange.management import archive
from exchange.management.commands import export
from exchange.members.models import Member
from tests.running import Platform, python

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return Member.objects.create(email="an@oever.example", first_name="An", last_name="=1+1")


def everything():
    return {model._meta.label: list(archive.lines(model)) for model in archive.archived_models()}


def test_what_is_restored_is_what_was_backed_up(tmp_path, member):
    before = everything()
    call_command("backup", tmp_path / "vlinder.zip", verbosity=0)
    archive._empty()

    call_command("restore", tmp_path / "vlinder.zip", verbosity=0)

    assert everything() == before
    assert Member.objects.get().created_at == member.created_at


def test_new_rows_are_numbered_after_the_restored_ones(tmp_path, member):
    archive.write(tmp_path / "vlinder.zip")
    archive.restore(tmp_path / "vlinder.zip", replace=True)

    assert Member.objects.create(email="bo@oever.example").pk > member.pk


def test_uploaded_files_come_along(tmp_path, settings):
    settings.VAR_DIR = tmp_path / "there"
    (settings.VAR_DIR / "media" / "logos").mkdir(parents=True)
    (settings.VAR_DIR / "media" / "logos" / "a.png").write_bytes(b"\x89PNG")
    archive.write(tmp_path / "vlinder.zip")
    settings.VAR_DIR = tmp_path / "here"

    archive.restore(tmp_path / "vlinder.zip")

    assert (tmp_path / "here" / "media" / "logos" / "a.png").read_bytes() == b"\x89PNG"


def test_a_backup_is_for_its_owner_only_and_overwrites_nothing(tmp_path):
    archive.write(tmp_path / "vlinder.zip")

    assert (tmp_path / "vlinder.zip").stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", tmp_path / "vlinder.zip")


def tamper(path, target, change):
    """Write the archive anew with one entry changed."""
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    entries[target] = change(entries[target])
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)


def test_a_damaged_backup_is_refused_and_nothing_changes(tmp_path, member):
    archive.write(tmp_path / "vlinder.zip")
    tamper(tmp_path / "vlinder.zip", "data/members.member.jsonl", lambda data: data.replace(b"oever", b"schip"))

    with pytest.raises(CommandError, match=r"data/members.member.jsonl is not what was written"):
        call_command("restore", tmp_path / "vlinder.zip", replace=True)
    assert Member.objects.get().email == "an@oever.example"


def test_a_file_that_is_no_backup_is_refused(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear Maya")

    with pytest.raises(CommandError, match="is not a backup"):
        call_command("restore", tmp_path / "letter.txt")


def test_a_backup_of_another_version_is_refused(tmp_path):
    def forget_a_migration(data):
        manifest = json.loads(data)
        return json.dumps(manifest | {"migrations": manifest["migrations"][1:]})

    archive.write(tmp_path / "vlinder.zip")
    tamper(tmp_path / "vlinder.zip", "manifest.json", forget_a_migration)

    with pytest.raises(CommandError, match="made by another version"):
        call_command("restore", tmp_path / "vlinder.zip")


def test_a_database_without_tables_gets_them_first(tmp_path, member):
    archive.write(tmp_path / "vlinder.zip")
    fresh = python(
        "manage.py", "restore", str(tmp_path / "vlinder.zip"), SECRET_KEY="x" * 60, SITE_URL="https://vlinder.example",
        ALLOWED_HOSTS="vlinder.example", MAIL_URL="memory:", VAR_DIR=str(tmp_path / "var"),
    )  # fmt: skip

    assert (fresh.returncode, fresh.stderr) == (0, "")
    assert "restored and compared" in fresh.stdout
    with closing(sqlite3.connect(tmp_path / "var" / "vlinder.sqlite3")) as restored:
        assert restored.execute("SELECT email FROM members_member").fetchall() == [("an@oever.example",)]


def test_people_are_not_replaced_unless_told_to(tmp_path, member):
    archive.write(tmp_path / "vlinder.zip")

    with pytest.raises(CommandError, match="add --replace"):
        call_command("restore", tmp_path / "vlinder.zip")


def test_no_row_points_to_one_that_is_left_out():
    kept = set(archive.archived_models())

    pointing = [
        field
        for model in kept
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if isinstance(field, models.ForeignKey | models.ManyToManyField) and field.related_model not in kept
    ]
    assert pointing == []


def test_the_export_has_a_line_for_each_row_and_no_formula(tmp_path, member):
    call_command("export", tmp_path / "out", verbosity=0)

    with (tmp_path / "out" / "members.member.csv").open(encoding="utf-8-sig") as table:
        (line,) = csv.DictReader(table)
    assert (line["email"], line["last_name"]) == ("an@oever.example", "'=1+1")
    assert not [name for name in line if "password" in name]
    assert list((tmp_path / "out").glob("mfa.*")) == []


def test_a_paper_is_exported_as_a_file_of_its_own(tmp_path):
    (tmp_path / "documents").mkdir()

    named = export.document(tmp_path, "agreements.agreement-7-pdf", b"%PDF-1.7 ...")

    assert named == "documents/agreements.agreement-7-pdf.pdf"
    assert (tmp_path / named).read_bytes() == b"%PDF-1.7 ..."


def test_an_export_needs_a_new_folder(tmp_path):
    with pytest.raises(CommandError, match="name a new folder"):
        call_command("export", tmp_path)


@pytest.mark.postgres
@pytest.mark.slow
def test_the_whole_demo_world_moves_to_another_database(tmp_path):
    """From SQLite to the database of these tests: restoring compares every row itself."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    demo = {"DEMO": "true", "DATABASE_URL": f"sqlite:///{tmp_path / 'a' / 'demo.sqlite3'}"}
    with Platform(tmp_path / "a", **demo) as old, Platform(tmp_path / "b", MAIL_URL="memory:") as new:
        old.manage("backup", tmp_path / "vlinder.zip")

        said = new.manage("restore", tmp_path / "vlinder.zip")

    assert "restored and compared" in said
    assert archive.check(tmp_path / "vlinder.zip")["entries"]["data/placements.placement.jsonl"]["count"] > 10
