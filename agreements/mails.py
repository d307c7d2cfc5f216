"""Who hears of what about agreements and certificates."""

import datetime as dt
from functools import partial

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange import jobs
from exchange.notifications import outbox
from exchange.notifications.models import Link, OutboxMail
from exchange.notifications.outbox import Reader, absolute, declare
from exchange.placements import words
from exchange.placements.mails import readers
from exchange.placements.states import Party

LINK_DAYS = 30  # after the last day; an agreement is sometimes signed late
COPY_DAYS = 60

WORKER, HOST, ALL = _("Worker"), _("Who signs for the host"), _("Worker, host and sender")
KINDS = {
    "sign": (_("Who has to sign"), _("The other side has signed, a signatory is named, or a link is asked again")),
    "sign_again": (WORKER, _("The host named another signatory after the worker had signed")),
    "code": (HOST, _("A code is asked to sign by personal link")),
    "signed": (ALL, _("Both have signed and the PDF is made")),
    "issue": (WORKER, _("The certificate is issued and its PDF is made")),
    "revoke": (WORKER, _("The certificate is revoked")),
    "unsigned_start": (
        _("Who has to sign, both sides and Maya"),
        _("An immersion has begun and the agreement is not signed"),
    ),
    "remind_worker": (WORKER, _("The agreement is unsigned 7, 3 or 1 working days before")),
    "remind_host": (HOST, _("The agreement is unsigned 7, 3 or 1 working days before")),
}
for _name, (_reader, _trigger) in KINDS.items():
    declare(f"agreements/{_name}", reader=_reader, trigger=_trigger, essential=True, key=_name in {"sign", "code"})
for _name in ("remind_worker", "remind_host"):
    outbox.head(f"agreements/{_name}", _("The agreement waits for your signature"), _("Read and sign"))


def make_paper(kind, pk):
    """Have the PDF made as soon as the transaction is over; the regular sweep finds what this loses."""
    transaction.on_commit(partial(jobs.enqueue, f"agreements.tasks.make_{kind}", pk), robust=True)


def forget(agreement, party):
    """This side has signed: no reminder any more."""
    outbox.forget(agreement.placement.about, f"agreements/remind_{party}")


def certified(certificate):
    """It is issued: nobody is reminded of it, nor of the hours, any more; its papers are made."""
    outbox.forget(certificate.placement.about, "placements/remind_certificate", "placements/remind_attendance")
    make_paper("certificate", certificate.pk)


def signer_of(agreement, party):
    """Who signs for this side, as the reader of a mail; None where nobody can be reached by mail."""
    if party == Party.WORKER:
        return next(iter(readers.worker(agreement.placement)), None)
    signer = agreement.host_signer()
    if signer and signer.member:
        return signer.member.reader()
    return signer and Reader(signer.mail, agreement.language, signer.name)


def sign_url(agreement, party, reader):
    """Where this reader signs: the page, or for somebody without an account a new personal link."""
    placement = agreement.placement
    if reader.member or party == Party.WORKER:
        return absolute(reverse("agreements:agreement", args=[placement.number]))
    end = max(placement.last_day or timezone.localdate(), timezone.localdate()) + dt.timedelta(days=LINK_DAYS)
    expires_at = timezone.make_aware(dt.datetime.combine(end, dt.time()))
    _link, token = Link.issue("sign", about=placement.about, address=reader.email, expires_at=expires_at)
    return absolute(reverse("agreements:sign_link", args=[token]))


def asked_last(agreement, reader):
    """When this person was last mailed about signing; None if never."""
    sent = OutboxMail.objects.about(agreement.placement.about).filter(name="agreements/sign", to=reader.email)
    return sent.order_by("-created_at").values_list("created_at", flat=True).first()


def ask_to_sign(agreement, party):
    """Mail the one who has to sign, not more than once in 24 hours. Returns whether a mail was written."""
    reader, placement = signer_of(agreement, party), agreement.placement
    if not reader:
        return False
    last = asked_last(agreement, reader)
    if last and timezone.now() - last < dt.timedelta(hours=placement.programme.resend_hours):
        return False
    key = f"agreements/sign:{agreement.pk}:{party}:{timezone.now():%Y%m%d%H%M%S%f}"
    context = {
        "placement": placement,
        "role": party,
        "signed": next(iter(agreement.valid_signatures().values()), None),
        "by_link": not reader.member and party == Party.HOST,
        "action_url": sign_url(agreement, party, reader),
    }
    return bool(outbox.post("agreements/sign", key=key, to=reader, context=context, about=placement.about))


def your_turn(agreement, signature):
    """One side has signed: the other is asked."""
    for party in agreement.missing():
        ask_to_sign(agreement, party)


def send_link(agreement):
    """Somebody without an account signs for the host."""
    ask_to_sign(agreement, Party.HOST)


def sign_again(agreement):
    """The words name another signatory now, so the worker's signature no longer counts."""
    placement = agreement.placement
    url = absolute(reverse("agreements:agreement", args=[placement.number]))
    context = {"placement": placement, "signer": agreement.host_signer(), "action_url": url}
    key = f"agreements/sign_again:{agreement.pk}:{timezone.now():%Y%m%d%H%M%S%f}"
    for reader in readers.worker(placement)[:1]:
        outbox.post("agreements/sign_again", key=key, to=reader, context=context, about=placement.about)


def unsigned_start(agreement):
    """It has begun without both signatures: who has to sign is asked to, both sides and Maya hear for whom one waits.

    The key holds the date, so that it is told once for these dates.
    """
    placement, missing = agreement.placement, agreement.missing()
    key = f"agreements/unsigned_start:{placement.pk}:{placement.first_day}:"
    if not missing or OutboxMail.objects.filter(key__startswith=key).exists():
        return
    page = absolute(reverse("agreements:agreement", args=[placement.number]))
    signers = [(party, reader) for party in missing if (reader := signer_of(agreement, party))]
    told = [("sign", reader, sign_url(agreement, party, reader)) for party, reader in signers]
    sides = {"worker": readers.worker, "host": readers.answering, "maya": readers.maya}
    told += [(role, reader, page) for role, find in sides.items() for reader in find(placement)]
    context = {"placement": placement, "people": partial(_waited_for, agreement, missing)}
    written = set()
    for role, reader, url in told:
        if reader.email.lower() not in written:
            written.add(reader.email.lower())
            said = {**context, "role": role, "action_url": url}
            outbox.post(
                "agreements/unsigned_start", key=f"{key}{len(written)}", to=reader, context=said, about=placement.about
            )


def _waited_for(agreement, missing):
    """Whose signature is missing, by name; the host's own name while nobody signs for it."""
    signer = agreement.host_signer()
    names = {Party.WORKER: agreement.placement.worker, Party.HOST: signer.name if signer else agreement.placement.host}
    return words.joined([names[party] for party in missing])


def code(agreement, link, digits):
    """The code for a personal link; it leaves first, and its words are wiped once sent."""
    reader = signer_of(agreement, Party.HOST)
    key = f"agreements/code:{link.pk}:{timezone.now():%Y%m%d%H%M%S%f}"
    context = {"code": digits}
    outbox.post("agreements/code", key=key, to=reader, context=context, about=link.about, urgent=True, secret=True)


def signed(wording):
    """The copy for everyone: a link to the paper, which a person without an account opens without signing in."""
    agreement = wording.agreement
    placement, signer = agreement.placement, agreement.host_signer()
    url = absolute(reverse("agreements:agreement", args=[placement.number]))
    parties = [*readers.worker(placement), *readers.host(placement), *readers.sender(placement)]
    addresses = {reader.email.lower(): (reader, url) for reader in reversed(parties)}
    for signature in wording.signatures.all():
        if signature.by_link:
            guest = Reader(signature.mail, wording.language, signature.name)
            addresses[guest.email.lower()] = (guest, copy_url(wording, guest))
        elif signature.member:
            reader = signature.member.reader()
            addresses.setdefault(reader.email.lower(), (reader, url))
    about = {"placement": placement, "signatures": wording.signatures.all(), "signer": signer}
    with readers.rows_at_hand(placement):
        for address, (reader, page) in addresses.items():
            key, context = f"agreements/signed:{wording.pk}:{address}", {**about, "action_url": page}
            outbox.post("agreements/signed", key=key, to=reader, context=context, about=placement.about)


def copy_url(wording, guest):
    expires_at = timezone.now() + dt.timedelta(days=COPY_DAYS)
    _link, token = Link.issue(
        "agreement_copy", about=f"wording:{wording.pk}", address=guest.email, expires_at=expires_at
    )
    return absolute(reverse("agreements:agreement_copy", args=[token]))


def issue(certificate):
    _tell_holder("agreements/issue", certificate)


def revoke(certificate):
    _tell_holder("agreements/revoke", certificate)


def _tell_holder(name, certificate):
    placement = certificate.placement
    url = absolute(reverse("agreements:certificate", args=[placement.number]))
    context = {"placement": placement, "certificate": certificate, "action_url": url}
    for reader in readers.worker(placement)[:1]:
        outbox.post(name, key=f"{name}:{certificate.pk}", to=reader, context=context, about=placement.about)
