"""The index follows every way in which rows are written, on both databases."""

from types import SimpleNamespace

import pytest
from django.db import connection

from catalogue.models import Offer
from exchange.management import archive
from exchange.members.models import Organisation
from exchange.programmes import search_index
from exchange.programmes.texts import Texts
from tests.factories import OfferFactory

pytestmark = pytest.mark.django_db


def found(words):
    return list(Offer.objects.matching(words).values_list("pk", flat=True))


def copy_of(offer, **columns):
    kept = {field.name: getattr(offer, field.name) for field in Offer._meta.concrete_fields}
    return Offer(**{**kept, "id": offer.pk + 1000, **columns})


def test_rows_written_in_bulk_are_found_and_changed_ones_by_their_new_words_alone():
    offer = OfferFactory()
    Offer.objects.bulk_create([copy_of(offer, search_text=" zeppelin")])
    assert found("zeppel") == [offer.pk + 1000]

    Offer.objects.filter(search_text=" zeppelin").update(search_text=" luchtschip")

    assert (found("zeppelin"), found("luchtschip")) == ([], [offer.pk + 1000])


def test_deleted_rows_leave_nothing_to_find():
    offer = OfferFactory(title=Texts(fr="Le zeppelin"))
    Offer.objects.filter(pk=offer.pk).update(search_text=" aerostat")

    offer.languages.clear()
    Offer.objects.filter(pk=offer.pk)._raw_delete("default")

    assert (found("zeppelin"), found("aerostat")) == ([], [])


def test_a_restored_backup_is_searched_as_before(tmp_path):
    offer = OfferFactory(title=Texts(fr="Le zeppelin"))
    archive.write(tmp_path / "vlinder.zip")
    archive.restore(tmp_path / "vlinder.zip", replace=True)

    assert found("zepp") == [offer.pk]
    assert list(Organisation.objects.matching("schaarb adultes")) == [offer.organisation]


@pytest.mark.parametrize("typed", ['"', 'zepp" OR x', "a:*", "& | !", "-x", "zepp* NEAR(y)", "NOT", "x" * 5000, "'"])
def test_signs_of_a_query_language_are_only_signs(typed):
    OfferFactory(title=Texts(fr="Le zeppelin"))

    assert len(found(typed)) in {0, 1}


def test_every_word_counts_also_the_small_ones():
    OfferFactory(title=Texts(fr="Le zeppelin de la ville"))

    assert (len(found("de la zepp")), len(found("not zepp"))) == (1, 0)


def test_search_joins_with_filters_and_counts():
    offer = OfferFactory(title=Texts(fr="Le zeppelin"))
    others = Offer.objects.filter(organisation__sector=offer.organisation.sector)

    assert others.matching("zepp").exclude(state="draft").order_by("-published_at").count() == 1
    assert Offer.objects.filter(pk__in=others.matching("zepp").values("pk")).get() == offer


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_a_table_made_anew_gets_its_triggers_and_index_back():
    offer = OfferFactory()
    with connection.cursor() as cursor:
        for name in search_index.triggers("catalogue_offer"):
            cursor.execute(f"DROP TRIGGER {name}")
    Offer.objects.filter(pk=offer.pk).update(search_text=" zeppelin")
    assert found("zeppelin") == []

    search_index.after_migrating(Offer._meta.app_config, using="default")
    Offer.objects.bulk_create([copy_of(offer)])

    assert found("zeppelin") == [offer.pk]


def test_the_index_can_be_taken_away_and_made_again():
    OfferFactory(title=Texts(fr="Le zeppelin"))
    connection.check_constraints()  # PostgreSQL alters no table that has checks to do
    editor = SimpleNamespace(connection=connection)
    search_index.unmake(None, editor, "catalogue_offer")
    search_index.make(None, editor, "catalogue_offer")

    assert len(found("zeppelin")) == 1


@pytest.mark.parametrize("model, table", [(Offer, "catalogue_offer"), (Organisation, "members_organisation")])
def test_the_database_uses_the_index(model, table):
    sql = model.objects.matching("zeppelin").order_by().explain()

    if connection.vendor == "sqlite":
        assert f"{table}_words VIRTUAL TABLE INDEX" in sql and f"SEARCH {table}" in sql
    else:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert f"{table}_words" in model.objects.matching("zeppelin").order_by().explain()
