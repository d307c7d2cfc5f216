"""Stages of the journey: asking, consenting, accepting, preparing, signing, going, telling, reading."""

import datetime as dt

from .joining import prove, sign_in

SENTENCE = "Merci pour les matins sur la route."


def worker_asks(lea):
    """Finds the place by a word, takes the first days proposed; returns the dates."""
    lea.open("/catalogue/")
    lea.search("mobiel team", "Chercher")
    lea.follow("Twee dagen op pad")
    lea.follow("Demander cette immersion")
    days = lea.page.locator("main [name=proposal]").first.get_attribute("value").split(",")
    lea.write(goals="Adapter ma façon de communiquer", motivation="Voir comment vous allez vers les gens.")
    lea.press("Envoyer ma demande")
    assert lea.says("C’est envoyé.")
    return [dt.date.fromisoformat(day) for day in days]


def employer_consents(boss):
    """Without an account, by the link of the mail."""
    boss.open_mail("/consent/")
    boss.write(function="Directrice")
    boss.press("Je suis d’accord")
    assert boss.says("Vous êtes d’accord. Léa Timonier le sait.")


def host_accepts(tom):
    tom.open_mail("/answer/")
    tom.press("Ja, welkom")
    assert tom.says("Bevestigd. Maya weet het ook.")


def worker_prepares(lea):
    """The two questions before, then the outline: what is hers alone stays hers."""
    lea.open_mail("/immersions/")
    number = lea.page.url.rstrip("/").rpartition("/")[2]
    lea.open(f"/immersions/{number}/before/")
    lea.write(value="Un peu")
    lea.press("Suivant")
    lea.write(value="Un peu")
    lea.press("Terminé")
    lea.open(f"/immersions/{number}/preparation/")
    lea.write(**{"answer-A1": "Apprendre du terrain.", "answer-A2": "Une situation qui ne regarde que moi."})
    lea.press("Enregistrer et continuer plus tard")
    return number


def host_prepares(tom, number):
    tom.open(f"/immersions/{number}/preparation/")
    assert tom.says("Apprendre du terrain.")
    assert not tom.says("Une situation qui ne regarde que moi.")
    tom.write(**{"answer-B1": "Het ochtendoverleg."})
    tom.press("Ik ben klaar")


def sign(person, number, read, button):
    """Read the agreement, prove it is still oneself, type the name, tick the box."""
    person.open(f"/immersions/{number}/")
    person.follow(read)
    for _try in range(2):  # the second one where a fresh sign-in was asked in between
        person.write(name=person.name, accept=True)
        person.press(button)
        if "/accounts/fresh/" not in person.page.url:
            return
        prove(person)


def both_sign(lea, tom, number):
    sign(lea, number, "Lire et signer", "Signer la convention")
    assert lea.says("C’est signé. C’est maintenant au tour de l’autre partie.")
    sign(tom, number, "Lezen en tekenen", "De overeenkomst tekenen")
    assert tom.says("Beiden hebben getekend.")


def host_issues(tom):
    """After the last day: it went as planned, issue."""
    sign_in(tom)
    tom.open_mail("/attendance/")
    prove(tom)
    tom.press("Het ging zoals gepland: het attest uitreiken")
    assert tom.says("Bedankt. Het attest is uitgereikt")


def fetch_agreement(lea, number, folder):
    """The signed paper that the mail announced."""
    lea.open_mail(f"/immersions/{number}/agreement/")
    return lea.download("/agreement.pdf", folder)


def fetch_certificate(lea, folder):
    sign_in(lea)
    lea.open_mail("/certificate/")
    return lea.download("/nl.pdf", folder)


def worker_tells(guest):
    """The questions of the mail, without signing in; returns how many pages it took."""
    guest.open_mail("/feedback/")
    pages = 0
    while guest.page.locator("main").get_by_role("button", name="Suivant", exact=True).count():
        if (choices := guest.page.locator("main [type=radio]")).count():
            choices.nth(1).check()
        elif guest.page.locator("main textarea").count():
            guest.page.locator("main textarea").fill("Plus de temps sur la route.")
        guest.press("Suivant")
        pages += 1
    guest.write(sentence=SENTENCE)
    guest.press("Envoyer mes réponses")
    assert guest.says("Merci. Vos réponses aident")
    return pages


def maya_reads(maya):
    maya.open("/desk/")
    maya.open("/desk/answers/")
    maya.follow("Léa Timonier")
    assert maya.says("Plus de temps sur la route.")
    assert maya.says(SENTENCE)
    maya.press("Read")
