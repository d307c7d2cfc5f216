"""A text knows its language, also where it is copied, and is written in the reader’s own first."""

import copy
import pickle
import re

import pytest
from django.utils import translation

from exchange.programmes.texts import Texts, TextsFormField


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda text: pickle.loads(pickle.dumps(text))])
def test_a_copied_text_keeps_its_words_and_its_language(copied):
    text = copied(Texts(fr="Le lac").best("nl"))

    assert (text, text.language) == ("Le lac", "fr")


@pytest.mark.parametrize("own, order", [("fr", "fr nl en"), ("nl", "nl fr en"), ("en", "en fr nl")])
def test_the_box_in_the_readers_language_comes_first_and_empty_ones_after_it_are_folded(own, order):
    field = TextsFormField()
    with translation.override(own):
        html = field.widget.render("title", Texts(fr="Le lac"), {"id": "id_title"})

    assert re.findall(r'name="title_(..)"', html) == order.split()
    assert html.count("<details") == (2 if own == "fr" else 1)
    assert 'name="title_fr"' not in html.partition("<details")[2]
