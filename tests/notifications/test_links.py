import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from exchange.notifications.models import Link, LinkUsed

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2027, 3, 9, 12, tzinfo=dt.UTC)


@pytest.fixture
def issue():
    def issue(purpose="consent", about="placement:12", days=14):
        expires_at = timezone.now() + dt.timedelta(days=days)
        return Link.issue(purpose, about=about, address="boss@example.org", expires_at=expires_at)

    return issue


def test_a_link_is_found_by_its_token(issue):
    link, token = issue()

    assert Link.find("consent", token) == link
    assert (link.address, link.about) == ("boss@example.org", "placement:12")


def test_the_token_is_long_and_kept_nowhere(issue):
    _, token = issue()

    assert len(token) == 43  # 256 bits
    assert token not in str(list(Link.objects.values_list()))


def test_a_link_serves_its_own_purpose_only(issue):
    _, token = issue("consent")

    assert Link.find("sign", token) is None


@pytest.mark.parametrize("token", ["", "x", "x" * 5000, "é", "\x00"])
def test_an_unknown_token_finds_nothing(issue, token):
    issue()

    assert Link.find("consent", token) is None


def test_unknown_lapsed_and_used_links_cost_the_same(issue, django_assert_num_queries):
    used, used_token = issue()
    used.use()
    _, lapsed_token = issue(days=0)

    for token in (used_token, lapsed_token, "unknown"):
        with django_assert_num_queries(1):
            assert Link.find("consent", token) is None


def test_a_link_lapses(issue):
    with time_machine.travel(NOON, tick=False) as clock:
        link, token = issue(days=14)
        clock.shift(dt.timedelta(days=14) - dt.timedelta(seconds=1))
        assert Link.find("consent", token) == link
        clock.shift(dt.timedelta(seconds=1))
        assert Link.find("consent", token) is None
        with pytest.raises(LinkUsed):
            link.use()


def test_a_link_is_used_once(issue):
    link, token = issue()
    rival = Link.find("consent", token)

    link.use()

    with pytest.raises(LinkUsed):
        rival.use()
    assert link.used_at is not None


def test_closing_ends_the_open_links_of_that_thing_alone(issue):
    issue(), issue()
    other_thing, other_purpose = issue(about="placement:1")[0], issue("sign")[0]

    Link.close("consent", "placement:12")

    assert set(Link.objects.open()) == {other_thing, other_purpose}
