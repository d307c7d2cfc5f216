"""Starting and stopping: what can't succeed says so in one sentence; what stops leaves no process behind."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError

from exchange import jobs
from exchange.management.commands import serve
from exchange.management.processes import GaveUp, Part
from tests.running import BARE, ROOT, Platform, free_port, python, until


def alive_in(group):
    """The numbers of the processes of this group that still run."""
    stats = [stat.read_text().rpartition(")")[2].split() for stat in Path("/proc").glob("[0-9]*/stat")]
    return [fields for fields in stats if fields[2] == str(group) and fields[0] != "Z"]


def test_a_taken_port_is_told_with_the_way_out():
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(CommandError, match="choose another port"):
        serve.refuse_taken_port(*other.getsockname())


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "var").write_text("a file where the folder should be")

    with pytest.raises(CommandError, match="can't be written"):
        serve.refuse_poor_disk(tmp_path / "var")


def test_a_full_disk_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(serve, "ROOM", shutil.disk_usage(tmp_path).total + 1)

    with pytest.raises(CommandError, match="MB is free"):
        serve.refuse_poor_disk(tmp_path)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_the_demo_may_be_served_to_this_machine(settings, host):
    settings.DEMO = True

    serve.refuse_open_demo(host)


def test_the_demo_is_not_served_to_the_world_unless_asked_for_twice(settings, monkeypatch):
    settings.DEMO = True
    with pytest.raises(CommandError, match="DEMO lets everyone in"):
        serve.refuse_open_demo("0.0.0.0")

    monkeypatch.setenv("DEMO_FOR_EVERYONE", "true")
    serve.refuse_open_demo("0.0.0.0")


PRODUCTION = {"SECRET_KEY": "x" * 60, "SITE_URL": "https://vlinder.example", "ALLOWED_HOSTS": "vlinder.example"}


@pytest.mark.parametrize("missing", ["SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "MAIL_URL"])
def test_production_refuses_to_start_without(missing):
    variables = PRODUCTION | {"MAIL_URL": "smtp://relay.example"}
    del variables[missing]

    done = python("manage.py", "serve", **variables)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{missing} is not set; the platform can't start without it.\n"


NO_DATABASE = "The database can't be used (unable to open database file). Check DATABASE_URL and the disk."


@pytest.mark.parametrize("name, value, sentence", [
    ("SECRET_KEY", "short", "SECRET_KEY is too short: at least 50 characters are needed."),
    ("MAIL_URL", "smtp+tls://u:p@h:99999", "MAIL_URL must look like smtp+tls://user:password@host:587."),
    ("DATABASE_URL", "sqlite:////nowhere/at/all", f"CommandError: {NO_DATABASE}"),
])  # fmt: skip
def test_production_says_in_one_sentence_what_is_wrong(tmp_path, name, value, sentence):
    variables = PRODUCTION | {"MAIL_URL": "smtp://relay.example", "VAR_DIR": str(tmp_path / "var"), name: value}

    done = python("manage.py", "serve", PORT=str(free_port()), **variables)

    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{sentence}\n")


@pytest.mark.slow
def test_production_starts_in_a_folder_that_is_not_there_yet(tmp_path):
    with Platform(tmp_path, MAIL_URL="memory:", DATABASE_URL=f"sqlite:///{tmp_path / 'var' / 'vlinder.sqlite3'}"):
        assert (tmp_path / "var" / "vlinder.sqlite3").exists()


def test_run_names_what_it_knows():
    done = subprocess.run(["./run", "dance"], cwd=ROOT, env=BARE, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "./run knows: test, manage, benchmark, production" in done.stderr


def test_stopping_a_part_ends_its_children_even_when_its_leader_was_killed():
    child = "import subprocess; subprocess.run(['sleep', '60'])"
    part = Part("sleeper", [sys.executable, "-c", child])
    part.start()
    group = part.process.pid
    assert until(lambda: len(alive_in(group)) == 2)

    os.kill(group, signal.SIGKILL)
    part.stop()

    assert until(lambda: not alive_in(group))


def test_a_part_that_keeps_dying_is_given_up():
    part = Part("mayfly", [sys.executable, "-c", "raise SystemExit(1)"])
    part.start()

    with pytest.raises(GaveUp, match="mayfly"):
        until(part.check)


def test_a_part_that_is_not_well_is_started_again():
    part = Part("stalled", ["sleep", "60"], is_well=lambda running_for: False)
    part.start()
    first = part.process.pid

    part.check()

    assert part.process.pid != first
    assert not alive_in(first)
    part.stop()


@pytest.mark.django_db(transaction=True)
def test_a_worker_without_heartbeat_is_not_well_once_it_had_time_for_one():
    command = serve.Command()

    command.looked = float("-inf")
    assert command.worker_is_well(running_for=jobs.SILENCE - 1) is True
    assert command.worker_is_well(running_for=jobs.SILENCE + 1) is False


@pytest.mark.slow
def test_the_platform_survives_a_killed_worker_and_leaves_nothing_behind(platform):
    web, worker = platform.groups()

    os.kill(int(worker), signal.SIGKILL)

    assert until(lambda: len(platform.groups()) == 2 and worker not in platform.groups())
    groups = [web, worker, *platform.groups()]
    platform.process.send_signal(signal.SIGINT)
    assert platform.process.wait(30) == 0
    assert [group for group in groups if alive_in(group)] == []
