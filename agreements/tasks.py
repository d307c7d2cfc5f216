"""Regular work: papers that are still to be made, reminders to who has to sign.

All is computed from the rows. A paper is made once, whoever tries first; a reminder has a key per stage.
"""

import datetime as dt
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.jobs import regular, spared
from exchange.notifications import outbox
from exchange.notifications.models import Reminder
from exchange.placements import words
from exchange.placements.models import Placement
from exchange.placements.states import State
from exchange.programmes.workdays import today, working_days_between

from . import mails, papers
from .models import Agreement, Certificate, Document, Wording

FAR = dt.timedelta(days=60)  # what began longer ago alarms nobody


def make_agreement(pk):
    """Make the paper of what both signed, keep it, and tell everybody. Twice is harmless."""
    wording = Wording.objects.select_related("agreement__placement").get(pk=pk)
    if not wording.signed_at or wording.documents.exists():
        return
    content = papers.agreement(wording)
    with transaction.atomic():
        name = papers.filename("agreement", wording.agreement.placement.number, wording.language)
        if Document.keep(content, filename=name, wording=wording, language=wording.language):
            mails.signed(wording)


def make_certificate(pk):
    """Make the papers of a certificate that are not there yet, one per language; the first tells the holder."""
    certificate = Certificate.objects.select_related("placement").get(pk=pk)
    known = set(certificate.documents.values_list("language", flat=True))
    for language in [code for code in certificate.languages if code not in known]:
        content = papers.certificate(certificate, language)
        with transaction.atomic():
            name = papers.filename("certificate", certificate.number, language)
            if Document.keep(content, filename=name, certificate=certificate, language=language):
                mails.issue(certificate)


@regular(minutes=5)
def make_missing():
    """Find papers whose task was lost."""
    for wording in Wording.objects.filter(signed_at__isnull=False, documents=None).only("pk"):
        with spared(wording):
            make_agreement(wording.pk)
    for certificate in Certificate.objects.prefetch_related("documents__certificate"):
        if len(certificate.documents.all()) < len(certificate.languages):
            with spared(certificate):
                make_certificate(certificate.pk)


@regular(minutes=60)
def remind_signing():
    """Remind who has to sign 7, 3 and 1 working days before, the latest stage alone; drop what is no longer due."""
    near = Placement.objects.filter(state=State.CONFIRMED, days__date__gte=today()).distinct()
    due = set()
    for placement in near.select_related("offer__organisation", "sender", "worker", "programme"):
        with spared(placement):
            due |= _remind_sides(placement)
    Reminder.objects.waiting().filter(name__startswith="agreements/remind_").exclude(key__in=due).delete()


@regular(minutes=60)
def alarm_unsigned():
    """What has begun without both signatures: who has to sign, who answers for the host, the other side and Maya hear
    of it, once for these dates."""
    begun = Placement.objects.filter(state=State.CONFIRMED, days__date__range=(today() - FAR, today())).distinct()
    for placement in begun.select_related("offer__organisation", "sender", "worker", "programme"):
        with spared(placement):
            if placement.has_started and not placement.is_on_hold:
                agreement = Agreement.of(placement)
                agreement.check_signer()
                mails.unsigned_start(agreement)


def _remind_sides(placement):
    """Remind the sides that still have to sign, where it is time; returns the keys that are due."""
    stage = _stage(placement)
    if not stage or placement.is_on_hold or placement.refusal_of_leaving():
        return set()
    agreement = Agreement.of(placement)
    agreement.check_signer()
    return {_remind(agreement, party, stage) for party in agreement.missing()}


def _stage(placement):
    """0 while it is early or too late; 1 to 3 as the first day comes near."""
    rules, first = placement.programme, placement.first_day
    left = working_days_between(today(), first)
    limits = [
        rules.sign_first_reminder_working_days,
        rules.sign_second_reminder_working_days,
        rules.sign_last_reminder_working_days,
    ]
    return sum(left <= limit for limit in limits) if first >= today() else 0


def _remind(agreement, party, stage):
    """Write the reminder of one side; returns its key."""
    placement, reader = agreement.placement, mails.signer_of(agreement, party)
    key = f"agreements:sign:{placement.pk}:{placement.first_day}:{party}:{stage}"
    if reader and not Reminder.objects.filter(key=key).exists():
        url = mails.sign_url(agreement, party, reader)
        sentence = partial(_sentence, placement)
        outbox.remind(
            f"agreements/remind_{party}", key=key, to=reader, sentence=sentence, url=url, about=placement.about
        )
    return key


def _sentence(placement):
    values = {"worker": placement.worker, "host": placement.host, "date": words.day_text(placement.first_day)}
    return _("Please sign the agreement of %(worker)s with %(host)s. It starts on %(date)s.") % values
