"""The README says what the code says."""

import re
from pathlib import Path

from exchange.placements.management.commands.states import diagram

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()


def test_the_diagram_of_states_is_printed_from_the_table_of_moves():
    assert README.split("```mermaid\n")[1].split("\n```")[0] == diagram()


def test_every_setting_of_the_environment_stands_in_the_table():
    sources = [path.read_text() for path in (ROOT / "exchange").rglob("*.py")]
    read = {name for source in sources for name in re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source)}

    assert sorted(name for name in read if f"`{name}`" not in README) == []


def test_every_picture_it_shows_is_there():
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)

    assert [path for path in pictures if not (ROOT / path).is_file()] == []
