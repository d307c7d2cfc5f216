"""Filled examples that a host may start from, one per type of structure; the first fits any type."""

import tomllib
from functools import cache
from pathlib import Path

from exchange.programmes.models import Term
from exchange.programmes.texts import Texts, TextsField

from .models import Offer


@cache
def examples():
    """The entries of the data file by code of structure; "" is the general one."""
    with open(Path(__file__).parent / "data" / "examples.toml", "rb") as file:
        return {entry["structure"]: entry for entry in tomllib.load(file)["example"]}


def example_for(structure):
    """The example of this structure's code, else the general one."""
    return examples().get(structure, examples()[""])


def written_in(organisation, member):
    """The languages an example is filled in with: the organisation's, else the member's own."""
    return {"FR": ["fr"], "NL": ["nl"], "BI": ["fr", "nl"]}.get(organisation.language_role, [member.language])


def start(offer, codes):
    """Fill a new offer with the example of its structure, in these languages, and save it as a draft."""
    entry = example_for(offer.organisation.structure.code)
    lists = {}
    for field in Offer._meta.get_fields():
        if isinstance(field, TextsField):
            setattr(offer, field.name, texts(entry, field.name, codes))
        elif field.name not in entry:
            continue
        elif field.many_to_many:
            lists[field.name] = terms(field, entry[field.name])
        elif field.is_relation:
            setattr(offer, field.name, terms(field, [entry[field.name]]).first())
        else:
            setattr(offer, field.name, entry[field.name])
    offer.save()
    for name, rows in lists.items():
        getattr(offer, name).set(rows)
    offer.remember_words()
    return offer


def texts(entry, name, codes):
    """The text in these languages; a list in the file is one line each."""
    written = {code: entry.get(f"{name}_{code}", "") for code in codes}
    return Texts({code: "\n".join(text) if isinstance(text, list) else text for code, text in written.items() if text})


def terms(field, codes):
    kind = field.get_limit_choices_to()["kind"]
    return Term.objects.of(kind).open().filter(code__in=codes)
