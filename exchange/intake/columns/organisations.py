"""The columns of a table of organisations."""

from django.utils.translation import gettext_lazy as _

from exchange.members.models import Organisation

from .. import cells, choices
from . import OWN_WORDS, Column, Of

own = Of(Organisation)
COLUMNS = (
    *own.texts(
        "name",
        also=(("nom", "dénomination", "institution"), ("naam", "benaming", "organisatie"), ("name", "organisation")),
        examples=("Maison des Tilleuls", "Huis der Linden", ""),
        explanation=_("The name in at least one language."),
    ),
    own.one("enterprise_number", cells.enterprise_number, example="0123.456.749",
            also=("BCE", "KBO", "n° BCE", "N° d’entreprise", "KBO-nummer", "ondernemingsnr"),
            explanation=_("Ten digits. We recognise the organisation by it.")),
    own.one("sector", cells.term, example="MH", also=("secteur d’activité",)),
    own.one("structure", cells.term, example="SSM", also=("type", "soort")),
    own.one("setting", cells.term, example="AMB"),
    own.one("body", cells.term, example="COCOF", also=("agrément", "erkenning", "recognised by")),
    own.one("publics", cells.terms, example="ADU; PSY", also=("public", "doelgroep", "publiek")),
    own.one("street", cells.short, example="Rue du Moulin 1", also=("adresse", "adres", "address", "rue", "straat")),
    own.one("postcode", cells.postcode, example="1090", also=("CP", "code postal", "PC", "postnummer"),
            explanation=_("A Belgian postcode of four digits.")),
    Column("town", Organisation._meta.get_field("municipality").verbose_name, cells.words, example="Jette",
           also=("ville", "localité", "gemeente", "stad", "plaats", "town", "city"),
           explanation=_("Only needed where a postcode covers two municipalities.")),
    own.one("language_role", cells.language_role, example="FR",
            also=("langue", "taal", "language", "rôle linguistique"), explanation=_("FR, NL or BI."),
            choices=()),
    own.one("phone", cells.phone, example="02 000 00 00",
            also=("téléphone", "tél", "telefoon", "tel", "phone", "gsm")),
    own.one("mail", cells.mail, example="info@tilleuls.example",
            also=("e-mail", "courriel", "mail", "adresse e-mail", "e-mailadres")),
    own.one("website", cells.website, example="https://tilleuls.example",
            also=("site", "site web", "site internet", "url")),
    *own.texts("whom_we_receive", explanation=OWN_WORDS),
    *own.texts("how_to_refer", explanation=OWN_WORDS),
    *own.texts("waiting_time", also=(("délai d’attente",), ("wachttijd",), ("waiting time",)), explanation=OWN_WORDS),
    *own.texts("whom_to_call", explanation=_("A service or a function, a phone number, the hours.")),
    own.one("directory", cells.website, also=("carte sociale", "sociale kaart", "social directory")),
    own.one("consent", choices.choice, also=("accord", "accord employeur", "akkoord", "akkoord werkgever", "consent"),
            example="each"),
    own.one("consent_given_by", cells.words, also=("accord donné par", "akkoord gegeven door", "consent given by"),
            explanation=_("Name and function, of a general consent.")),
    own.one("consent_given_on", cells.past_date, also=("accord donné le", "akkoord gegeven op", "consent given on"),
            explanation=_("A past date, as 15/01/2026.")),
    own.one("consent_until", cells.date, also=("accord jusqu’au", "akkoord tot", "consent until"),
            explanation=_("Empty when it goes on until it is changed.")),
    own.one("approver_name", cells.words, also=("approbateur", "qui donne l’accord", "wie akkoord gaat", "approver"),
            explanation=_("Somebody without an account, such as the director.")),
    own.one("approver_mail", cells.mail, label=_("Who agrees for the employer: e-mail address"),
            also=("e-mail approbateur", "e-mail van wie akkoord gaat", "approver’s e-mail"),
            explanation=_("Each request goes there with a personal link: no account is needed to answer.")),
    Column("committed_on", _("Committed on"), cells.past_date, example="15/01/2026",
           also=("engagement signé le", "date d’engagement", "date de signature", "engagement getekend op", "lid sinds",
                 "membre depuis", "member since"),
           explanation=_("The day of the signed commitment. Without it, the organisation is only invited.")),
)  # fmt: skip
