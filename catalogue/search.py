"""Text search: one folding for what is stored and for what is typed, so that accents and case never matter."""

import re
import unicodedata

from django.db import models

LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"})


def fold(text):
    """Lower case without accents or signs, words parted by one space: "Équipe-mobile" becomes "equipe mobile"."""
    plain = unicodedata.normalize("NFKD", str(text).casefold().translate(LETTERS))
    return " ".join(re.findall(r"[a-z0-9]+", "".join(sign for sign in plain if not unicodedata.combining(sign))))


def word_list(texts):
    """Every word of these texts once, folded, each after a space, so that a search for " psy" finds beginnings."""
    words = sorted({word for text in texts for word in fold(text).split()})
    return "".join(f" {word}" for word in words)


class Searchable(models.QuerySet):
    """For rows with a `search_text` made by `word_list`."""

    def matching(self, words):
        """Rows in which every word typed is the beginning of some word."""
        rows = self
        for word in fold(words).split()[:10]:
            rows = rows.filter(search_text__contains=f" {word}")
        return rows
