"""The house stays as it was drawn: sizes, imports, templates in use, nothing that belongs elsewhere."""

import ast
import re
import subprocess
from pathlib import Path

import allauth
import django.forms
import django.views
import pytest
from django.core.management import call_command
from importlinter.cli import lint_imports

from tests.running import ROOT

CODE = ("exchange", "catalogue", "agreements")
LIMITS = {"file": 300, "function": 40, "view": 20, "verb": 15, "test": 25, "template": 120, "settings": 150}
EXCEPTIONS = {}  # "kind path name": the reason; at most five


def tracked(*patterns):
    listed = subprocess.run(["git", "ls-files", "--", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    paths = [Path(line) for line in listed.stdout.splitlines()]
    return [path for path in paths if (ROOT / path).is_file() and "migrations" not in path.parts]


def length(node):
    """Lines of a function, decorators and docstring left out."""
    lines = node.end_lineno - node.lineno + 1
    if ast.get_docstring(node):
        lines -= node.body[0].end_lineno - node.body[0].lineno + 1
    return lines


def functions(path):
    """Yield (kind, name, lines) of each function of a file."""
    tree = ast.parse((ROOT / path).read_text())
    methods = {id(child) for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for child in node.body}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield kind(path, node, id(node) in methods), node.name, length(node)


def kind(path, node, is_method):
    if path.parts[0] == "tests":
        return "test" if node.name.startswith("test_") else "function"
    arguments = [argument.arg for argument in node.args.args]
    if "request" in arguments[:2] and ("views" in path.parts or "views" in path.stem or path.stem == "pages"):
        return "view"
    return "verb" if is_method and ("models" in path.parts or path.stem == "models") else "function"


def measured():
    """Yield (kind, path, name, lines) of everything that has a limit."""
    for path in tracked("*.py"):
        lines = len((ROOT / path).read_text().splitlines())
        yield "settings" if path.name == "settings.py" else "file", path, "", lines
        for what, name, size in functions(path):
            yield what, path, name, size
    for path in tracked("templates/*"):
        yield "template", path, "", len((ROOT / path).read_text().splitlines())


def test_every_room_can_be_seen_at_a_glance():
    too_long = {f"{what} {path} {name}".strip(): n for what, path, name, n in measured() if n > LIMITS[what]}

    assert {name: lines for name, lines in too_long.items() if name not in EXCEPTIONS} == {}
    assert [name for name in EXCEPTIONS if name not in too_long] == []
    assert len(EXCEPTIONS) <= 5


def test_imports_go_down_only():
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True) == 0


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def named_in(sources, path):
    """Whether any source names this template, whole or, for the pieces of a mail, by its folder and name."""
    name = str(path.relative_to("templates"))
    stem = name.removeprefix("mail/").rpartition(".")[0]
    return name in sources or (name.startswith("mail/") and (f'"{stem}"' in sources or f'"{path.stem}"' in sources))


def replaced_templates():
    """The templates of Django and allauth, which ours may replace without being named in our code."""
    homes = [Path(package.__file__).parent for package in (allauth, django.forms, django.views)]
    return {path.as_posix().rpartition("/templates/")[2] for home in homes for path in home.rglob("templates/**/*.*")}


def test_every_template_is_used():
    sources = "\n".join((ROOT / path).read_text() for path in tracked("*.py", "templates/*"))
    called_by_name = replaced_templates() | {
        "429.html",
        "400.html",
        "403.html",
        "404.html",
        "500.html",
        "403_csrf.html",
    }

    unused = [path for path in tracked("templates/*") if not named_in(sources, path)]
    assert [path for path in unused if str(path.relative_to("templates")) not in called_by_name] == []


EVERYWHERE = ("*.py", "*.html", "*.md", "*.toml", "*.txt", "run", ".ci")
PAGES = ("templates/*.html", ":!templates/mail")
FORBIDDEN = {
    "a registry's host": (EVERYWHERE, r"p[y]pi\.org|pythonh[o]sted|registry\.npmj[s]|deb\.debia[n]"),
    "a path of one machine": (EVERYWHERE, r"/r[o]ot/|/w[o]rk/"),
    "unfinished work": (EVERYWHERE, r"\bTO[D]O\b|\bFIXM[E]\b|lorem [i]psum|pytest\.mark\.skip\b|\bxfai[l]\b"),
    "a door left open": (EVERYWHERE, r"\|\s*saf[e]\b|mark_saf[e]\(|csrf_exemp[t]"),
    "a script in a page": (PAGES, r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|\son[a-z]+=[\"']"),
    "a style in a page": (PAGES, r"<style|\sstyle="),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_holds(what):
    patterns, words = FORBIDDEN[what]

    assert [path for path in tracked(*patterns) if re.search(words, (ROOT / path).read_text(errors="replace"))] == []
