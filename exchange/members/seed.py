"""The text of the commitment a new database starts with. A version that is there is never written again."""

import tomllib
from pathlib import Path

from django.apps import apps as installed

from exchange.programmes.seed import is_gone, texts
from exchange.programmes.texts import CODES

SOURCE = Path(__file__).parent / "data" / "commitment.toml"


def load(sender, apps=installed, **kwargs):
    """Add the version of the file unless it is there; called after every migration."""
    if is_gone(sender, apps):
        return
    data = tomllib.loads(SOURCE.read_text())
    apps.get_model("members", "CommitmentText").objects.get_or_create(
        version=data["version"],
        defaults={
            "title": texts(data["title"]),
            "introduction": texts(data["introduction"]),
            "accept": texts(data["accept"]),
            "sentences": {code: [point[code] for point in data["point"]] for code in CODES},
        },
    )
