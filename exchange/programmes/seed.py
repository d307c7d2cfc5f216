"""The rows a new database starts with: the programme and the lists. What Maya changed since is never overwritten."""

import tomllib
from pathlib import Path

from django.apps import apps as installed

from .texts import CODES, Texts

DATA = Path(__file__).parent / "data"


def texts(entry, prefix=""):
    """The `Texts` of a data entry, whose keys are the language codes, after an optional prefix such as `note_`."""
    return Texts({code: entry[prefix + code] for code in CODES if entry.get(prefix + code)})


def is_gone(app, apps):
    """Whether migrating took this app's tables away: `migrate <app> zero` ends with the same signal."""
    return app.label not in {model._meta.app_label for model in apps.get_models()}


def load(sender, apps=installed, **kwargs):
    """Add the missing rows; called after every migration, with the models as it left them."""
    if is_gone(sender, apps):
        return
    programme = apps.get_model("programmes", "Programme")
    names = Texts(fr="Papillon", nl="Vlinderproject", en="Vlinder project")
    programme.objects.get_or_create(code="papillon", defaults={"name": names})
    add_terms(apps.get_model("programmes", "Term"))
    add_twins(apps)


def add_terms(term_model):
    with open(DATA / "lists.toml", "rb") as file:
        lists = tomllib.load(file)
    have = {(term.kind, term.code): term for term in term_model.objects.all()}
    for kind, entries in lists.items():
        for position, entry in enumerate(entries, start=1):
            if (kind, entry["code"]) not in have:
                have[kind, entry["code"]] = term_model.objects.create(
                    kind=kind, parent=have.get(("sector", entry.get("parent", ""))), **columns(entry, position)
                )


def columns(entry, position):
    return {
        "code": entry["code"],
        "name": texts(entry),
        "note": texts(entry, "note_"),
        "is_open": entry.get("is_open", True),
        "is_core": entry.get("core", False),
        "counts_with_all": entry.get("counts_with_all", False),
        "position": entry.get("position", position),
    }


def add_twins(apps):
    if "twin" not in apps.all_models["programmes"]:  # migrated back to before they were
        return
    with open(DATA / "twins.toml", "rb") as file:
        entries = tomllib.load(file)["twins"]
    for entry in entries:
        apps.get_model("programmes", "Twin").objects.get_or_create(
            code=entry["code"], defaults={"words": entry["words"]}
        )
