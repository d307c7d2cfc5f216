"""The columns of a table of past immersions."""

from django.utils.translation import gettext_lazy as _

from exchange.placements.models import PastImmersion

from .. import cells, numbers
from . import Column, Of, house

own = Of(PastImmersion)
COLUMNS = (
    *house("host", _("Host"),
           also=(("vers", "à", "organisation d’accueil", "lieu", "lieu d’accueil", "accueil", "naar", "gastorganisatie",
                  "host organisation", "to"),
                 ("BCE accueil", "n° BCE accueil", "KBO gastorganisatie"), ("CP accueil",))),
    *house("sender", _("Sender"), example="Huis der Linden",
           also=(("de", "organisation d’envoi", "employeur", "envoi", "van", "zendende organisatie", "werkgever",
                  "sending organisation", "employer", "from"),
                 ("BCE envoi", "n° BCE envoi", "KBO zender", "KBO werkgever"), ("CP envoi",))),
    Column("first_day", _("First day"), cells.past_date, example="04/03/2025",
           also=("du", "début", "date de début", "begin", "begindatum", "startdatum", "start", "start date", "vanaf"),
           explanation=_("A past date, as 15/01/2026.")),
    Column("last_day", _("Last day"), cells.past_date, example="05/03/2025",
           also=("au", "fin", "date de fin", "einde", "einddatum", "tot", "end", "end date"),
           explanation=_("A past date, as 15/01/2026.")),
    Column("dates", _("Dates"), numbers.past_dates, also=("jours", "dagen", "data", "days"),
           explanation=_("Instead of the first and the last day: each date, with a semicolon between them.")),
    Column("minutes", _("Hours"), numbers.minutes, example="15:00",
           also=("nombre d’heures", "heures", "total heures", "uren", "aantal uren", "totaal uren", "duration"),
           explanation=_("All hours together, longer than one full day.")),
    Column("worker_name", _("Worker: name"), cells.short, most=120,
           also=("travailleur", "stagiaire", "participant", "nom", "werknemer", "deelnemer", "naam", "worker"),
           explanation=_("It may stay empty.")),
    Column("worker_mail", _("Worker: e-mail address"), cells.mail,
           also=("e-mail", "mail", "courriel", "e-mail du travailleur", "e-mail werknemer"),
           explanation=_("Of a person we know. It may stay empty.")),
    own.one("function", cells.term, label=_("Profession"), example="EDU",
            also=("métier", "fonction", "beroep", "functie")),
)  # fmt: skip
