"""Words of a file held against words we know: headings and the entries of a list, in any of the three languages."""

import difflib
import re
import unicodedata

from exchange.programmes.models import Term


def fold(text):
    """Letters and figures alone, without accents and capitals."""
    plain = unicodedata.normalize("NFKD", str(text).casefold())
    return " ".join(re.findall(r"[a-z0-9]+", "".join(sign for sign in plain if not unicodedata.combining(sign))))


def near(text, words):
    """The one of these folded words that was probably meant, or None."""
    return next(iter(difflib.get_close_matches(fold(text), words, n=1, cutoff=0.75)), None)


FEMININE = {"rice": 3, "ere": 2, "euse": 3, "ive": 1, "ve": 1}  # how many letters of the word this ending replaces


def spellings(name):
    """A name folded; one that is written for all (“Éducateur·rice”) as people write it too: educateur, educatrice."""
    yield fold(name)
    if "·" in name:
        words = [word.split("·") for word in re.split(r"[\s-]+", name)]
        yield fold(" ".join(word for word, *_ending in words))
        yield fold(" ".join(feminine(word, *ending) for word, *ending in words))


def feminine(word, ending="", *_more):
    """“Éducateur” with “rice” is educatrice; a plural has a third part, which a table does not need."""
    replaced = FEMININE.get(fold(ending), 0)
    return f"{word[: len(word) - replaced]}{ending}"


def singular(words):
    """Folded words without the “s” of a plural, for a list that says “Adultes” and a file that says “adulte”."""
    return " ".join(word[:-1] if word.endswith("s") and len(word) > 3 else word for word in words.split())


class Labels:
    """The terms of one kind by everything they answer to: code, names, and the parts of a name like “(SSM)”."""

    def __init__(self, kind):
        self.terms = list(Term.objects.of(kind).order_by("is_open", "-position"))  # the first open one is asked last
        self.known = {}
        for names in (self._parts, self._whole):  # a whole name wins over another's part
            for term in self.terms:
                self.known.update(dict.fromkeys(names(term), term))
        self.singular = {singular(word): term for word, term in self.known.items()}
        self.open = [word for word, term in self.known.items() if term.is_open]

    def find(self, text):
        return self.known.get(fold(text)) or self.singular.get(singular(fold(text)))

    def near(self, text):
        """The term that was probably meant by a word with a typing fault."""
        return self.known.get(near(text, self.open))

    @staticmethod
    def _whole(term):
        return [each for name in (term.code, *term.name.values()) if name for each in spellings(name)]

    @staticmethod
    def _parts(term):
        parts = [part for name in term.name.values() for part in re.split(r"[,()]", name)]
        return [fold(part) for part in parts if fold(part)]
