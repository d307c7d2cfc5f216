import pytest

from catalogue import tasks
from catalogue.models import Offer
from catalogue.search import fold, word_list
from exchange.programmes.texts import Texts
from tests.factories import OfferFactory, term


@pytest.mark.parametrize("typed, folded", [
    ("Équipe-mobile", "equipe mobile"),
    ("  D’ŒUVRE, élève  ", "d oeuvre eleve"),
    ("Straße 12", "strasse 12"),
    ("", ""),
])  # fmt: skip
def test_fold_forgets_accents_case_and_signs(typed, folded):
    assert fold(typed) == folded


def test_word_list_holds_each_word_once_after_a_space():
    assert word_list(["Rouge et bleu", "bleu"]) == " bleu et rouge"


@pytest.mark.django_db
@pytest.mark.parametrize("words, found", [
    ("equi", True),
    ("ÉQUIPE mob", True),
    ("mobile schaer", True),
    ("uipe", False),
    ("equipe hopital", False),
    ("dagcentrum", True),
    ("100%", False),
    ("", True),
])  # fmt: skip
def test_every_word_typed_must_begin_a_word_of_the_offer(words, found):
    OfferFactory(title=Texts(fr="Deux jours avec l’équipe mobile"))

    assert Offer.objects.matching(words).exists() is found


@pytest.mark.django_db
def test_themes_are_found_once_their_words_are_remembered():
    offer = OfferFactory()
    offer.themes.add(term("theme", "T_CRIS"))

    offer.remember_words()

    assert list(Offer.objects.matching("désescalade")) == [offer]


@pytest.mark.django_db
def test_an_organisation_is_found_by_its_new_name_after_the_regular_task():
    offer = OfferFactory()
    type(offer.organisation).objects.update(name=Texts(fr="Les Pas Perdus"))

    tasks.remember_words()

    assert list(Offer.objects.matching("pas perdus")) == [offer]
