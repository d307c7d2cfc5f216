"""No database: a kind page in three languages, from every address."""

import pytest
from django.db import OperationalError

from exchange.members.middleware import DatabaseAway


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
