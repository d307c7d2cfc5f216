"""A text knows its language, also where it is copied."""

import copy
import pickle

import pytest

from exchange.programmes.texts import Texts


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda text: pickle.loads(pickle.dumps(text))])
def test_a_copied_text_keeps_its_words_and_its_language(copied):
    text = copied(Texts(fr="Le lac").best("nl"))

    assert (text, text.language) == ("Le lac", "fr")
