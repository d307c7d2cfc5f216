"""What every page needs leaves as few files, and small."""

import gzip
import re
import subprocess

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.urls import reverse

from exchange.joined import FILES, SOURCES, slim
from exchange.programmes.templatetags.site import icon_names
from tests.factories import MemberFactory
from tests.running import ROOT


@pytest.mark.parametrize("path", FILES)
def test_a_joined_file_holds_its_sources_in_their_order(path, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    with open(finders.find(path)) as file:
        content = file.read()

    sources = [(SOURCES / name).read_text() for name in FILES[path]]
    found = [content.index(slim(source) if path.endswith(".css") else source) for source in sources]
    assert found == sorted(found)


def test_a_joined_file_follows_its_sources(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    path = tmp_path / "joined" / "css" / "every-page.css"
    path.parent.mkdir(parents=True)
    path.write_text("as it was yesterday")

    assert finders.find("css/every-page.css") == str(path)
    assert "yesterday" not in path.read_text()


def test_gathering_the_files_names_the_joined_ones_by_their_content(settings, tmp_path):
    settings.VAR_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    backend = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": backend}

    call_command("collectstatic", verbosity=0, interactive=False)

    for path in FILES:
        stem, _dot, ending = path.rpartition(".")
        made = [len(list((tmp_path / "static").glob(f"{stem}.*.{ending}{packed}"))) for packed in ("", ".gz", ".br")]
        assert (path, made) == (path, [1, 1, 1])


def test_every_icon_of_the_sprite_is_used():
    patterns = ["*.py", "*.html", "*.toml", ":!tests"]
    tracked = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    sources = "\n".join((ROOT / path).read_text() for path in tracked.stdout.split() if (ROOT / path).is_file())

    assert {name for name in icon_names() if not re.search(f"[\"']{name}[\"']", sources)} == set()


def test_a_sheet_without_comments_keeps_its_rules():
    assert slim("/* why\n so */\na {\n  color: red;\n\n}\n") == "a {\ncolor: red;\n}"


@pytest.mark.django_db
def test_a_page_leaves_compressed_for_who_can_read_it_so(client):
    client.force_login(MemberFactory())

    answers = [client.get(reverse("home"), headers={"accept-encoding": how}) for how in ("gzip", "")]

    assert [answer.headers.get("Content-Encoding") for answer in answers] == ["gzip", None]
    assert gzip.decompress(answers[0].content).startswith(b"<!doctype html>")


@pytest.mark.django_db
def test_the_length_of_a_page_tells_nothing(client):
    client.force_login(MemberFactory())
    sizes = {len(client.get(reverse("home"), headers={"accept-encoding": "gzip"}).content) for _visit in range(8)}

    assert len(sizes) > 1
