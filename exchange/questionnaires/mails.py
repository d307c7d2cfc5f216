"""Who hears of what about questions and answers. Each function is named as the verb it tells."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.notifications.models import Link, Reminder
from exchange.notifications.outbox import absolute, declare, head, post
from exchange.notifications.outbox import forget as drop_reminders
from exchange.notifications.outbox import remind as keep_reminder
from exchange.placements import words
from exchange.placements.mails import readers
from exchange.placements.states import Party

REPLY_DAYS = 30  # how long the link under a question of Maya's opens

declare(
    "questionnaires/send",
    reader=gettext_lazy("Worker; who leads the host or confirmed the hours"),
    trigger=gettext_lazy("The day after the last day"),
    essential=False,
)
declare(
    "questionnaires/remind",
    reader=gettext_lazy("Who has not finished the questions"),
    trigger=gettext_lazy("A week after the questions were sent"),
    essential=False,
)
head("questionnaires/remind", gettext_lazy("How was it?"), gettext_lazy("Answer the questions"))
declare(
    "questionnaires/tell_host",
    reader=gettext_lazy("Who leads the host"),
    trigger=gettext_lazy("The worker shares a sentence with the host team"),
    essential=False,
)
declare(
    "questionnaires/thank",
    reader=gettext_lazy("Worker"),
    trigger=gettext_lazy("The host answers the shared sentence"),
    essential=False,
)
declare(
    "questionnaires/ask_back",
    reader=gettext_lazy("Who gave the answers"),
    trigger=gettext_lazy("Maya asks back about an answer"),
    essential=True,
    key=True,
)
declare(
    "questionnaires/replied",
    reader=gettext_lazy("Maya"),
    trigger=gettext_lazy("Somebody answers what Maya asked back"),
    essential=False,
)


def host(placement):
    """Who answers for the host: who confirmed the hours, if still leading there; else who leads it today."""
    event = placement.events.filter(name="attend", by__isnull=False).last()
    if event and event.by.may_answer_for(placement.host):
        return [event.by.reader()]
    return placement.host.readers_for_requests()


def send(sheet):
    """Ask for feedback, by a link that opens this one sheet."""
    if not sheet.reader:
        return
    key = f"questionnaires:send:{sheet.pk}:{sheet.lapses_on}"
    url = reverse("questionnaires:feedback", args=[feedback_token(sheet)])
    _post("questionnaires/send", key, sheet.reader, sheet, url)


def remind(sheet):
    """One sentence in the reader's next reminder mail."""
    key = f"questionnaires:remind:{sheet.pk}:{sheet.lapses_on}"
    if not sheet.reader or Reminder.objects.filter(key=key).exists():
        return
    url = absolute(reverse("questionnaires:feedback", args=[feedback_token(sheet)]))

    def sentence():
        until, placement = words.day_text(sheet.lapses_on), sheet.placement
        values = {"host": placement.host, "worker": placement.worker, "until": until}
        if sheet.party == Party.WORKER:
            return _("How was it at %(host)s? A few questions wait for you until %(until)s.") % values
        return _("How was it with %(worker)s? A few questions wait for you until %(until)s.") % values

    keep_reminder("questionnaires/remind", key=key, to=sheet.reader, sentence=sentence, url=url, about=sheet.about)


def forget(sheet):
    """It is finished: nobody is reminded of it, nor of the outline it was."""
    drop_reminders(sheet.about)
    if sheet.moment == "preparation":
        drop_reminders(sheet.placement.about, "placements/remind_prepare")


def tell_host(sheet):
    """The sentence goes to everybody who is told about visits."""
    url = reverse("questionnaires:sentence", args=[sheet.placement.number])
    for number, reader in enumerate(host(sheet.placement)):
        _post("questionnaires/tell_host", f"questionnaires:tell_host:{sheet.pk}:{number}", reader, sheet, url)


def thank(sheet):
    url = reverse("questionnaires:sentence", args=[sheet.placement.number])
    _post("questionnaires/thank", f"questionnaires:thank:{sheet.pk}", sheet.placement.worker.reader(), sheet, url)


def ask_back(asked):
    """Mail what Maya asks; again by hand, under a key of its own. Returns the mail, or None."""
    reader = asked.sheet.reader
    if not reader:
        return None
    key = f"questionnaires:ask_back:{asked.pk}:{Link.objects.filter(purpose='reply', about=asked.about).count()}"
    url = reverse("questionnaires:reply", args=[reply_token(asked, reader)])
    return _post("questionnaires/ask_back", key, reader, asked.sheet, url, asked=asked)


def replied(asked):
    url = reverse("questionnaires:answer", args=[asked.sheet_id])
    for reader in readers.maya():
        _post("questionnaires/replied", f"questionnaires:replied:{asked.pk}", reader, asked.sheet, url, asked=asked)


def feedback_token(sheet):
    """A new personal link to this sheet; earlier ones go on working until it is finished or lapses."""
    end = dt.datetime.combine(sheet.lapses_on + dt.timedelta(days=1), dt.time())
    reader = sheet.reader
    values = {"address": reader.email, "expires_at": timezone.make_aware(end), "member": reader.member}
    return Link.issue("feedback", about=sheet.about, **values)[1]


def reply_token(asked, reader):
    """A new personal link under a question of Maya's; earlier ones go on working until it is answered."""
    expires = timezone.now() + dt.timedelta(days=REPLY_DAYS)
    values = {"address": reader.email, "expires_at": expires, "member": reader.member}
    return Link.issue("reply", about=asked.about, **values)[1]


def _post(name, key, reader, sheet, path, **context):
    values = {"sheet": sheet, "placement": sheet.placement, "is_worker": sheet.party == Party.WORKER, **context}
    values["action_url"] = absolute(path)
    return post(name, key=key, to=reader, context=values, about=sheet.placement.about)
