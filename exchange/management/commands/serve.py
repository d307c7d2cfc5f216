"""One command that prepares the data and serves pages and worker until it is told to stop."""

import http.client
import ipaddress
import os
import shutil
import socket
import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from exchange import env, jobs
from exchange.management.processes import GaveUp, Part, Supervisor

ROOM = 200 * 1024 * 1024  # bytes that must be free on the disk
LOOK_EVERY = 15  # seconds between two looks at the worker's heartbeat


class Command(BaseCommand):
    help = "Prepare the database and files, then serve the pages and the worker until Ctrl-C."
    requires_system_checks = ()  # they open the database, whose folder is made first

    def handle(self, **options):
        self.host, self.port = env.text("HOST", "127.0.0.1"), env.integer("PORT", "8000")
        self.answered, self.looked = False, time.monotonic()
        refuse_open_demo(self.host)
        refuse_taken_port(self.host, self.port)
        refuse_poor_disk(Path(settings.VAR_DIR))
        try:
            self.check()
            prepare()
        except OperationalError as error:
            raise CommandError(f"The database can't be used ({error}). Check DATABASE_URL and the disk.") from error
        try:
            Supervisor([Part("web server", self.web()), Part("worker", worker(), self.worker_is_well)], self.tick).run()
        except GaveUp as part:
            raise CommandError(f"The {part} stopped three times in a minute; see above why and start again.") from part

    def web(self):
        address = ["--host", self.host, "--port", str(self.port)]
        size = ["--workers", env.text("WEB_WORKERS", "1"), "--blocking-threads", env.text("WEB_THREADS", "4")]
        server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"]
        return [*server, *address, *size, "exchange.wsgi:application"]

    def worker_is_well(self, running_for):
        """Whether the worker's heartbeat was seen lately; a database that is away says nothing about the worker."""
        if running_for < jobs.SILENCE or time.monotonic() - self.looked < LOOK_EVERY:
            return True
        self.looked = time.monotonic()
        close_old_connections()
        try:
            age = jobs.heartbeat_age()
        except OperationalError:
            return True
        return age is not None and age < jobs.SILENCE

    def tick(self):
        if not self.answered and answers(self.host, self.port):
            self.answered = True
            self.stdout.write(f"Ready: http://{self.host}:{self.port}/ (Ctrl-C stops everything)")


def worker():
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), "qcluster"]


def prepare():
    """Bring database and files up to date; quick when they are."""
    if copy := copy_before_migrating():
        sys.stderr.write(f"The database as it was before this version lies in {copy}.\n")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    if settings.DEMO:
        call_command("demo")
    jobs.ensure_schedules()
    jobs.enqueue("exchange.jobs.beat")


def copy_before_migrating():
    """Copy an SQLite database that migrations are about to change; return the copy's path. PostgreSQL has pg_dump."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not waiting or not executor.loader.applied_migrations or connection.vendor != "sqlite":
        return None
    path = settings.VAR_DIR / f"before-{timezone.now():%Y%m%d-%H%M%S}.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    path.chmod(0o600)
    return path


def refuse_open_demo(host):
    """In the demo world one click signs in as anybody, so it is for this machine, unless asked for twice."""
    is_loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    if settings.DEMO and not is_loopback and not env.flag("DEMO_FOR_EVERYONE", "false"):
        raise CommandError("DEMO lets everyone in: keep HOST on 127.0.0.1, or set DEMO_FOR_EVERYONE=true as well.")


def refuse_taken_port(host, port):
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Address {host}:{port} can't be used ({error.strerror}). "
                "Stop the program that uses it, or choose another port: PORT=8001."
            ) from error


def refuse_poor_disk(folder):
    try:
        folder.mkdir(parents=True, exist_ok=True)
        mark = folder / f".writable-{os.getpid()}"
        mark.touch()
        mark.unlink()
    except OSError as error:
        raise CommandError(f"{folder} can't be written ({error.strerror}). Allow it, or set VAR_DIR.") from error
    if shutil.disk_usage(folder).free < ROOM:
        raise CommandError(f"Less than {ROOM >> 20} MB is free for {folder}. Make room, or set VAR_DIR.")


def answers(host, port):
    """Whether the web server gives any answer at all; which one is for the pages to say."""
    connection = http.client.HTTPConnection(host, port, timeout=2)  # 0.0.0.0 reaches this machine too
    try:
        connection.request("GET", "/healthz")
        return bool(connection.getresponse().status)
    except OSError:
        return False
    finally:
        connection.close()
