"""`./run` on a poor machine: what it can't do, it says in one sentence, with what to do."""

import shutil
import subprocess
from hashlib import sha256

import pytest

from tests.running import ROOT

TOOLS = ["awk", "bash", "cat", "df", "dirname", "grep", "id", "mkdir", "readlink", "rm", "sha256sum", "sort"]


@pytest.fixture
def machine(tmp_path):
    """A copy of the script beside its lists, and a PATH with the usual tools and nothing of Python, apt or pip."""
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))
    shutil.copy(ROOT / "run", tmp_path / "run")
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    return tmp_path


def start(machine, *arguments, **variables):
    """Start it; returns its code and the lines that are no progress notes."""
    environment = {"PATH": str(machine / "bin"), "HOME": "/nowhere", **variables}
    done = subprocess.run(
        ["./run", *arguments], cwd=machine, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, [line for line in done.stderr.splitlines() if not line.startswith("·")]


def environment_with(machine, script):
    """A prepared environment whose Python is this script."""
    (machine / ".venv" / "bin").mkdir(parents=True)
    python = machine / ".venv" / "bin" / "python"
    python.write_text(f"#!{shutil.which('bash')}\n{script}\n")
    python.chmod(0o755)
    lock = sha256((machine / "requirements" / "dev.txt").read_bytes()).hexdigest()
    (machine / ".venv" / ".ready").write_text(f"dev {lock}  -\n")


@pytest.mark.parametrize("command", [(), ("test",), ("production",)])
def test_without_python_it_says_which_one_is_needed(machine, command):
    code, said = start(machine, *command)

    assert code == 1
    assert said == ["Python 3.12 or newer is needed; install it, or name it: VLINDER_PYTHON=/path/to/python3 ./run"]


def test_an_older_python_is_no_python(machine):
    (machine / "bin" / "python3").write_text(f"#!{shutil.which('bash')}\nexit 1\n")
    (machine / "bin" / "python3").chmod(0o755)

    assert start(machine)[0] == 1


def test_without_pango_it_names_the_packages(machine):
    environment_with(machine, 'case "$2" in *weasyprint*) exit 1;; esac')

    code, said = start(machine, PROPOSALS="false")

    assert code == 1
    assert [line.startswith("Papers need Pango; install it") for line in said] == [True]


def test_production_refuses_a_demo(machine):
    assert start(machine, "production", DEMO="1") == (
        1, ["DEMO is set; production has no demo world. Unset DEMO and start again."],
    )  # fmt: skip
