"""The platform as a program of its own, and a mail server that catches what it sends."""

import email
import email.policy
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path

import psycopg
from aiosmtpd.controller import Controller
from django.conf import settings
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
BARE = {"PATH": os.environ["PATH"], "HOME": "/nowhere"}
CLOCK = ROOT / "tests" / "walks" / "clock"  # a folder that turns the clock of the programs that have it in their path


def python(*arguments, **variables):
    """Run a program of ours to its end, with these variables alone."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=BARE | variables, capture_output=True, text=True, check=False)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(condition, seconds=30):
    """Wait for what another process does; return the condition's value, or its last false one when time is up."""
    for _ in range(seconds * 5):
        if value := condition():
            return value
        threading.Event().wait(0.2)
    return condition()


class Inbox:
    """A real SMTP server on loopback that keeps every mail it is given."""

    def __init__(self):
        self.mails, self.arrival = [], threading.Condition()
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, server, session, envelope):
        with self.arrival:
            self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
            self.arrival.notify_all()
        return "250 kept"

    def to(self, address):
        return [mail for mail in self.mails if address in str(mail["To"])]

    def wait(self, address, subject="", count=1, seconds=30):
        """Return the newest mail to this address with these words in its subject, once there are `count` of them."""

        def found():
            return [mail for mail in self.to(address) if subject in str(mail["Subject"])]

        with self.arrival:
            assert self.arrival.wait_for(lambda: len(found()) >= count, seconds), [
                (str(mail["To"]), str(mail["Subject"])) for mail in self.mails
            ]
            return found()[-1]


class Platform:
    """`manage.py serve` with an empty database of its own, as `./run production` would start it."""

    def __init__(self, folder, **variables):
        self.folder, self.port = Path(folder), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            "PATH": os.environ["PATH"],
            "SECRET_KEY": "for-one-test-only-" + "0123456789" * 4,
            "ALLOWED_HOSTS": "127.0.0.1",
            "SITE_URL": self.url,
            "PORT": str(self.port),
            "VAR_DIR": str(self.folder / "var"),
            "DATABASE_URL": self._database(),
            **variables,
        }

    def _database(self):
        """A new database of the kind the tests run on."""
        self.server = settings.DATABASES["default"]
        if "sqlite" in self.server["ENGINE"]:
            return f"sqlite:///{self.folder / 'platform.sqlite3'}"
        self.name = f"platform_{self.port}"
        self._administer("CREATE DATABASE {}")
        user = f"{self.server['USER']}:{self.server['PASSWORD']}"
        return f"postgres://{user}@{self.server['HOST']}:{self.server['PORT']}/{self.name}"

    def _administer(self, statement):
        parts = {key: self.server[key.upper()] for key in ("user", "password", "host", "port")}
        with psycopg.connect(dbname="postgres", autocommit=True, **parts) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(self.name)))

    def manage(self, *arguments):
        """Run a command on this platform's database; return what it printed."""
        command = [sys.executable, "manage.py", *map(str, arguments)]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def __enter__(self):
        self.log = (self.folder / "serve.log").open("w+")
        command = [sys.executable, "manage.py", "serve"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log)
        until(lambda: self.answers() or self.process.poll() is not None, seconds=300)  # a demo world takes a while
        assert self.answers(), self.said()
        return self

    def __exit__(self, *error):
        try:
            self.stop()
        finally:
            if "sqlite" not in self.server["ENGINE"]:
                self._administer("DROP DATABASE {} WITH (FORCE)")

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(30)
        finally:
            self.process.kill()
            self.log.close()

    def days_later(self, days):
        """Stop, and start again with a clock that runs so many days ahead of the real one."""
        self.stop()
        self.environment |= {"PYTHONPATH": str(CLOCK), "DAYS_AHEAD": str(days)}
        self.__enter__()

    def answers(self):
        try:
            urllib.request.urlopen(f"{self.url}/healthz", timeout=2).close()
        except urllib.error.HTTPError as error:
            error.close()
            return True
        except OSError:
            return False
        return True

    def said(self):
        self.log.seek(0)
        return self.log.read()

    def groups(self):
        """The process groups of the web server and the worker: the supervisor's children lead them."""
        return Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
