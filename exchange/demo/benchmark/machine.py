"""The machine: whether it is quiet enough to judge, and the CPU time that the server's processes have used."""

import os
import time
from pathlib import Path

from django.db import connection

QUIET = 0.5  # waiting programs per core, over the last minute, above which no judgement is given


def facts():
    one, five, _fifteen = os.getloadavg()
    return {"cores": os.cpu_count(), "load_1_minute": round(one, 2), "load_5_minutes": round(five, 2)}


def is_loaded(machine):
    return machine["load_1_minute"] > QUIET * machine["cores"]


def cpu_seconds(backend=None):
    """CPU time of this process so far, and of the database's process that serves it, where that is another one."""
    own = time.process_time()
    if backend is None:
        return own
    nanoseconds = Path(f"/proc/{backend}/schedstat").read_text().split()[0]
    return own + int(nanoseconds) / 1e9


def backend():
    """The number of the process in which PostgreSQL serves us; None for SQLite, which works within our own."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]
