"""The whole journey of one immersion, in a real browser: real server, real worker, real mail server, real papers."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils import translation
from django.utils.formats import date_format
from pypdf import PdfReader

from tests.walks import going, joining
from tests.walks.person import Person

pytestmark = pytest.mark.browser
CAST = {
    "nadia": ("nadia@example.org", "fr", "Nadia", "Girouette"),
    "boss": ("nadia@example.org", "fr", "Nadia", "Girouette"),  # the same mailbox, in a browser without a session
    "lea": ("lea@example.org", "fr", "Léa", "Timonier"),
    "guest": ("lea@example.org", "fr", "Léa", "Timonier"),
    "tom": ("tom@example.org", "nl", "Tom", "Wolkman"),
    "maya": ("papillon@maya.brussels", "en", "Els", "Vlinderslag"),
}
NAMES = ["Léa Timonier", "Tom Wolkman", "La Girouette asbl", "De Waaier vzw"]


def people(platform, open_page, scripts=True):
    """Everybody of the journey, each at a browser in the own language."""
    pages = {key: open_page(locale=person[1], scripts=scripts) for key, person in CAST.items()}
    return SimpleNamespace(
        **{key: Person(pages[key], platform, *person, scripts=scripts) for key, person in CAST.items()}
    )


def everybody_joins(cast):
    joining.maya_enters(cast.maya)
    joining.sender_applies(cast.nadia)
    joining.host_applies(cast.tom)
    joining.welcome(cast.maya, "La Girouette asbl")
    joining.welcome(cast.maya, "De Waaier vzw")
    joining.host_completes(cast.tom)
    joining.host_publishes(cast.tom)
    joining.worker_joins(cast.nadia, cast.lea)


def all_agree(cast):
    """From asking to both signatures; returns the dates and the number."""
    dates = going.worker_asks(cast.lea)
    going.employer_consents(cast.boss)
    going.host_accepts(cast.tom)
    number = going.worker_prepares(cast.lea)
    going.host_prepares(cast.tom, number)
    going.both_sign(cast.lea, cast.tom, number)
    return dates, number


def text_of(path):
    """The words of a paper, on one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def dutch(date):
    with translation.override("nl"):
        return date_format(date, "j F Y")


@pytest.mark.parametrize("scripts", [True, pytest.param(False, marks=pytest.mark.once)], ids=["scripts", "no scripts"])
def test_one_immersion_from_applying_to_feedback(platform, open_page, tmp_path, scripts):
    cast = people(platform, open_page, scripts)
    everybody_joins(cast)
    dates, number = all_agree(cast)
    agreement = text_of(going.fetch_agreement(cast.lea, number, tmp_path))

    days = (dates[-1] - dt.date.today()).days + 1
    platform.days_later(days)
    going.host_issues(cast.tom)
    certificate = text_of(going.fetch_certificate(cast.lea, tmp_path))
    pages = going.worker_tells(cast.guest)
    joining.maya_returns(cast.maya, days)
    going.maya_reads(cast.maya)

    for paper in (agreement, certificate):
        assert [words for words in [*NAMES, *map(dutch, dates)] if words not in paper] == []
    assert "samen 15 uur," in agreement
    assert "inleefperiode van 15 uur" in certificate
    assert pages == 12
