"""The privacy notice: a public page, and annex 2 of every agreement. Its text is data/privacy.toml."""

import tomllib
from functools import cache
from pathlib import Path

from django.conf import settings

from exchange.members.models import LegalText, Review

SOURCE = Path(__file__).with_name("data") / "privacy.toml"


@cache
def notice():
    with SOURCE.open("rb") as file:
        return tomllib.load(file)


def standing(language=None):
    """Who reviewed it; else that it is a draft."""
    return Review.standing(LegalText.PRIVACY, notice()["version"], language)


def draft_line(language):
    """That it is still to be reviewed, for the annex of an agreement; empty once it was."""
    return "" if Review.of(LegalText.PRIVACY, notice()["version"]) else standing(language)


def sections(language):
    """Return the sections in `fr`, `nl` or `en`: heading, paragraphs; points, columns and rows where there are any."""
    return [
        {key: value if key == "code" else filled(value[language]) for key, value in section.items()}
        for section in notice()["section"]
    ]


def filled(text):
    """Put Maya's contacts into a text, or into every text of a list."""
    if not isinstance(text, str):
        return [filled(part) for part in text]
    phone = settings.MAYA_PHONE.replace(" ", "\N{NO-BREAK SPACE}")
    return text.replace("{{maya_mail}}", settings.MAYA_MAIL).replace("{{maya_phone}}", phone)
