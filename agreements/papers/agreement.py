"""The agreement on paper, signed or to be signed."""

import datetime as dt

from django.template.loader import render_to_string
from django.utils import translation

from exchange import pdf

from .. import texts
from ..facts import written
from .names import specimen

SIDES = ["host", "worker"]


def agreement(wording):
    """The signed agreement, with its annexes and signatures. PDF/A, so that it can be kept for good."""
    return _make(
        wording.agreement, wording.content, wording.signed_at, wording.signatures.select_related("recorded_by")
    )


def draft(agreement, text, signatures=()):
    """The agreement before all have signed, to read or to sign with ink: marked as a draft on every page."""
    return _make(agreement, text, agreement.created_at, signatures, is_draft=True)


def _make(agreement, text, created, signatures, *, is_draft=False):
    language, given = text["language"], {row.party: row for row in signatures}
    values = {
        "text": text,
        "fixed": fixed_words(agreement.template.content, language),
        "model": model_line(text, agreement.template.content),
        "sides": [(side, text["signer" if side == "host" else side], given.get(side)) for side in SIDES],
        "fingerprint": texts.fingerprint(text),
        "is_draft": is_draft,
        "specimen": specimen(language),
    }
    with translation.override(language):
        html = render_to_string("pdf/agreement.html", values)
    title = f"{text['title']} {text['number']}"
    return pdf.make(
        html, css=["pdf/agreement.css"], variant="pdf/a-3a", title=title, language=language, created=created
    )


def fixed_words(content, language):
    """The fixed words of the template in one language: `heading_fr` becomes `heading`."""
    ending = f"_{language}"

    def pick(entry):
        return {key.removesuffix(ending): value for key, value in entry.items() if key.endswith(ending)}

    annexes = {name: pick(entry) for name, entry in content["annex"].items()}
    return {"signatures": pick(content["signatures"]), **annexes}


def model_line(text, content):
    """Which version of the model this is and who reviewed it; else that it is still to be reviewed."""
    if not (text["reviewed_by"] and text["reviewed_on"]):
        return content["draft"][text["language"]]
    with translation.override(text["language"]):
        values = {"person": text["reviewed_by"], "date": written(dt.date.fromisoformat(text["reviewed_on"]))}
        return translation.gettext("Text reviewed by %(person)s on %(date)s.") % values
