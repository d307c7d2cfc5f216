"""Who hears of what until the confirmation; one function per verb, named as its arrow."""

import datetime as dt
from functools import partial

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.notifications import outbox
from exchange.notifications.models import Link
from exchange.programmes.models import Term
from exchange.programmes.workdays import add_working_days, today

from .. import calendar, words
from ..states import Party
from . import readers

HOST, WORKER = _("Who answers for the host"), _("Worker, or who acts for one")
SENDER, MAYA = _("Employer and reference person"), _("Maya")
APPROVER, OTHER = _("Who approves for the employer"), _("The other side")


def _essential(name, reader, trigger, key=False):
    outbox.declare(f"placements/{name}", reader=reader, trigger=trigger, essential=True, key=key)


_essential("send", HOST, _("A worker asks for a place, or asks again"))
_essential("declare", HOST, _("A worker declares an immersion agreed outside"))
_essential("ask_consent", APPROVER, _("The employer’s agreement is wanted"), key=True)
_essential("consent", WORKER, _("The employer agrees"))
_essential("refuse_consent", WORKER, _("The employer does not agree"))
_essential("refuse_consent_host", HOST, _("A request ends because the employer does not agree"))
_essential("propose_dates", OTHER, _("Other dates are proposed"))
_essential("agree_dates", OTHER, _("One of the proposed dates is taken"))
_essential("accept", WORKER, _("The host says yes while the employer still has to answer"))
_essential("confirm_again", HOST, _("The employer agrees, but the host’s earlier yes can’t be kept"))
_essential("confirm", _("Worker and host"), _("A place is confirmed"))
_essential("confirm_sender", SENDER, _("A place is confirmed"))
_essential("confirm_maya", MAYA, _("A place is confirmed: told in the worker’s name"))
_essential("refuse", WORKER, _("The host says no"))
_essential("withdraw", HOST, _("A request is withdrawn"))
_essential("lapse", _("Worker and host"), _("A request closes without an answer"))
_essential("make_room", HOST, _("The worker goes elsewhere on these days"))
_essential("fall_away", _("Worker and host"), _("A request ends because somebody has left"))
_essential("reopen", WORKER, _("The host opens a closed request again"))
_essential("message", OTHER, _("A message in the conversation"))


REMINDERS = [f"placements/remind_{name}" for name in ("consent", "answer", "deputy")]
_essential("remind_consent", APPROVER, _("The employer has not answered after 5 and 10 days"))
_essential("remind_answer", OTHER, _("No answer after 3 and 7 working days"))
_essential("remind_deputy", _("The host’s deputy"), _("No answer after 10 working days"))
outbox.head("placements/remind_consent", _("A colleague waits for your agreement as employer"), _("Read and answer"))
outbox.head("placements/remind_answer", _("An immersion waits for your answer"), _("Read and answer"))
outbox.head("placements/remind_deputy", _("A request has had no answer yet"), _("Read and answer"))


def send(event):
    _ask_host(event)
    if event.placement.awaits_consent:
        ask_consent(event)


def declare(event):
    _tell(event, "declare", host=readers.answering, page="placements:answer")
    if event.placement.awaits_consent:
        ask_consent(event)


def ask_consent(event):
    """Each approver gets a personal link, which lives until somebody answered or the request closed."""
    placement = event.placement
    for number, person in enumerate(employer(placement)):
        url = _address("placements:consent_link", consent_token(placement, person))
        context = {"placement": placement, "event": event, "action_url": url}
        key = f"placements/ask_consent:{event.pk}:{number}"
        outbox.post("placements/ask_consent", key=key, to=person, context=context, about=placement.about)


def employer(placement):
    """Who consents for the employer; where nobody is named any more, who gets its requests."""
    return placement.sender.approver_readers() or placement.sender.readers_for_requests()


def consent_token(placement, reader):
    """The token of a new personal link for this reader, good until the request closes."""
    last = dt.datetime.combine(placement.closes_on + dt.timedelta(days=1), dt.time())
    link = {"about": placement.about, "address": reader.email, "member": reader.member}
    return Link.issue("consent", expires_at=timezone.make_aware(last), **link)[1]


def _ask_host(event):
    """The request, with what the host wants to know to answer at once."""
    placement = event.placement
    free = type(placement).objects.free_places(placement.offer, placement.dates(), besides=placement)
    deputy_on = add_working_days(today(), placement.programme.answer_deputy_working_days)
    values = {"free": min(free.values(), default=0), "deputy": placement.host.deputy(), "deputy_on": deputy_on}
    _tell(event, "send", host=readers.answering, page="placements:answer", **values)


def consent_first(event):
    _ask_host(event)
    if not event.is_told:
        _tell(event, "consent", worker=readers.worker)


def consent(event):
    """Where the host has said yes before, the confirmation that follows says it all."""
    if not event.placement.accepted_by_id:
        _tell(event, "consent", worker=readers.worker)


def confirm_again(placement):
    """The employer agrees, but what the host had said yes to is no longer possible."""
    event = placement.events.filter(name="consent").last()
    _tell(event, "consent", worker=readers.worker)
    _tell(event, "confirm_again", host=readers.answering, page="placements:answer")


def refuse_consent(event):
    _tell(event, "refuse_consent", worker=readers.worker)
    if event.placement.asked_at:
        _tell(event, "refuse_consent_host", host=readers.host)


def propose_dates(event):
    placement = event.placement
    sets = [placement.planned_days(row.days) for row in placement.date_sets.filter(is_open=True)]
    texts = [partial(words.dates_text, days) for days in sets]
    _tell(event, "propose_dates", **_other_side(event.party, readers.answering), page="placements:dates", sets=texts)


def agree_dates(event):
    page = "placements:answer" if event.party == Party.WORKER else "placements:detail"
    _tell(event, "agree_dates", **_other_side(event.party, readers.answering), page=page)


def accept(event):
    _tell(event, "accept", worker=readers.worker)


def confirm(event):
    """Worker and host get a calendar file; the employer and Maya hear of it too, Maya in the worker's name."""
    file = {"calendar": partial(calendar.planned, event.placement), "method": "REQUEST"}
    _tell(event, "confirm", worker=readers.worker, host=readers.host, **file)
    outline = _address("questionnaires:preparation", event.placement.number)
    _tell(event, "confirm_sender", sender=_leads_besides_worker, approver=_employer_besides_worker, outline=outline)
    _tell(event, "confirm_maya", maya=readers.maya)


countersign = confirm


def refuse(event):
    reason = Term.objects.filter(kind="refusal", code=event.reason).first()
    others = [
        {"text": partial("{0.organisation} – {0}".format, offer), "url": _address("catalogue:offer", offer.pk)}
        for offer in event.placement.alternatives(3)
    ]
    _tell(event, "refuse", worker=readers.worker, reason=reason, others=others)


def withdraw(event):
    if event.placement.asked_at:
        _tell(event, "withdraw", host=readers.host)


def lapse(event):
    asked = {"host": readers.host} if event.placement.asked_at else {}
    _tell(event, "lapse", worker=readers.worker, **asked)


def make_room(event):
    if event.placement.asked_at:
        _tell(event, "make_room", host=readers.host)


def fall_away(event):
    asked = {"host": readers.host} if event.placement.asked_at else {}
    _tell(event, "fall_away", worker=readers.worker, **asked)


def reopen(event):
    if event.party == Party.WORKER:
        send(event)
    else:
        _tell(event, "reopen", worker=readers.worker)
        if event.placement.awaits_consent:  # the link that was sent before has ended with the request
            ask_consent(event)


def message(message):
    """To the other side; what Maya writes reaches both."""
    placement, told = message.placement, set()
    for role, find in _other_side(message.party, readers.answering).items():
        for reader in find(placement):
            if reader.email in told:
                continue
            told.add(reader.email)
            url = _address("placements:detail", placement.number)
            context = {"placement": placement, "message": message, "role": role, "action_url": url}
            key = f"placements/message:{message.pk}:{len(told)}"
            outbox.post("placements/message", key=key, to=reader, context=context, about=placement.about)


def _other_side(party, host=readers.host):
    sides = {Party.WORKER: {"host": host}, Party.HOST: {"worker": readers.worker}}
    return sides.get(party) or {"worker": readers.worker, "host": host}


def _leads_besides_worker(placement):
    """The reference person, who writes the team's part of the outline, unless the mail for the worker went there."""
    told = {reader.email for reader in readers.worker(placement)}
    return [reader for reader in readers.sender(placement) if reader.email not in told]


def _employer_besides_worker(placement):
    """Who consents and the reference person, unless the mail for the worker went there."""
    told = {reader.email for reader in readers.worker(placement)}
    return [reader for reader in readers.approvers(placement) if reader.email not in told]


def _tell(event, name, *, page="placements:detail", calendar=None, method="", **context):
    """Write this mail to the readers whom `worker=`, `host=`, `sender=` … finds; the rest is for its words."""
    placement = event.placement
    roles = [role for role in ("worker", "host", "sender", "approver", "maya") if role in context]
    parties = {role: context.pop(role)(placement) for role in roles}
    context["action_url"] = _address(page, placement.number)
    readers.tell(event, f"placements/{name}", parties, calendar=calendar, method=method, **context)


def _address(page, key):
    return outbox.absolute(reverse(page, args=[key]))
