"""Stages of the journey: signing in, applying, being welcomed, inviting, writing an offer."""

import re

from .person import app_code

KEY = re.compile(r"\b[A-Z2-7]{32}\b")
WORDS = {  # of the pages of signing in: ask for a code, enter, go on after proving it once more
    "fr": ("M’envoyer un code", "Se connecter", "Continuer"),
    "nl": ("Stuur me een code", "Aanmelden", "Verder"),
    "en": ("Send me a code", "Sign in", "Go on"),
}


def sign_in(person):
    """By the code in a mail."""
    ask, enter, _ = WORDS[person.language]
    person.open("/accounts/login/")
    person.write(email=person.email)
    person.write(code=person.new_code(ask))
    person.press(enter)


def prove(person):
    """Where a fresh sign-in is asked: by the code in a mail."""
    ask, _, go_on = WORDS[person.language]
    if "/accounts/fresh/" in person.page.url:
        person.write(code=person.new_code(ask))
        person.press(go_on)


def maya_enters(maya):
    """Maya's staff comes in by mail, and sets up an app as second step; keeps its key."""
    maya.platform.manage("coordinator", maya.email, "--first-name", maya.first_name, "--language", maya.language)
    sign_in(maya)
    maya.follow("Set up an app")
    (maya.secret,) = KEY.findall(maya.page.locator("main").inner_text())
    maya.write(code=app_code(maya.secret))
    maya.press("Set up")


def maya_returns(maya, days):
    """With the app, on a later day."""
    sign_in(maya)
    maya.write(code=app_code(maya.secret, days))
    maya.press("Sign in")
    assert "/accounts/" not in maya.page.url


def apply(person, send, confirm, **organisation):
    """An organisation applies in five fields, and confirms the address by the link of the mail."""
    person.open("/")
    person.open("/apply/")
    names = {"first_name": person.first_name, "last_name": person.last_name}
    person.write(email=person.email, accept=True, **names, **organisation)
    person.press(send)
    assert person.says(person.email)
    person.open_mail("/apply/confirm/")
    person.press(confirm)
    assert person.says(organisation["name"])


def sender_applies(nadia):
    day_centre = "Centre de jour, centre d’activités de jour (CAJ)"
    about = {"name": "La Girouette asbl", "place": "1030", "sector": "Handicap", "structure": day_centre}
    apply(nadia, "Envoyer l’inscription", "Confirmer", **about)


def host_applies(tom):
    about = {"name": "De Waaier vzw", "place": "Jette", "sector": "Geestelijke gezondheidszorg"}
    apply(tom, "De inschrijving versturen", "Bevestigen", structure="Mobiel team", **about)


def welcome(maya, name):
    """Maya reads the application where the mail leads her, and welcomes the organisation."""
    maya.open_mail("/desk/organisations/", name)
    maya.follow("Welcome")
    maya.press("Welcome")
    assert maya.says("Done. The organisation has a mail.")


def host_completes(tom):
    """What the host is asked before its first publication and its first agreement."""
    tom.open_mail("/organisation/")
    tom.follow("Onze pagina aanvullen")
    tom.write(street="Molenstraat 1", phone="02 000 00 20", enterprise_number="0123.456.749")
    tom.write(setting="Outreachend", language_role="Nederlandstalig", body="Iriscare")
    tom.write(whom_we_receive_nl="Volwassenen.", how_to_refer_nl="Met een telefoontje.", whom_to_call_nl="Het onthaal")
    tom.press("Bewaren")
    assert not tom.says("Onze pagina aanvullen")


def host_publishes(tom):
    """An offer that starts from the filled example of its structure type."""
    tom.follow("Een aanbod schrijven")
    tom.write(start="Een ingevuld voorbeeld")
    tom.press("Beginnen")
    tom.write(languages=["Nederlands", "Frans"])
    tom.press("Bewaren en publiceren")
    assert tom.says("Gepubliceerd. Leden vinden het nu.")


def worker_joins(nadia, lea):
    """The reference person invites a colleague, who takes the place by the link of the mail."""
    nadia.open("/organisation/")
    nadia.follow("Personnes et invitations")
    nadia.follow("Inviter par mail")
    prove(nadia)
    nadia.write(email=lea.email)
    nadia.press("Envoyer l’invitation")
    lea.open_mail("/invitation/")
    lea.write(first_name=lea.first_name, last_name=lea.last_name, function="Éducateur·rice", spoken="français")
    lea.press("Rejoindre l’organisation")
    lea.follow("Compléter")
    lea.write(phone="0470 00 00 01")
    lea.press("Enregistrer")
    lea.open("/home/")
    assert not lea.says("Complétez votre profil")
