"""No database: a kind page in three languages, from every address. Behind a proxy: the address of the person."""

import pytest
from django.db import OperationalError

from exchange.members.middleware import DatabaseAway, RealAddress


def lost():
    raise OperationalError("no connection")


def test_without_database_the_page_says_so_in_three_languages(rf, monkeypatch):
    monkeypatch.setattr("exchange.members.middleware.connection.cursor", lost)

    answer = DatabaseAway(lambda request: pytest.fail("went on"))(rf.get("/"))

    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert ["Papillon" in answer.text, "Vlinder" in answer.text] == [True, True]
    assert [f'lang="{code}"' in answer.text for code in ("fr", "nl", "en")] == [True, True, True]


@pytest.mark.parametrize("error, status", [(OperationalError(), 503), (ValueError(), None)])
def test_a_database_that_goes_away_on_the_way_gets_the_same_page(rf, error, status):
    answer = DatabaseAway(None).process_exception(rf.get("/"), error)

    assert getattr(answer, "status_code", None) == status


@pytest.mark.parametrize(
    "proxies, told, address",
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "2001:DB8::1", "2001:db8::1"),
        (1, "<script>", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_the_address_is_the_one_our_outermost_proxy_saw(rf, settings, proxies, told, address):
    settings.PROXIES = proxies
    request = rf.get("/", headers={"X-Forwarded-For": told} if told else {})

    RealAddress(lambda request: None)(request)

    assert request.META["REMOTE_ADDR"] == address
