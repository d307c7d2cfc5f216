"""Maya opens, closes, adds and renames what everybody chooses from; nothing of it is ever deleted."""

import pytest
from django.urls import reverse

from catalogue.forms import OfferForm
from exchange.programmes.models import Term
from exchange.programmes.texts import CODES
from tests.factories import MemberFactory, OfferFactory
from tests.walks.entering import signed_in as fresh

from .morning import maya, signed_in

pytestmark = pytest.mark.django_db
NEW = {"name_fr": "Équipe de nuit", "name_nl": "Nachtploeg", "is_open": "on"}


def add(client, kind="theme", **values):
    return client.post(reverse("desk:list", args=[kind]), NEW | values)


def change(client, row, **values):
    texts = {f"name_{code}": row.name.get(code, "") for code in CODES}
    return client.post(reverse("desk:term", args=[row.pk]), texts | values)


def test_a_new_entry_has_a_code_of_its_own_and_stands_last():
    client = fresh(maya())

    add(client), add(client)

    first, second = Term.objects.of("theme").order_by("-position")[:2][::-1]
    assert (first.code, second.code) == ("EQUIPE_DE_NUIT", "EQUIPE_DE_NUIT_2")
    assert first.name == {"fr": "Équipe de nuit", "nl": "Nachtploeg"}
    assert first in Term.objects.of("theme").open()


@pytest.mark.parametrize("kind, values", [("theme", {"name_fr": "", "name_nl": ""}), ("secrecy", {})])
def test_without_a_name_or_where_the_agreement_knows_each_nothing_is_added(kind, values):
    before = Term.objects.count()

    answer = add(fresh(maya()), kind, **values)

    assert (answer.status_code, Term.objects.count()) == (200, before)


def test_a_renamed_entry_keeps_its_code():
    row = Term.objects.of("theme").first()

    change(fresh(maya()), row, name_en="Another name", is_open="on")

    kept = Term.objects.get(pk=row.pk)
    assert (kept.code, kept.name["en"], kept.name["fr"]) == (row.code, "Another name", row.name["fr"])


def test_the_last_open_entry_of_a_list_stays_open():
    row = Term.objects.of("level").first()
    Term.objects.of("level").exclude(pk=row.pk).update(is_open=False)

    answer = change(fresh(maya()), row)

    assert "At least one entry of a list stays open." in answer.content.decode()
    assert Term.objects.get(pk=row.pk).is_open


def test_a_closed_entry_stays_where_it_was_chosen_and_is_offered_to_nobody_new():
    theme = Term.objects.of("theme").open().first()
    having, other = OfferFactory(), OfferFactory()
    having.themes.add(theme)

    change(fresh(maya()), theme)

    assert theme in OfferForm(instance=having).fields["themes"].queryset
    assert theme.pk in [key for key, _label in OfferForm(instance=having).fields["themes"].widget.choices]
    assert theme not in OfferForm(instance=other).fields["themes"].queryset


def test_a_list_is_for_maya_with_a_fresh_sign_in(client):
    page, row = reverse("desk:list", args=["theme"]), Term.objects.of("theme").first()

    assert fresh(MemberFactory()).get(page).status_code == 404
    signed_in(client)
    assert add(client).url.split("?")[0] == reverse("account_fresh")
    assert change(client, row, name_en="X").url.split("?")[0] == reverse("account_fresh")


def test_an_unknown_list_has_no_page():
    assert fresh(maya()).get(reverse("desk:list", args=["nothing"])).status_code == 404
