"""Scratch databases with a crowd of a given size, kept between runs until the code that fills them changes."""

from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from exchange.demo import crowd
from exchange.demo.world.build import quick_writes

FILLED_BY = ("catalogue", "exchange/members", "exchange/programmes", "exchange/demo/crowd", "exchange/demo/data")


def version():
    """A name for the code that makes these worlds."""
    files = sorted(path for folder in FILLED_BY for path in (settings.BASE_DIR / folder).rglob("*.*"))
    content = b"".join(path.read_bytes() for path in files if path.suffix in {".py", ".toml", ".csv"})
    return sha256(content).hexdigest()[:10]


class World:
    """One scratch database, never the one of the settings; `with world.entered():` makes it the default one."""

    def __init__(self, offers):
        self.offers = offers
        self.name = f"benchmark_{version()}_{offers}"
        self.path = Path(settings.VAR_DIR) / "worlds" / f"{self.name}.{connection.vendor}"
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.mark = self.path.with_name(f"{self.path.name}.made")
        self.wrapper = None

    @contextmanager
    def entered(self):
        if self.wrapper is None:
            self.wrapper = self._open()
        before = connections["default"]
        connections["default"] = self.wrapper
        try:
            yield self
        finally:
            connections["default"] = before

    def prepare(self):
        """Fill it, unless an earlier run has."""
        if self.mark.exists():
            return
        self._make_empty()
        with self.entered(), quick_writes():
            call_command("migrate", verbosity=0)
            call_command("createcachetable", verbosity=0)
            crowd.make(self.offers)
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        self.mark.touch()

    def close(self):
        if self.wrapper is not None:
            self.wrapper.close()

    def _make_empty(self):
        if connection.vendor == "sqlite":
            for path in self.path.parent.glob(f"{self.path.name}*"):
                path.unlink()
            return
        name = connection.ops.quote_name(self.name)
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")
            cursor.execute(f"CREATE DATABASE {name}")

    def _open(self):
        default = connections["default"]
        name = str(self.path) if connection.vendor == "sqlite" else self.name
        return type(default)({**default.settings_dict, "NAME": name}, "default")


class Worlds(dict):
    """The worlds by their number of offers, each prepared when a goal first asks for it."""

    def __init__(self, tell):
        super().__init__()
        self.tell = tell

    def __missing__(self, offers):
        self.tell(f"preparing a world of {offers} offers …")
        self[offers] = World(offers)
        self[offers].prepare()
        return self[offers]
