"""A pseudo-language: every translated sentence stands between marks, so that what nobody marked shows."""

import re
from contextlib import contextmanager
from functools import cache, wraps
from html.parser import HTMLParser

from django.apps import apps
from django.utils.translation import trans_real

OPEN, CLOSE = "⟦", "⟧"
FUNCTIONS = ("gettext", "ngettext", "pgettext", "npgettext")
INNERMOST = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
WORD = re.compile(r"[^\W\d_]{2,}")
SAID = {"alt", "title", "aria-label", "placeholder"}
UNSEEN = {"script", "style", "svg", "title"}


@contextmanager
def pseudo_language(monkeypatch):
    """Wrap what gettext returns, in any language; lazy sentences too, since they ask when they are shown.

    Cards and choices that were drawn before it are forgotten, and so are those that are drawn within it.
    """
    from django.utils import translation

    from catalogue.counting import Bits

    with monkeypatch.context() as patch:
        patch.setattr(Bits, "kept", None)
        for name in FUNCTIONS:
            patch.setattr(translation._trans, name, marked(getattr(trans_real, name)), raising=False)
        yield


def marked(function):
    @wraps(function)
    def translate(*words):
        found = function(*words)
        return f"{OPEN}{found}{CLOSE}" if any(words) else found

    return translate


def unmarked(text):
    """What stands outside every mark, piece by piece; marks may stand within marks."""
    while INNERMOST.search(text):
        text = INNERMOST.sub("\0", text)
    return [piece.strip() for piece in re.split(r"[\0\n]", text)]


class Visible(HTMLParser):
    """The texts of a page that people see or hear, one after the other."""

    def __init__(self):
        super().__init__()
        self.texts, self.hidden = [], 0

    def handle_starttag(self, tag, attributes):
        self.hidden += tag in UNSEEN
        self.texts += [value for name, value in attributes if name in SAID and value]

    def handle_endtag(self, tag):
        self.hidden -= tag in UNSEEN

    def handle_data(self, data):
        if not self.hidden:
            self.texts.append(data)


def visible(html):
    parser = Visible()
    parser.feed(html.replace("<wbr>", ""))  # where a word may break it is still one word
    return "\n".join(parser.texts)


def strings(value):
    """Every text in a value, however deep; a long one also line by line."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return {text for each in value for text in strings(each)}
    return {line.strip() for line in value.splitlines()} if isinstance(value, str) else set()


def stored():
    """Every text that stands in a row of the database: what people wrote, names, lists; no codes."""
    texts = set()
    for model in apps.get_models():
        if model._meta.app_label not in {"notifications", "django_q", "sessions", "contenttypes"}:
            fields = [
                field.attname for field in model._meta.concrete_fields if not field.choices and field.name != "code"
            ]
            texts |= strings(list(model.objects.values_list(*fields)))
    return texts


def plain(text):
    """In small letters, with one ordinary blank between words."""
    return " ".join(text.lower().split())


class Known:
    """The texts that are data. What is left of a piece without them is a sentence that somebody forgot to mark."""

    def __init__(self, texts):
        self.texts = sorted({plain(text).rstrip(".") for text in texts if WORD.search(text)}, key=len, reverse=True)
        self.left = cache(self.left)  # most pieces come back on every page

    def left(self, piece):
        piece = plain(piece)
        for text in self.texts:
            if text in piece:
                piece = re.sub(rf"(?<!\w){re.escape(text)}(?!\w)", " ", piece)
        return " ".join(piece.split()).strip(" .,;:·–") if WORD.search(piece) else ""

    def strange(self, text):
        """The pieces outside marks that hold words which are no data."""
        return sorted({left for piece in unmarked(text) if WORD.search(piece) and (left := self.left(piece))})
