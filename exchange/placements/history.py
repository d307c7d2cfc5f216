"""What happened to a placement, as sentences for one reader: what is not for this reader does not stand there."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from exchange.programmes.models import Term

from . import words
from .mails.going import EMPLOYER, actor
from .states import Party, State

SENTENCES = {
    "send": gettext_lazy("Request sent by %(who)s"),
    "ask_consent": gettext_lazy("Employer asked by %(who)s"),
    "consent_first": gettext_lazy("Approved by %(who)s; the host is asked"),
    "consent": gettext_lazy("Approved by %(who)s"),
    "refuse_consent": gettext_lazy("The employer does not agree this time"),
    "propose_dates": gettext_lazy("Other dates proposed by %(who)s"),
    "agree_dates": gettext_lazy("Dates chosen by %(who)s"),
    "accept": gettext_lazy("Accepted by %(who)s; the employer still answers"),
    "confirm": gettext_lazy("Confirmed by %(who)s; Maya told automatically"),
    "refuse": gettext_lazy("Declined by %(who)s"),
    "withdraw": gettext_lazy("Withdrawn by %(who)s"),
    "lapse": gettext_lazy("Closed: no answer came in time"),
    "make_room": gettext_lazy("Closed: the worker goes elsewhere on these days"),
    "fall_away": gettext_lazy("Ended: the worker, or one of the organisations, has left"),
    "reopen": gettext_lazy("Opened again by %(who)s"),
    "declare": gettext_lazy("Declared by %(who)s, as agreed before"),
    "countersign": gettext_lazy("Countersigned by %(who)s; Maya told automatically"),
    "propose_change": gettext_lazy("Other dates proposed by %(who)s"),
    "change_dates": gettext_lazy("New dates accepted by %(who)s"),
    "keep_dates": gettext_lazy("The other dates were put aside by %(who)s; the dates stay as they were"),
    "sign": gettext_lazy("All have signed; the agreement is complete"),
    "postpone": gettext_lazy("Postponed by %(who)s"),
    "cancel": gettext_lazy("Cancelled by %(who)s"),
    "end_early": gettext_lazy("Ended early by %(who)s"),
    "attend": gettext_lazy("Hours confirmed by %(who)s"),
    "confirm_hours": gettext_lazy("Hours confirmed by %(who)s"),
    "mark_absent": gettext_lazy("Absence noted by %(who)s"),
    "contest": gettext_lazy("Absence contested by %(who)s"),
    "settle_ready": gettext_lazy("Settled by %(who)s: it takes place as agreed"),
    "settle_dates": gettext_lazy("Settled by %(who)s: new dates"),
    "settle_completed": gettext_lazy("Settled by %(who)s: it took place"),
    "settle_absent": gettext_lazy("Settled by %(who)s: the absence stays"),
    "allow_certificate": gettext_lazy("Signed late; %(who)s says that a certificate may follow"),
    "withhold_certificate": gettext_lazy("Signed late; %(who)s says that no certificate follows"),
    "ask_help": gettext_lazy("Help asked by %(who)s"),
}
BY_PHONE = {
    "consent_first": gettext_lazy("Approved by phone, written down by %(who)s; the host is asked"),
    "consent": gettext_lazy("Approved by phone, written down by %(who)s"),
    "refuse_consent": gettext_lazy("The employer does not agree this time"),
    "agree_dates": gettext_lazy("Dates chosen by phone, written down by %(who)s"),
    "accept": gettext_lazy("Accepted by phone, written down by %(who)s; the employer still answers"),
    "confirm": gettext_lazy("Confirmed by phone, written down by %(who)s"),
    "refuse": gettext_lazy("Declined by phone, written down by %(who)s"),
    "withdraw": gettext_lazy("Withdrawn by phone, written down by %(who)s"),
    "countersign": gettext_lazy("Countersigned by phone, written down by %(who)s"),
    "change_dates": gettext_lazy("New dates accepted by phone, written down by %(who)s"),
    "keep_dates": gettext_lazy("Other dates declined by phone, written down by %(who)s; the dates stay as they were"),
    "attend": gettext_lazy("Hours confirmed by phone, written down by %(who)s"),
    "confirm_hours": gettext_lazy("Hours confirmed by phone, written down by %(who)s"),
}
NOS = {"refuse", "refuse_consent"}
KINDS = {"refuse": "refusal", "cancel": "cancellation", "postpone": "cancellation", "end_early": "early_end"}
ONLY_MAYA = {"ask_help"}


@dataclass(frozen=True)
class No:
    """A refusal as it was said. `reason` and `words` may be empty, not both."""

    who: str
    reason: str
    words: str


@dataclass(frozen=True)
class Entry:
    at: Any
    sentence: str
    detail: str = ""

    @property
    def day(self):
        return words.short_day_text(timezone.localdate(self.at))


def entries(placement, member, parties):
    """Everything this reader may know, newest first."""
    events = [event for event in placement.events.all() if event.name not in ONLY_MAYA or Party.MAYA in parties]
    found = [_entry(event, member, parties) for event in events]
    found += _signatures(placement, member) + _certificates(placement)
    return sorted(found, key=lambda entry: entry.at, reverse=True)


def refusal(placement, parties):
    """Why the answer was no, in the words of who gave it; None where it was not, or not for this reader."""
    said = [event for event in placement.events.all() if event.name in NOS]
    if placement.state != State.REFUSED or not said:
        return None
    reason, *words = _told(said[-1], parties)
    house = placement.sender if said[-1].party in EMPLOYER else placement.host
    return No(str(house), reason, " ".join(filter(None, words))) if reason or any(words) else None


def _entry(event, member, parties):
    is_by_phone = event.party == Party.MAYA and event.is_told
    pattern = (BY_PHONE if is_by_phone else SENTENCES).get(event.name, event.name)
    return Entry(event.at, str(pattern) % {"who": _who(event, member)}, _detail(event, parties))


def _who(event, member):
    if event.by_id == member.pk:
        return pgettext("by whom", "you")
    return str(actor(event))


def _detail(event, parties):
    return " · ".join(part for part in _told(event, parties) if part)


def _told(event, parties):
    """Reason, note, inner note. The employer's are not for the host; the inner one is the worker side's and Maya's."""
    inner = parties & {Party.WORKER, Party.SENDER, Party.APPROVER, Party.MAYA}
    if event.party in EMPLOYER and not inner:
        return "", "", ""
    term = Term.objects.filter(kind=KINDS[event.name], code=event.reason).first() if event.name in KINDS else None
    return str(term or ""), event.note, event.inner_note if inner else ""


def _signatures(placement, member):
    agreement = getattr(placement, "agreement", None)
    return [
        Entry(row.signed_at, _("Agreement signed by %(who)s") % {"who": _signer(row, member)})
        for row in (agreement.signatures.all() if agreement else [])
    ]


def _signer(signature, member):
    return pgettext("by whom", "you") if signature.member_id == member.pk else signature.name


def _certificates(placement):
    found = []
    for row in placement.certificates.all():
        found.append(Entry(row.issued_at, _("Certificate %(number)s issued") % {"number": row.number}))
        if row.revoked_at:
            found.append(Entry(row.revoked_at, _("Certificate %(number)s revoked") % {"number": row.number}))
    return found
