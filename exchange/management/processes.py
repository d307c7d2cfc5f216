"""Keep the web server and the worker running beside each other, and stop them without leaving a process behind."""

import logging
import os
import signal
import subprocess
import threading
import time

PATIENCE = 10  # seconds a part gets to finish what it is doing
DEATHS, WITHIN = 3, 60  # so many deaths within so many seconds: starting again doesn't help

log = logging.getLogger(__name__)


class GaveUp(Exception):
    """A part keeps dying; carries its name."""


class Part:
    """One program with all the processes it starts, as a process group of its own.

    The group matters twice: Ctrl-C in the terminal reaches only the supervisor, and a child whose parent was
    killed can still be found and stopped instead of working on unseen.
    """

    def __init__(self, name, command, is_well=lambda running_for: True):
        self.name, self.command, self.is_well = name, command, is_well
        self.deaths = []

    def start(self):
        self.process = subprocess.Popen(self.command, start_new_session=True)
        self.started = time.monotonic()

    def stop(self):
        """Ask the leader, wait, then end whatever is left of its group."""
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            pass
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()

    def check(self):
        """Start the whole part again when it died or is no longer well; raise GaveUp when that happens too often."""
        if self.process.poll() is None and self.is_well(time.monotonic() - self.started):
            return
        now = time.monotonic()
        self.deaths = [death for death in self.deaths if now - death < WITHIN] + [now]
        self.stop()
        if len(self.deaths) >= DEATHS:
            raise GaveUp(self.name)
        log.warning("The %s stopped; it starts again.", self.name)
        self.start()


class Supervisor:
    """Run parts until a signal says stop; `tick` is called about five times a second in between."""

    def __init__(self, parts, tick):
        self.parts, self.tick = parts, tick
        self.stopping = threading.Event()

    def run(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *received: self.stopping.set())
        started = []
        try:
            for part in self.parts:
                part.start()
                started.append(part)
            while not self.stopping.wait(0.2):
                for part in self.parts:
                    part.check()
                self.tick()
        finally:
            self._stop(started)

    def _stop(self, parts):
        """All at once, so that the slowest decides how long it takes."""
        threads = [threading.Thread(target=part.stop) for part in parts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
