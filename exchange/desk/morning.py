"""What waits for Maya herself, in the order in which she would want to know."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchange.members.models import CallBack, Member, Organisation
from exchange.notifications.models import OutboxMail
from exchange.placements import turns, words
from exchange.placements.states import Party
from exchange.programmes.models import Programme
from exchange.programmes.workdays import days_since, today
from exchange.questionnaires.models import Sheet

from . import commitments
from .late import is_application_late
from .work import age

A_DAY = dt.timedelta(days=1)
FOR_HOST = {"answer", "countersign"}  # the worker waits for the host
RECENT = dt.timedelta(days=30)  # mail that did not arrive longer ago is on its own page alone


@dataclass(frozen=True)
class Matter:
    """One line of the list: what, since when, and the page that leads on."""

    sentence: str
    url: str
    small: str = ""
    is_late: bool = False


def greeting():
    hour = timezone.localtime().hour
    return _("Good morning.") if hour < 12 else _("Good afternoon.") if hour < 18 else _("Good evening.")


def heading(matters):
    """'Good morning. Three things wait for you.'"""
    return f"{greeting()} {words.things_waiting(len(matters))}."


def matters(placements, columns):
    found = [
        *to_decide(placements),
        *to_call(),
        *to_welcome(),
        *unconfirmed(),
        *alone(),
        *to_read(),
        *late(columns),
        *promises(),
        *undelivered(),
        *only_one(),
    ]
    return sorted(found, key=lambda matter: not matter.is_late)


def to_decide(placements):
    """Absences that the worker disputes, agreements signed after the start, workers who left before going."""
    lines = {
        "settle": (_("%(worker)s does not agree with an absence at %(host)s."), "placements:settle"),
        "late": (
            _("%(worker)s at %(host)s: signed after the start. May a certificate follow?"), "placements:late",
        ),
        "left": (_("%(worker)s left %(sender)s before going to %(host)s."), "desk:placement"),
    }  # fmt: skip
    for placement in placements:
        for task in turns.tasks(placement):
            if task.role == Party.MAYA:
                values = {"worker": placement.worker, "host": placement.host, "sender": placement.sender}
                sentence, page = lines[task.name]
                url = reverse(page, args=[placement.number])
                yield Matter(sentence % values, url, age(task.since), is_late=True)


def to_call():
    """Who asked for a call; late after as many working days as an application."""
    for call in CallBack.objects.waiting().select_related("member"):
        sentence = _("%(name)s would like a call.") % {"name": call.member.name}
        is_late = is_application_late(call.asked_at)
        yield Matter(sentence, reverse("desk:call", args=[call.pk]), age(call.asked_at), is_late)


def to_welcome():
    """Applications; one that was corrected waits since the correction."""
    corrected = Max("events__at", filter=Q(events__name="correct"))
    for organisation in Organisation.objects.to_welcome().annotate(corrected_at=corrected):
        sentence = _("%(organisation)s would like to join.") % {"organisation": organisation}
        since = organisation.corrected_at or organisation.mail_confirmed_at
        is_late = is_application_late(since) and not _rests(organisation)
        yield Matter(sentence, reverse("desk:organisation", args=[organisation.pk]), age(since), is_late)


def unconfirmed():
    """Applications whose writer has not opened the link; a mail may have been lost."""
    if number := Organisation.objects.unconfirmed().filter(applied_at__lt=timezone.now() - A_DAY).count():
        sentence = ngettext(
            "%(number)s application waits for its writer to confirm the address.",
            "%(number)s applications wait for their writers to confirm the address.",
            number,
        )
        yield Matter(sentence % {"number": number}, f"{reverse('desk:organisations')}?state=unconfirmed")


def alone():
    """Organisations whose last reference person left."""
    days = dt.timedelta(days=Programme.current().no_reference_person_days)
    for organisation in Organisation.objects.without_reference().exclude(hold_until__gte=today()):
        sentence = _("%(organisation)s has no reference person.") % {"organisation": organisation}
        since = organisation.without_reference_since
        is_late = today() >= since + days
        small = _("since %(date)s") % {"date": words.short_day_text(since)}
        yield Matter(sentence, reverse("desk:organisation", args=[organisation.pk]), small, is_late)


def to_read():
    if number := Sheet.objects.finished().unread().count():
        sentence = ngettext("%(number)s answer to read.", "%(number)s answers to read.", number)
        yield Matter(sentence % {"number": number}, reverse("desk:answers"))


def late(columns):
    """One line per column that holds something late: who it is where it is one, else how many."""
    for column in columns:
        entries = [entry for entry in column.entries if entry.is_late]
        if len(entries) == 1:
            yield _late_one(column, entries[0])
        elif number := len(entries):
            sentence = ngettext(
                "%(number)s entry is late: %(column)s", "%(number)s entries are late: %(column)s", number
            )
            values = {"number": number, "column": column.label}
            yield Matter(sentence % values, reverse("desk:column", args=[column.key]), is_late=True)


def _late_one(column, entry):
    """'Inès R. has waited 16 days for De Linde', or what the column says of it."""
    if entry.task.name not in FOR_HOST:
        said = _("%(label)s: %(value)s") % {"label": column.label, "value": entry.title}
        return Matter(said, entry.url, entry.sentence, is_late=True)
    days, placement = days_since(entry.task.since), entry.placement
    sentence = ngettext(
        "%(worker)s has waited %(number)s day for %(host)s", "%(worker)s has waited %(number)s days for %(host)s", days
    )
    values = {"worker": placement.worker.short_name, "number": days, "host": placement.host}
    return Matter(sentence % values, entry.url, column.label, is_late=True)


def promises():
    """A talk is due with who has not hosted and sent in the months of the commitment."""
    if number := commitments.to_talk_to().count():
        sentence = ngettext(
            "%(number)s organisation has not hosted and sent within %(months)s months.",
            "%(number)s organisations have not hosted and sent within %(months)s months.",
            number,
        )
        values = {"number": number, "months": Programme.current().commitment_months}
        yield Matter(sentence % values, f"{reverse('desk:organisations')}?state=to_talk_to")


def only_one():
    """A lost phone would lock Maya out of her own house."""
    if Member.staff().count() == 1:
        yield Matter(_("You are the only one of Maya’s staff: add a second person."), reverse("desk:staff"))


def undelivered():
    lately = OutboxMail.objects.filter(created_at__gte=timezone.now() - RECENT)
    if number := lately.filter(state=OutboxMail.State.FAILED).count():
        sentence = ngettext("%(number)s mail did not arrive.", "%(number)s mails did not arrive.", number)
        yield Matter(sentence % {"number": number}, reverse("notifications:list"), is_late=True)
    if number := lately.filter(state=OutboxMail.State.UNCERTAIN).count():
        sentence = ngettext("%(number)s mail may be lost.", "%(number)s mails may be lost.", number)
        yield Matter(sentence % {"number": number}, reverse("notifications:list"))


def _rests(organisation):
    return bool(organisation.hold_until and organisation.hold_until >= today())
