"""Counts beside the filters: what they hold, that they follow the other filters, and that they are never old."""

import datetime as dt

import pytest

from catalogue.counting import Bits, Counts
from catalogue.models import Offer
from exchange.members.models import Change, Member
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, term

pytestmark = pytest.mark.django_db


def counted(name, value):
    return Counts(Bits.now(), {}).of(name, [value])[value]


def offer(**values):
    """An offer by its organisation's sector, and lists of codes."""
    sector = values.pop("sector", "MH")
    lists = {name: values.pop(name) for name in ("publics", "themes", "professions", "access") if name in values}
    made = OfferFactory(organisation=OrganisationFactory(sector=term("sector", sector)), **values)
    for name, codes in lists.items():
        kind = {"publics": "public", "themes": "theme", "professions": "profession"}.get(name, name)
        getattr(made, name).set([term(kind, code) for code in codes])
    return made


def test_each_value_counts_the_offers_that_bear_it():
    offer(sector="DIS", months=[3], weekdays=[0, 1], minimum_dates=2, maximum_dates=3, publics=["DD"])
    offer(sector="MH", months=[3, 4], weekdays=[1], minimum_dates=3, professions=["NUR"], no_diploma=False)
    offer(sector="MH", months=[12], weekdays=[6], minimum_dates=2, access=["WHEEL"], languages=["nl", "fr"])

    assert {key: counted(*key) for key in TABLE} == TABLE


TABLE = {
    ("sector", "DIS"): 1, ("sector", "MH"): 2, ("sector", "DUAL"): 0,
    ("month", "3"): 2, ("month", "4"): 1, ("month", "5"): 0, ("month", "12"): 1,
    ("weekday", "0"): 1, ("weekday", "1"): 2, ("weekday", "6"): 1,
    ("days", "2"): 2, ("days", "3"): 3, ("days", "4"): 2,
    ("public", "DD"): 1, ("profession", "NUR"): 3, ("profession", "EDU"): 2,
    ("access", "WHEEL"): 1, ("language", "fr"): 3, ("language", "nl"): 1, ("diploma", "none"): 2,
}  # fmt: skip


def test_the_other_filters_narrow_a_count_and_its_own_do_not():
    offer(sector="DIS", months=[3])
    offer(sector="MH", months=[3])
    offer(sector="MH", months=[4])
    bits = Bits.now()

    counts = Counts(bits, {"sector": bits.of_any("sector", ["MH"]), "month": bits.of_any("month", ["3"])})

    assert counts.total() == 1
    assert counts.of("sector", ["DIS", "MH"]) == {"DIS": 1, "MH": 1}
    assert counts.of("month", ["3", "4"]) == {"3": 1, "4": 1}
    assert counts.of("language", ["fr", "nl"]) == {"fr": 1, "nl": 0}


def test_counts_know_at_once_of_every_change_that_decides_what_is_found():
    maya, place = MemberFactory(is_coordinator=True), offer(sector="MH")
    seen = [counted("sector", "MH")]
    steps = [
        lambda: place.hide(by=maya), lambda: Offer.objects.filter(pk=place.pk).update(state="published"),
        lambda: place.pause(by=maya, until=dt.date(2999, 1, 1)), lambda: place.resume(by=maya),
        lambda: place.organisation.pause(by=maya, reason="Works"), lambda: place.organisation.resume(by=maya),
        lambda: retyped(place.organisation),
    ]  # fmt: skip
    for step in steps:
        step()
        seen.append(counted("sector", "MH"))

    assert seen == [1, 0, 1, 0, 1, 0, 1, 0]


def retyped(organisation):
    organisation.sector = term("sector", "DIS")
    organisation.save(update_fields=["sector"])


def test_a_list_that_was_edited_counts_at_once():
    place = offer()
    before = counted("theme", "T_CRIS")
    place.themes.set([term("theme", "T_CRIS")])
    place.remember_words()

    assert (before, counted("theme", "T_CRIS")) == (0, 1)


def test_what_decides_nothing_is_not_read_again():
    place = offer()
    kept = Bits.now()
    Offer.objects.filter(pk=place.pk).update(touched_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    Member.objects.update(first_name="Ann")

    assert Bits.now() is kept


def test_old_changes_are_forgotten_without_an_old_mark_coming_back():
    offer()
    Change.objects.update(at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    before = Change.mark()
    Change.forget_old()

    assert Change.objects.count() == 1
    assert Change.mark() not in {before, (0, None)}
