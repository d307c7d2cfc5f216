"""Text search: one folding for what is stored and for what is typed, so that accents and case never matter."""

import re
import unicodedata
from itertools import product

from django.db import models
from django.utils.html import format_html, format_html_join

from .search_index import Begins

LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"})
MOST, LONGEST = 10, 100  # words of a search that count, and their letters
AROUND = 80  # letters of an excerpt: half of them stand before its hit, the double of them is all it has
WORD = re.compile(r"[^\W_]+")
PLURAL = re.compile(r"(?<=[a-z0-9]{4})s\b")


def fold(text):
    """Lower case without accents or signs, words parted by one space: "Équipe-mobile" becomes "equipe mobile"."""
    plain = unicodedata.normalize("NFKD", str(text).casefold().translate(LETTERS))
    return " ".join(re.findall(r"[a-z0-9]+", "".join(sign for sign in plain if not unicodedata.combining(sign))))


def word_list(texts, twins=()):
    """Every word of these texts once, folded, each after a space, so that a search for " psy" finds beginnings.

    `twins`, from `Twin.objects.groups()`: where a text says one of a group, whole, the others' words are added.
    """
    folded = [fold(text) for text in texts]
    whole = " | ".join(f" {singular(text)} " for text in folded)
    added = [word for group in twins if any(f" {singular(word)} " in whole for word in group) for word in group]
    words = sorted({word for text in [*folded, *added] for word in text.split()})
    return "".join(f" {word}" for word in words)


def singular(folded):
    """Without the s of the plural, so that "maisons médicales" are twins of what "maison médicale" is twin of."""
    return PLURAL.sub("", folded)


class Typed(str):
    """The words of a search, with the phrases that are found by them since they mean the same."""

    phrases = ()

    @classmethod
    def of(cls, words, twins):
        """`twins`: from `Twin.objects.groups()`; those of which a word was typed, small ones like "de" aside."""
        typed, begun = cls(words), tuple(fold(words).split()[:MOST])
        for group in twins:
            if any(word.startswith(begun) for word in " ".join(group).split() if len(word) > 2):
                typed.phrases += tuple(singular(phrase).split() for phrase in group)
        return typed


def marked(text, words):
    """This text as HTML, with a `<mark>` around each beginning of a word searched for, and around its twins."""
    text, pieces, end = unicodedata.normalize("NFC", str(text)), [], 0
    for start, stop in hits(text, words):
        pieces.append((text[end:start], format_html("<mark>{}</mark>", text[start:stop])))
        end = stop
    return format_html_join("", "{}{}", [*pieces, (text[end:], "")])


def hits(text, words):
    """Where a text was hit, in its order: pairs of start and end. A phrase that holds a typed word shows that word."""
    found, typed, spans = list(WORD.finditer(text)), fold(words).split()[:MOST], {}
    for number, word in enumerate(found):
        if hit := max((each for each in typed if fold(word[0]).startswith(each)), key=len, default=""):
            spans[number] = word.start(), word.start() + _letters(word[0], len(hit))
    plain = [singular(fold(word[0])) for word in found] if (phrases := getattr(words, "phrases", ())) else []
    for phrase, first in product(sorted(phrases, key=len, reverse=True), range(len(plain))):
        part = range(first, first + len(phrase))
        if plain[first : part.stop] == phrase and not spans.keys() & set(part):
            spans |= dict.fromkeys(part, (found[first].start(), found[part[-1]].end()))
    return sorted(set(spans.values()))


def excerpt(text, words):
    """A few lines of a text around its first hit; nothing where it has none."""
    text = unicodedata.normalize("NFC", " ".join(str(text).split()))
    if not (found := hits(text, words)):
        return ""
    start = 0 if found[0][0] < AROUND else text.rfind(" ", 0, found[0][0] - AROUND // 2) + 1
    stop = len(text) if len(text) - start < 2 * AROUND else text.rfind(" ", found[0][1], start + 2 * AROUND)
    stop = len(text) if stop < 0 else stop
    return ("… " if start else "") + text[start:stop] + (" …" if stop < len(text) else "")


def _letters(word, length):
    """How many letters of a word fold to at least this length; œ folds to two."""
    return next(count for count in range(1, len(word) + 1) if len(fold(word[:count])) >= length)


class Searchable(models.QuerySet):
    """For rows with a `search_text`, made by `word_list` in their `words(twins)`."""

    def matching(self, words):
        """Rows in which every word typed is the beginning of some word."""
        typed = [word[:LONGEST] for word in fold(words).split()[:MOST]]
        return self.filter(Begins(models.F("search_text"), " ".join(typed))) if typed else self

    def follow_words(self, twins):
        """Make the searched words of these rows again, for what none of them hears of: terms and twins that changed."""
        for row in self.iterator(chunk_size=500):
            before, now = row.search_text, row.words(twins)
            if before != now:  # what somebody wrote in the meantime is newer
                self.model.objects.filter(pk=row.pk, search_text=before).update(search_text=now)
