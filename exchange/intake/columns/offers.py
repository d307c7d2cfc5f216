"""The columns of a table of offers."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from catalogue.forms import LONGEST_BREAK, MOST
from catalogue.models import Offer

from .. import cells, choices, numbers
from . import OWN_WORDS, Of, house

own = Of(Offer)


def yes_or_no(name, **options):
    return own.one(name, choices.yes_or_no, choices=choices.BOTH, explanation=_("Yes or no."), **options)


def number(name, unit, least=0, **options):
    most = MOST.get(name, LONGEST_BREAK)
    return own.one(name, partial(numbers.whole, unit=unit), least=least, most=most, **options)


COLUMNS = (
    *house("organisation", _("Organisation"),
           also=(("institution", "organisation d’accueil", "organisatie", "gastorganisatie", "host"),
                 ("BCE", "KBO", "n° BCE"), ("CP", "code postal", "postcode"))),
    *own.texts("title", also=(("titre", "intitulé", "offre"), ("titel", "aanbod"), ("title", "offer")),
               examples=("Deux jours au centre de jour", "Twee dagen in het dagcentrum", ""),
               explanation=_("We recognise the offer by its organisation and its title.")),
    *own.texts("see", also=(("description", "ce qu’on verra"), ("omschrijving", "beschrijving"), ()),
               examples=("Le quotidien de l’équipe.", "Het dagelijkse werk van het team.", ""), explanation=OWN_WORDS),
    own.one("weekdays", choices.weekdays, choices=choices.DAYS, example="0; 1; 2; 3; 4",
            also=("jours", "dagen", "days", "jours possibles"),
            explanation=_("Days with a semicolon between them, or a span of days.")),
    own.one("starts", numbers.clock, example="9:00", also=("de", "van", "début", "heure de début", "beginuur")),
    own.one("ends", numbers.clock, example="17:00", also=("à", "tot", "fin", "heure de fin", "einduur")),
    *own.texts("hours_note", also=(("horaire", "remarque horaire", "remarque jours et heures"),
                                   ("uurregeling", "uurrooster", "opmerking uren", "opmerking dagen en uren"),
                                   ("timetable", "note on hours")),
               examples=("Le mercredi, nous fermons à midi.", "Op woensdag sluiten we om 12 uur.", ""),
               explanation=_("Such as: On Wednesday we close at noon.")),
    number("break_minutes", numbers.MINUTES, example="30", also=("pause", "pauze", "break")),
    number("minimum_dates", numbers.DAYS, least=2, example="2",
           also=("minimum de jours", "jours minimum", "minimum aantal dagen")),
    number("maximum_dates", numbers.DAYS, least=2, also=("maximum de jours", "jours maximum", "maximum aantal dagen")),
    yes_or_no("in_a_row"),
    own.one("months", choices.months, choices=choices.YEAR, example="3; 4; 5; 9; 10; 11",
            also=("mois", "maanden", "months"), explanation=_("Months with a semicolon between them, or a span.")),
    *own.texts("months_note", also=(("remarque mois", "autres mois"), ("opmerking maanden", "andere maanden"),
                                    ("note on months", "other months")),
               examples=("En été, l’équipe est trop petite.", "In de zomer is het team te klein.", ""),
               explanation=_("Such as: In the other months the team is too small.")),
    own.one("languages", cells.terms, example="fr; nl", also=("langues", "talen", "languages")),
    own.one("asked_language", cells.term), own.one("asked_level", cells.term),
    own.one("contact", cells.mail, also=("contact", "personne de contact", "contactpersoon", "e-mail", "mail"),
            example="camille@tilleuls.example",
            explanation=_("The e-mail address of a person of this organisation whom we know.")),
    *own.texts("companion", examples=("Une éducatrice de l’équipe", "Een opvoeder van het team", "")),
    own.one("publics", cells.terms, example="ADU; PSY", also=("public", "doelgroep")),
    own.one("themes", cells.terms, also=("thème", "thèmes", "thema", "thema’s", "themes")),
    own.one("professions", cells.terms, also=("métiers", "beroepen", "professions", "fonctions", "functies")),
    *own.texts("excluded", also=(("exclusions", "exclus", "pas pour", "ne convient pas à", "pour qui pas"),
                                 ("uitsluitingen", "niet voor", "niet geschikt voor", "voor wie niet"),
                                 ("excluded", "not for")),
               examples=("Qui n’aime pas le bruit.", "Wie niet tegen lawaai kan.", ""),
               explanation=_("Visitors who learn more elsewhere. Never write about one person.")),
    yes_or_no("no_diploma", example=_("yes")),
    own.one("shifts", cells.terms),
    number("capacity", numbers.PERSONS, least=1, example="1",
           also=("places", "capacité", "plaatsen", "capaciteit", "capacity")),
    number("monthly_capacity", numbers.PERSONS, least=1,
           also=("par mois", "visiteurs par mois", "per maand", "per month")),
    number("notice_days", numbers.DAYS, example="10", also=("préavis", "délai", "termijn", "notice")),
    own.one("secrecy", cells.term, example="accompanied", also=("secret professionnel", "beroepsgeheim", "secrecy")),
    *own.texts("attend", explanation=OWN_WORDS), *own.texts("not_attend", explanation=OWN_WORDS),
    yes_or_no("home_visits"), yes_or_no("pre_meeting"), yes_or_no("vaccination"), yes_or_no("criminal_record"),
    *own.texts("dress", also=(("vêtements", "habillement", "tenue de travail"), ("kleding", "kleren", "werkkledij"),
                              ("clothes", "clothing", "what to wear")),
               examples=("Des chaussures fermées.", "Gesloten schoenen.", ""),
               explanation=_("What the visitor wears or brings.")),
    *own.texts("other_conditions", explanation=OWN_WORDS),
    own.one("meal", cells.term, also=("repas", "maaltijd", "maaltijden", "meal")),
    *own.texts("meal_note", also=(("remarque repas", "détails repas", "prix du repas"),
                                  ("opmerking maaltijd", "opmerking maaltijden", "prijs maaltijd"),
                                  ("note on meals", "price of meals")),
               examples=("La soupe coûte 1 €.", "Soep kost 1 €.", ""),
               explanation=_("Such as: The soup costs 1 €.")),
    own.one("transports", cells.terms, also=("transport", "vervoer")),
    *own.texts("nearest_stop", also=(("arrêt", "arrêt de tram", "arrêt de bus", "gare", "arrêt proche"),
                                     ("halte", "tramhalte", "bushalte", "station", "dichtstbijzijnde halte"),
                                     ("stop", "tram stop", "bus stop", "closest stop")),
               examples=("Cimetière de Jette (tram 51)", "Kerkhof van Jette (tram 51)", ""),
               explanation=_("The stop and its lines, such as: Simonis (tram 9).")),
    own.one("travel_costs", choices.choice),
    own.one("access", cells.terms, also=("accessibilité", "toegankelijkheid", "accessibility")),
    *own.texts("access_note", also=(("remarque accessibilité", "détails accessibilité"),
                                    ("opmerking toegankelijkheid", "details toegankelijkheid"),
                                    ("note on accessibility", "access note")),
               examples=("Deux marches à l’entrée.", "Twee treden aan de ingang.", ""),
               explanation=_("Such as: Two steps at the entrance.")),
)  # fmt: skip
