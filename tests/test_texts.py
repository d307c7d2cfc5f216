"""The French and Dutch texts are complete, belong to the sources, and keep what is filled in."""

import io
import re

import polib
import pytest
from babel.messages.extract import extract
from django.utils.translation.template import templatize

from tests.running import ROOT

SOURCES = ("exchange", "catalogue", "agreements", "templates")
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
FILLED = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.fixture(scope="module", params=["fr", "nl"])
def catalog(request):
    return polib.pofile(ROOT / f"exchange/locale/{request.param}/LC_MESSAGES/django.po")


def python_texts():
    """Every source as Python: templates the way Django's own makemessages turns them."""
    for folder in SOURCES:
        for path in (ROOT / folder).rglob("*.*"):
            if path.suffix in {".html", ".txt"} and "templates" in path.parts:
                yield path, re.sub(r"(?m)^\s+", "", templatize(path.read_text(), origin=str(path)))
            elif path.suffix == ".py" and "migrations" not in path.parts:
                yield path, path.read_text()


def messages():
    """Map (context, text) of each sentence in the sources to the file it stands in."""
    found = {}
    for path, text in python_texts():
        for _line, message, _comments, context in extract("python", io.BytesIO(text.encode()), KEYWORDS):
            first = message if isinstance(message, str) else message[0]
            found[context, first] = path.relative_to(ROOT)
    return found


def test_every_sentence_has_its_translation(catalog):
    known = {(entry.msgctxt, entry.msgid) for entry in catalog}

    assert {text: path for text, path in messages().items() if text not in known} == {}


def test_no_translation_is_empty_or_doubtful(catalog):
    assert [entry.msgid for entry in catalog if not entry.translated() or entry.fuzzy] == []


def test_no_translation_is_left_of_a_sentence_that_is_gone(catalog):
    found = messages()

    assert [entry.msgid for entry in catalog if (entry.msgctxt, entry.msgid) not in found] == []


def test_translations_keep_what_is_filled_in(catalog):
    def filled(*texts):
        return {name for text in texts for name in FILLED.findall(text)}

    for entry in catalog:
        translations = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
        for text in translations:
            assert filled(text) <= filled(entry.msgid, entry.msgid_plural), entry.msgid
        assert filled(*translations) == filled(entry.msgid, entry.msgid_plural), entry.msgid


def test_french_signs_have_their_space_and_apostrophes_are_typographic():
    texts = [entry.msgstr for entry in polib.pofile(ROOT / "exchange/locale/fr/LC_MESSAGES/django.po")]

    assert [text for text in texts if re.search(r" [:;?!»]|« |\w'\w", text)] == []
