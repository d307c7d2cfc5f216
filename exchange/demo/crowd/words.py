"""Names and sentences of a crowd, put together from the word lists of `data/crowd.toml`."""

import tomllib
from functools import cache
from pathlib import Path

from exchange.programmes.texts import Texts

SOURCE = Path(__file__).parent.parent / "data" / "crowd.toml"
LANGUAGES = {"FR": ("fr",), "NL": ("nl",), "BI": ("fr", "nl")}
SUFFIX = {"fr": " asbl", "nl": " vzw"}


@cache
def lists():
    with open(SOURCE, "rb") as file:
        return tomllib.load(file)


def written(role, pairs, joint=" "):
    """Sentences, one after the other, in the language or languages of a role."""
    return Texts({code: joint.join(pair[code] for pair in pairs) for code in LANGUAGES[role]})


def filled(role, pair, **values):
    """One sentence with its blanks filled; a value is a text per language, or the same for all."""
    texts = {}
    for code in LANGUAGES[role]:
        own = {name: value[code] if isinstance(value, dict) else value for name, value in values.items()}
        text = pair[code].format(**own)
        texts[code] = text[:1].upper() + text[1:]
    return Texts(texts)


def house_name(role, structure, noun, adjective):
    """'SSM La Lanterne Bleue', 'De Blauwe Lantaarn vzw', or both."""
    made = {"fr": french_name(noun, adjective), "nl": f"{noun['art']} {adjective['nl']} {noun['nl']}"}
    ends = SUFFIX if structure["suffix"] else {"fr": "", "nl": ""}
    return Texts({code: structure[f"prefix_{code}"] + made[code] + ends[code] for code in LANGUAGES[role]})


def french_name(noun, adjective):
    """The article and the adjective follow the noun; before a vowel the article loses its own."""
    gender, is_vowel = noun["g"][0], noun["g"].endswith("v")
    article = "L’" if is_vowel else {"m": "Le ", "f": "La "}[gender]
    return f"{article}{noun['fr']} {adjective[gender]}"
