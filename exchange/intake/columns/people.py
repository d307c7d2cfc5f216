"""The columns of a table of people: one row for each person in an organisation."""

from django.utils.translation import gettext_lazy as _

from exchange.members.models import Member, Membership

from .. import cells, choices
from . import Column, Of, house

own, place = Of(Member), Of(Membership)
ROLES = tuple((name, Membership._meta.get_field(name).verbose_name) for name in Membership.ROLES)
COLUMNS = (
    own.one("first_name", cells.short, example="Camille", also=("prénom", "voornaam")),
    own.one("last_name", cells.short, example="Tilleul",
            also=("nom", "nom de famille", "naam", "familienaam", "achternaam", "surname")),
    own.one("email", cells.mail, example="camille@tilleuls.example",
            also=("e-mail", "courriel", "mail", "adresse e-mail", "adresse mail", "e-mailadres"),
            explanation=_("We recognise the person by it. Without it, the reference person acts for them.")),
    *house("organisation", _("Organisation"),
           also=(("institution", "employeur", "organisatie", "werkgever", "employer"), ("BCE", "KBO", "n° BCE"),
                 ("CP", "code postal", "postcode"))),
    Column("roles", _("Roles"), choices.several, choices=(*ROLES, ("worker", _("Worker"))),
           example="is_reference", also=("rôle", "rol", "role"),
           explanation=_("Roles are added, never taken away. None: a worker.")),
    place.one("status", choices.choice, example="employee", also=("contrat", "statuut")),
    own.one("function", cells.term, example="EDU", also=("métier", "beroep", "fonction", "functie", "function")),
    own.one("function_title", cells.short, also=("fonction exacte", "intitulé", "functietitel", "job title")),
    own.one("spoken", cells.terms, example="fr; nl", also=("langues", "langues parlées", "talen", "languages")),
    own.one("phone", cells.phone, example="0470 00 00 00",
            also=("téléphone", "tél", "telefoon", "tel", "gsm", "mobile", "mobiel")),
    own.one("language", choices.choice, example="fr", also=("langue", "taal", "language", "langue de contact")),
)  # fmt: skip
