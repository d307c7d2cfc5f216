"""Organisations as a search finds them, each with the lines that say why where its card doesn't."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from exchange.members.models import Organisation
from exchange.programmes.models import Twin
from exchange.programmes.search import Typed, excerpt, hits
from exchange.programmes.texts import Text

from .models import Offer

PLACE = ("name", "sector", "structure", "municipality")  # what a card shows, in the reader's language
TEXTS = {
    "whom_we_receive": _("Whom they receive"), "publics": _("Whom they receive"),
    "how_to_refer": _("How to refer someone"),
}  # fmt: skip
MOST = 3  # lines of a card that say why


def typed(data):
    """What somebody searches for, with what means the same; no query while nothing is typed."""
    words = data.get("q", "").strip()
    return Typed.of(words, Twin.objects.groups()) if words else ""


def found(words):
    """Every active organisation that these words find, with how many offers it has now."""
    published = Count("offers", filter=Q(offers__in=Offer.objects.published().values("pk")))
    rows = Organisation.objects.active().matching(words).select_related("sector", "structure")
    rows = rows.prefetch_related("publics") if words else rows
    return rows.annotate(published=published).order_by("postcode", "pk")


def why(organisation, words):
    """Lines (what it is about, an excerpt) with a hit that can't be seen on the card."""
    lines = []
    for name in (*PLACE, *TEXTS):
        label = TEXTS.get(name) or Organisation._meta.get_field(name).verbose_name
        lines += [(label, line) for texts in texts_of(organisation, name) if (line := line_of(texts, name, words))]
    return lines[:MOST]


def texts_of(organisation, name):
    """The texts of a column; those of a term are its names."""
    value = getattr(organisation, name)
    if name == "publics":
        return [term.name for term in value.all()]
    return [value.name if name in {"sector", "structure"} else value]


def line_of(texts, name, words):
    """What to show of one text: its hit in the reader's language, else in another; nothing that the card shows."""
    best = texts.best()
    if name in PLACE and hits(best, words):
        return None
    for text in [best, *(Text(text, code) for code, text in texts.items() if text)]:
        if line := excerpt(text, words):
            return Text(line, text.language)
    return None
