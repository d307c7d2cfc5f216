"""The questions a new database starts with. A version that is there is never touched: a change is a new version."""

import tomllib
from functools import cache
from pathlib import Path

from django.apps import apps as installed
from django.db import transaction

from exchange.programmes.seed import is_gone, texts

DATA = Path(__file__).parent / "data" / "questionnaires.toml"


@cache
def data():
    """What the data file says, read once."""
    with open(DATA, "rb") as file:
        return tomllib.load(file)


def load(sender, apps=installed, **kwargs):
    """Add the versions that are missing, with their questions; called after every migration."""
    if is_gone(sender, apps):
        return
    questionnaire, question = (apps.get_model("questionnaires", name) for name in ("Questionnaire", "Question"))
    for entry in data()["questionnaire"]:
        with transaction.atomic():
            key = {name: entry[name] for name in ("moment", "party", "version")}
            words = {name: texts(entry, f"{name}_") for name in ("title", "introduction", "thanks")}
            row, is_new = questionnaire.objects.get_or_create(**key, defaults=words)
            if is_new:
                question.objects.bulk_create(question(questionnaire=row, **columns(each)) for each in entry["question"])


def columns(entry):
    return {
        "code": entry["code"],
        "kind": entry["kind"],
        "text": texts(entry),
        "hint": texts(entry, "hint_"),
        "choices": entry.get("choices", []),
        "shared": entry["shared"],
        "effects": entry.get("effects", []),
        "position": entry["position"],
    }
