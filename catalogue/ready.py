"""HTML made once for all readers of a language, with gaps for what differs between readers and between pages."""

import re
import secrets
from itertools import chain

from django.conf import settings
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

GAP = f"gap{secrets.token_hex(8)}"  # drawn for each process, so that no text that people write can hold it
MOST = 5000  # things on one shelf
NOTHING = SafeString("")


class Ready:
    """A piece of a page, rendered with `GAP` wherever something is laid over it; lines lose their indentation."""

    def __init__(self, html):
        self.first, *self.others = re.sub(r"\n\s+", "\n", html).split(GAP)

    def filled(self, *values):
        """The piece with these values in its gaps, in their order; what is not HTML yet is escaped."""
        if len(values) != len(self.others):
            raise ValueError(f"{len(self.others)} gaps can't take {len(values)} values")
        safe = [value if type(value) is SafeString else conditional_escape(value) for value in values]
        return SafeString(self.first + "".join(chain.from_iterable(zip(safe, self.others, strict=True))))


class Shelf(dict):
    """What was made, for as long as nothing that decides it changes; where it grows too long it begins anew."""

    def take(self, make, *key):
        """What stands here under this key, made now where nothing does; in development templates change, so always."""
        if settings.DEBUG:
            return make()
        if (found := self.get(key)) is None:
            found = make()
            if len(self) >= MOST:
                self.clear()
            self[key] = found
        return found

    def take_in_words(self, make, *key):
        """The same for what differs between languages."""
        return self.take(make, get_language(), *key)
