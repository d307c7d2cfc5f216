"""No sentence is shown or mailed that nobody marked for translation."""

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from exchange.demo import world
from exchange.notifications.models import OutboxMail
from exchange.notifications.outbox import MAILS
from tests.pseudo import Known, pseudo_language, stored, strings

ROOT = Path(__file__).parent.parent
CONTACTS = [*settings.PRODUCT_NAMES.values(), settings.MAYA_NAME, settings.MAYA_MAIL, "Maya"]


def data():
    """The texts of the files that hold their own three languages."""
    files = [path for path in ROOT.glob("*/**/data/*.toml") if ".venv" not in path.parts]
    return strings([tomllib.loads(path.read_text()) for path in files])


@pytest.fixture
def pseudo_world(transactional_db, monkeypatch, tmp_path):
    """The demo world, made while everything translated is marked: its mails are."""
    with override_settings(DEMO=True, VAR_DIR=tmp_path), pseudo_language(monkeypatch):
        world.build()
        yield


def test_a_sentence_that_nobody_marked_is_found_among_marks_and_data():
    known = Known({"Léa", "La Girouette Mauve asbl", "Bring your shoes."})

    found = known.strange("⟦⟦Hello⟧ Léa,⟧ La Girouette Mauve asbl\n⟦Ends⟧ Bring your shoes. See you there")

    assert found == ["see you there"]


@pytest.mark.slow
@pytest.mark.once
def test_every_mail_of_the_demo_world_is_translated(pseudo_world):
    known, found = Known({*stored(), *data(), *CONTACTS}), {}
    for mail in OutboxMail.objects.all():
        text = re.sub(r"https?://\S+", "", mail.text)
        if pieces := known.strange(f"{mail.subject}\n{text}"):
            found.setdefault(mail.name, pieces[:4])

    assert found == {}


def test_every_mail_has_its_template():
    missing = [name for name in MAILS if "remind" not in name and not (ROOT / f"templates/mail/{name}.html").is_file()]

    assert missing == []
