"""Asking for pages as a server would: the whole application, middleware included, within this process."""

import gc

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import Client, RequestFactory

from exchange.members.models import Membership

from . import machine

ROUNDS = 5
ENOUGH = 0.4  # CPU seconds of one round of a case; of a slow page, a single request
MOST = 20  # requests of one round


class Failed(Exception):
    """A page did not answer 200."""


class Visitor:
    """A member who is signed in to one world: the first reference person of its active organisations."""

    def __init__(self, world, handler=None):
        self.world, self.handler = world, handler or WSGIHandler()
        with world.entered():
            row = Membership.objects.current().filter(is_reference=True, organisation__state="active")
            client = Client()
            client.force_login(row.order_by("pk").first().member)
            self.cookie = client.cookies[settings.SESSION_COOKIE_NAME].value

    def get(self, path, **headers):
        """Return status, headers and body of one page; the world must be entered."""
        address, _mark, query = path.partition("?")
        environ = RequestFactory(
            HTTP_HOST="127.0.0.1", HTTP_ACCEPT_ENCODING="gzip, deflate, br", **headers
        )._base_environ(
            PATH_INFO=address, QUERY_STRING=query, HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}={self.cookie}"
        )
        said = []
        response = self.handler(environ, lambda status, headers: said.extend([int(status[:3]), dict(headers)]))
        try:
            body = b"".join(response)
        finally:
            response.close()
        if said[0] != 200:
            raise Failed(f"{path} answers {said[0]}")
        return *said, body

    def queries(self, path):
        """How many queries this page asks, once what the process keeps of this database has been read (`cost`)."""
        asked = []

        def note(execute, sql, *args):
            asked.append(sql)
            return execute(sql, *args)

        with self.world.entered():
            self.get(path)
            with connection.execute_wrapper(note):
                self.get(path)
        return len(asked)

    def cost(self, path):
        """CPU seconds of one request, the mean of a round.

        A process keeps what it read of its database until something changes. This one serves several databases in
        turn, so the first request after each change of database, which reads all of it again, is not counted.
        """
        with self.world.entered():
            self.get(path)
            backend = machine.backend()
            start, spent, times = machine.cpu_seconds(backend), 0, 0
            while spent < ENOUGH and times < MOST:
                self.get(path)
                times += 1
                spent = machine.cpu_seconds(backend) - start
            return spent / times


def in_turn(cases, rounds=ROUNDS):
    """Cost of each case: {name: (visitor, path)} becomes {name: [CPU seconds, one per round]}, cases interleaved.

    A round before the first fills the caches of templates and texts; it is not counted.
    """
    costs = {name: [] for name in cases}
    for number in range(rounds + 1):
        gc.collect()
        for name, (visitor, path) in cases.items():
            cost = visitor.cost(path)
            if number:
                costs[name].append(cost)
    return costs
