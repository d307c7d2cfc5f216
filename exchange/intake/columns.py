"""The columns of a table of organisations: their headings, what they mean, and how a cell is read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from exchange.members.models import Organisation
from exchange.programmes.texts import CODES

from . import cells
from .labels import fold

FIELD = {field.name: field for field in (*Organisation._meta.local_fields, *Organisation._meta.local_many_to_many)}


@dataclass(frozen=True)
class Column:
    """One column. `name` is the field it fills; `language` which of its texts; `also` other headings people use."""

    key: str
    label: Any
    read: Callable
    explanation: Any = ""
    also: tuple = ()
    example: str = ""
    kind: str = ""  # of the list its words come from

    @property
    def name(self):
        return self.key.partition(":")[0]

    @property
    def language(self):
        return self.key.partition(":")[2]

    @property
    def heading(self):
        return f"{self.label} ({self.language.upper()})" if self.language else str(self.label)

    def headings(self):
        """What it may be called in a file, folded: its heading in every language, and the others."""
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                yield fold(self.heading)
        yield from map(fold, self.also)


def texts(name, also=((), (), ()), examples=("", "", ""), **options):
    label = options.pop("label", FIELD[name].verbose_name)
    return [
        Column(f"{name}:{code}", label, cells.words, also=also[place], example=examples[place], **options)
        for place, code in enumerate(CODES)
    ]


def plain(name, read, **options):
    return Column(name, FIELD[name].verbose_name, read, **options)


OWN_WORDS = _("Never write about one person.")
ONE_OF = _("One entry of the list beside it.")
COLUMNS = (
    *texts(
        "name",
        also=(("nom", "dénomination", "institution"), ("naam", "benaming", "organisatie"), ("name", "organisation")),
        examples=("Maison des Tilleuls", "Huis der Linden", ""),
        explanation=_("The name in at least one language."),
    ),
    plain("enterprise_number", cells.enterprise_number, example="0123.456.749",
          also=("BCE", "KBO", "n° BCE", "N° d’entreprise", "KBO-nummer", "ondernemingsnr"),
          explanation=_("Ten digits. We recognise the organisation by it.")),
    plain("sector", cells.term, kind="sector", example="MH", also=("secteur d’activité",), explanation=ONE_OF),
    plain("structure", cells.term, kind="structure", example="SSM", also=("type", "soort"), explanation=ONE_OF),
    plain("setting", cells.term, kind="setting", example="AMB", explanation=ONE_OF),
    plain("body", cells.term, kind="body", example="COCOF", also=("agrément", "erkenning", "recognised by"),
          explanation=ONE_OF),
    plain("publics", cells.terms, kind="public", example="ADU; PSY", also=("public", "doelgroep", "publiek"),
          explanation=_("Entries of the list beside it, with a semicolon between them.")),
    plain("street", cells.short, example="Rue du Moulin 1", also=("adresse", "adres", "address", "rue", "straat")),
    plain("postcode", cells.postcode, example="1090", also=("CP", "code postal", "PC", "postnummer"),
          explanation=_("A Belgian postcode of four digits.")),
    Column("town", FIELD["municipality"].verbose_name, cells.words, example="Jette",
           also=("ville", "localité", "gemeente", "stad", "plaats", "town", "city"),
           explanation=_("Only needed where a postcode covers two municipalities.")),
    plain("language_role", cells.language_role, example="FR", also=("langue", "taal", "language", "rôle linguistique"),
          explanation=_("FR, NL or BI.")),
    plain("phone", cells.short, example="02 000 00 00", also=("téléphone", "tél", "telefoon", "tel", "phone", "gsm")),
    plain("mail", cells.mail, example="info@tilleuls.example",
          also=("e-mail", "courriel", "mail", "adresse e-mail", "e-mailadres")),
    plain("website", cells.website, example="https://tilleuls.example",
          also=("site", "site web", "site internet", "url")),
    *texts("whom_we_receive", explanation=OWN_WORDS),
    *texts("how_to_refer", explanation=OWN_WORDS),
    *texts("whom_to_call", explanation=_("A service or a function, a phone number, the hours.")),
    Column("committed_on", _("Committed on"), cells.past_date, example="15/01/2026",
           also=("engagement signé le", "date d’engagement", "date de signature", "engagement getekend op", "lid sinds",
                 "membre depuis", "member since"),
           explanation=_("The day of the signed commitment. Without it, the organisation is only invited.")),
)  # fmt: skip
BY_KEY = {column.key: column for column in COLUMNS}


def recognised(headings):
    """Which column each heading of a file means: {place: key}. A column is given once, to the first that claims it."""
    known = {}
    for column in COLUMNS:
        for heading in column.headings():
            known.setdefault(heading, column.key)
    mapping = {}
    for place, heading in enumerate(headings):
        key = known.get(fold(heading or ""))
        if key and key not in mapping.values():
            mapping[str(place)] = key
    return mapping
