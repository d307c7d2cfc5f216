"""The demo world for tests: made once, then put into the test database whenever a test asks for it."""

import sqlite3
from contextlib import closing

from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from exchange.demo import world


class Store:
    """A copy of a database that holds the demo world. Both ways need a database in which no test is going on."""

    def __init__(self, folder, name="world"):
        self.path = folder / f"{name}.sqlite3"
        self.name = f"{connection.settings_dict['NAME']}_{name}"

    def make(self):
        self.made_at = timezone.now()
        with override_settings(DEMO=True, VAR_DIR=self.path.parent):
            world.build()
        self.keep()
        call_command("flush", interactive=False, verbosity=0)

    def keep(self):
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with closing(sqlite3.connect(self.path)) as copy:
                connection.connection.backup(copy)
        else:
            self.copy(connection.settings_dict["NAME"], self.name)

    def put_back(self):
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with closing(sqlite3.connect(self.path)) as copy:
                copy.backup(connection.connection)
        else:
            self.copy(self.name, connection.settings_dict["NAME"])

    def copy(self, source, target):
        """PostgreSQL copies a whole database in one command, when nobody is connected to either."""
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [source])
            cursor.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')

    def drop(self):
        if connection.vendor != "sqlite":
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
