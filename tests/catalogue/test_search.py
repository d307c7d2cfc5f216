import pytest

from catalogue import tasks
from catalogue.models import Offer
from exchange.programmes.models import Twin
from exchange.programmes.search import fold, word_list
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


@pytest.mark.parametrize("written, words", [
    ("Notre IBW", " beschut habitations ibw ihp notre protegees wonen"),
    ("L’habitation protégée", " beschut habitation habitations ibw ihp l protegee protegees wonen"),
    ("Les Habitations-Protégées", " beschut habitations ibw ihp les protegees wonen"),
    ("Protégées habitations", " habitations protegees"),
])  # fmt: skip
def test_twins_are_added_where_a_text_says_one_of_them_whole(written, words):
    assert word_list([written], [["ihp", "habitations protegees", "ibw", "beschut wonen"], ["ssm"]]) == words


def test_a_plural_has_the_twins_of_its_singular():
    assert " pvt" in word_list(["Deux maisons de soins"], [["maison de soins", "pvt"]])


def pairs():
    rows = [
        "SSM, CGG, service de santé mentale", "IHP, IBW, habitations protégées, beschut wonen", "MSP, PVT",
        "centre de jour, dagcentrum", "SPHG, PAAZ", "CPAS, OCMW", "maison médicale, wijkgezondheidscentrum",
    ]  # fmt: skip
    groups = [row.split(", ") for row in rows]
    return [(one, other) for group in groups for one in group for other in group if one != other]


@pytest.mark.django_db
@pytest.mark.parametrize("written, typed", pairs())
def test_the_twins_of_the_sector_find_each_other_both_ways(written, typed):
    OfferFactory(title=Texts(fr=f"Deux jours : {written}"), organisation__structure=term("structure", "OTH"))

    assert Offer.objects.matching(typed).exists()


@pytest.mark.django_db
def test_offers_follow_when_maya_changes_the_twins():
    offer = OfferFactory(title=Texts(fr="La pairaidance"))
    Twin.objects.create(words=["pairaidance", "ervaringswerk"])

    tasks.remember_words()

    assert list(Offer.objects.matching("ervaringswerk")) == [offer]
