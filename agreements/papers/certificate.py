"""The certificate on paper: something to hang up."""

import datetime as dt

import segno
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import pgettext

from exchange import pdf
from exchange.notifications.outbox import absolute
from exchange.placements import words
from exchange.programmes.dates import date_words

from .. import codes, hours, texts
from ..facts import written
from .names import specimen

OTHER = {"fr": "nl", "nl": "fr"}


def certificate(certificate, language):
    """The certificate in French or Dutch, tagged for readers of every kind (PDF/UA)."""
    fixed, facts = texts.data("certificate"), certificate.facts
    with translation.override(language):
        values = {
            "facts": facts,
            "mine": facts[language],
            "said": sentences(certificate, language),
            "labels": {name: entry[language] for name, entry in fixed["labels"].items()},
            "other": f"{fixed['title'][OTHER[language]]}, {fixed['subtitle'][OTHER[language]].lower()}",
            "days": days(facts),
            "themes": listed(facts[language]["themes"]),
            "goals": listed(facts[language]["goals"]),
            "total": hours.in_figures(facts["minutes"]),
            "number": certificate.number,
            "address": absolute(reverse("agreements:check_code", args=[codes.shown(certificate.code)])),
            "specimen": specimen(language),
        }
        values |= {"qr": qr(values["address"]), "check": check_address(), "code": codes.shown(certificate.code)}
        html = render_to_string("pdf/certificate.html", values)
    title = f"{fixed['title'][language]} {certificate.number}"
    return pdf.make(html, css=["pdf/certificate.css"], title=title, language=language, created=certificate.issued_at)


def sentences(certificate, language):
    """The sentences of data/certificate.toml, filled in; that with the hours as [words, is particular] pairs."""
    fixed, values = texts.data("certificate"), particulars(certificate, language)
    names = ["title", "subtitle", "project", "issuer", "statement", "form", "participation", "done"]
    names += ["agreement"] if certificate.facts["signed_on"] else []
    names += [] if certificate.facts["is_long_enough"] else ["below_minimum"]
    said = {name: texts.parts(fixed[name][language], values) for name in names}
    joined = {name: "".join(part for part, _particular in pairs) for name, pairs in said.items()}
    return {**joined, "statement": said["statement"]}


def particulars(certificate, language):
    facts = certificate.facts
    mine = facts[language]
    return {
        "host_name": mine["host"],
        "host_address": mine["host_address"],
        "place": mine["place"],
        "hours": words.hours_text(facts["minutes"]),
        "minimum": words.hours_text(facts["minimum_minutes"]),
        "agreement_number": facts["agreement"],
        "signed_on": facts["signed_on"] and written(dt.date.fromisoformat(facts["signed_on"])),
        "issued_on": written(dt.date.fromisoformat(facts["issued_on"])),
    }


def days(facts):
    """Each day that was attended: the date with its weekday, and the time."""
    pattern = pgettext("date with weekday on a paper", "l j F Y")
    return [
        (date_words(dt.date.fromisoformat(day["date"]), pattern), words.hours_text(day["minutes"]))
        for day in facts["days"]
    ]


def check_address():
    """The address of the check page as people type it."""
    return absolute(reverse("agreements:check")).partition("://")[2]


def listed(texts):
    return words.between().join(texts)


def qr(address):
    """The QR code of an address as a drawing: how many squares wide, and the path of the dark ones."""
    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
    dark = [(x, y) for y, row in enumerate(rows) for x, square in enumerate(row) if square]
    return {"size": len(rows), "path": "".join(f"M{x} {y}h1v1h-1z" for x, y in dark)}
