"""Many at once, on a database that lets them: each of these ends with exactly one winner."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from exchange.notifications.models import Link, LinkUsed, OutboxMail

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
THREADS = 16


@pytest.fixture
def at_once():
    """A function that runs another one in many threads, all starting together, and returns what each returned."""
    barrier = Barrier(THREADS)

    def one(function):
        barrier.wait()
        try:
            return function()
        finally:
            connection.close()

    def run(function):
        with ThreadPoolExecutor(THREADS) as pool:
            return list(pool.map(one, [function] * THREADS))

    return run


def test_of_many_senders_one_claims_a_mail(greet, at_once):
    mail = greet()

    assert sorted(at_once(lambda: OutboxMail.objects.get(pk=mail.pk).claim())) == [False] * (THREADS - 1) + [True]


def test_of_many_who_tell_the_same_fact_one_writes(greet, at_once):
    written = at_once(greet)

    assert sum(mail is not None for mail in written) == 1
    assert OutboxMail.objects.count() == 1


def test_of_many_who_use_a_link_one_may(at_once):
    link, token = Link.issue(
        "sign", about="placement:12", address="a@example.org", expires_at=timezone.now() + dt.timedelta(days=1)
    )

    def use():
        found = Link.find("sign", token)
        try:
            return found.use() or "used"
        except (LinkUsed, AttributeError):
            return "refused"

    assert sorted(at_once(use)) == ["refused"] * (THREADS - 1) + ["used"]
    link.refresh_from_db()
    assert link.used_at is not None
