"""How papers are called."""

from django.conf import settings

from ..texts import data

WORDS = {"agreement": {"fr": "convention", "nl": "overeenkomst"}, "certificate": {"fr": "attestation", "nl": "attest"}}


def filename(kind, number, language, *, is_draft=False):
    """'convention-2027-014.pdf', in the language of the paper."""
    ending = {"fr": "-projet", "nl": "-ontwerp"}[language] if is_draft else ""
    return f"{WORDS[kind][language]}-{number}{ending}.pdf"


def specimen(language):
    """What a paper of the demo world bears across every page; nothing on a real one."""
    return data("certificate")["specimen"][language] if settings.DEMO else ""
