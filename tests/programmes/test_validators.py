import pytest
from django.core.exceptions import ValidationError

from exchange.programmes.texts import Texts
from exchange.programmes.validators import named_person, no_register_number


@pytest.mark.parametrize("text", [
    "85.07.30-033.28",
    "Son numéro: 85073003328.",
    "né en 2002: 02 07 30 033 60",
    Texts(nl="rijksregisternummer 85 07 30 033 28"),
])  # fmt: skip
def test_a_national_register_number_is_refused(text):
    with pytest.raises(ValidationError, match="This looks like a national register number"):
        no_register_number(text)


@pytest.mark.parametrize("text", ["85.07.30-033.29", "0490 11 42 12", "+32 490 11 42 12", "BE 0123 456 789", "", None])
def test_other_numbers_are_accepted(text):
    no_register_number(text)


@pytest.mark.parametrize("text, found", [
    ("On aide Mme Dupont le matin.", "Mme Dupont"),
    ("mevr. Peeters komt ook", "mevr. Peeters"),
    (Texts(fr="Rien", nl="De heer Janssens woont hier"), "De heer Janssens"),
    ("Madame est servie", ""),
    ("Forme Dupont", ""),
])  # fmt: skip
def test_a_title_before_a_name_is_noticed(text, found):
    assert named_person(text) == found
