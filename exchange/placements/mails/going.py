"""Who hears of what between the confirmation and the end; one function per verb, named as its arrow."""

from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from exchange.notifications.outbox import absolute, declare, head, post
from exchange.programmes.models import Term

from .. import calendar, words
from ..states import Help, Party
from . import readers

BOTH = _("Worker and host")
ALERTS = {"safety", "secrecy"}  # Maya hears of these the same day
EMPLOYER = {Party.SENDER, Party.APPROVER}
CONCERNED = ["worker", "host", "sender", "employer", "signed"]  # by other dates

declare(
    "placements/signed_late",
    reader=_("Worker, host and Maya"),
    trigger=_("The last signature came after the start"),
    essential=True,
)
declare(
    "placements/propose_change",
    reader=_("The other side"),
    trigger=_("Other dates are proposed after the confirmation"),
    essential=True,
)
declare(
    "placements/keep_dates",
    reader=_("The other side"),
    trigger=_("Other dates that were proposed are declined or taken back"),
    essential=True,
)
declare(
    "placements/change_dates",
    reader=_("Worker, host, employer and who had signed"),
    trigger=_("Both sides agreed on other dates"),
    essential=True,
)
declare(
    "placements/postpone", reader=_("Worker, host and employer"), trigger=_("An immersion is postponed"), essential=True
)
declare(
    "placements/cancel",
    reader=_("Worker, host, employer and Maya"),
    trigger=_("An immersion is cancelled"),
    essential=True,
)
declare(
    "placements/end_early",
    reader=_("Worker, host and sender; Maya when safety or secrecy is at stake"),
    trigger=_("An immersion ends early"),
    essential=True,
)
declare(
    "placements/left",
    reader=_("Host and Maya"),
    trigger=_("The worker has left the sending organisation before going"),
    essential=True,
)
declare("placements/attend", reader=_("Worker"), trigger=_("The host confirmed the hours"), essential=False)
declare(
    "placements/mark_absent",
    reader=_("Worker and Maya"),
    trigger=_("The host marked the visitor as absent"),
    essential=True,
)
declare(
    "placements/contest",
    reader=_("Maya and host"),
    trigger=_("The worker does not agree with an absence"),
    essential=True,
)
declare(
    "placements/settle",
    reader=_("Worker and host; employer and who had signed too where the dates change"),
    trigger=_("Maya settled an absence"),
    essential=True,
)
declare(
    "placements/late_decided",
    reader=BOTH,
    trigger=_("Maya decided about a certificate after a late signature"),
    essential=True,
)
declare("placements/ask_help", reader=_("Maya"), trigger=_("Somebody needs Maya"), essential=True)


declare(
    "placements/practical",
    reader=BOTH,
    trigger=_("The day before the first day: place, contact, what to bring"),
    essential=True,
)
declare(
    "placements/attendance", reader=_("Host"), trigger=_("The day after the last day: how did it go?"), essential=True
)
declare(
    "placements/remind_prepare",
    reader=_("Worker, host and sender"),
    trigger=_("A week before: the outline is not finished"),
    essential=False,
)
declare("placements/remind_attendance", reader=_("Host"), trigger=_("The hours are not confirmed"), essential=True)
declare("placements/remind_certificate", reader=_("Host"), trigger=_("The certificate is not issued"), essential=True)
REMINDERS = ["placements/remind_prepare", "placements/remind_attendance", "placements/remind_certificate"]
head("placements/remind_prepare", _("Prepare the immersion"), _("Prepare"))
head("placements/remind_attendance", _("Please confirm the hours"), _("Confirm the hours"))
head("placements/remind_certificate", _("A certificate is waiting to be issued"), _("Issue the certificate"))

# What a visitor wants to know the day before, as the offer tells it.
TO_BRING = [
    ("companion", _("Who takes you along")),
    ("nearest_stop", _("Nearest stop")),
    ("dress", _("Dress")),
    ("meal", _("Meals")),
    ("meal_note", _("About meals")),
    ("other_conditions", _("Good to know")),
]


def sign(event):
    """The signed copy is mailed by `agreements`; here only the alarm about a late signature."""
    if event.placement.signed_late:
        _tell(event, "placements/signed_late", "worker", "host", "maya")


def propose_change(event):
    date_set = event.placement.date_sets.filter(is_open=True).last()
    days = event.placement.planned_days(date_set.days)
    dates = partial(words.dates_text, days)
    _tell(event, "placements/propose_change", _other(event), groups=ACTING, page="placements:change", dates=dates)


def keep_dates(event):
    _tell(event, "placements/keep_dates", _other(event))


def change_dates(event):
    _tell(event, "placements/change_dates", *CONCERNED, **_changed(event.placement))


def postpone(event):
    _tell(event, "placements/postpone", *CONCERNED, **_changed(event.placement))


def cancel(event):
    file = {"calendar": partial(calendar.cancelled, event.placement), "method": "CANCEL"}
    _tell(event, "placements/cancel", "worker", "host", "employer", "maya", **file)


def end_early(event):
    maya, placement = ["maya"] if event.reason in ALERTS else [], event.placement
    file = {"calendar": partial(calendar.ended_early, placement), "method": "CANCEL"}
    file = file if calendar.fallen_away(placement) else {}
    _tell(event, "placements/end_early", "worker", "host", "sender", *maya, **file)


def attend(event):
    _tell(event, "placements/attend", "worker")


confirm_hours = attend


def mark_absent(event):
    _tell(event, "placements/mark_absent", "worker", "maya")


def contest(event):
    _tell(event, "placements/contest", "maya", "host")


def settle_ready(event):
    _tell(event, "placements/settle", "worker", "host", **_changed(event.placement))


def settle_dates(event):
    _tell(event, "placements/settle", *CONCERNED, **_changed(event.placement))


def settle_completed(event):
    _tell(event, "placements/settle", "worker", "host")


settle_absent = settle_completed


def allow_certificate(event):
    _tell(event, "placements/late_decided", "worker", "host")


withhold_certificate = allow_certificate


def ask_help(event):
    _tell(event, "placements/ask_help", "maya", urgent=True, category=Help(event.reason).label)


def signed(placement):
    """Who had signed the agreement, each side's signatory too."""
    agreement = getattr(placement, "agreement", None)
    signatures = agreement.signatures.select_related("member") if agreement else []
    return [signature.member.reader() for signature in signatures if signature.member]


GROUPS = {
    "worker": readers.worker, "host": readers.host, "sender": readers.sender,
    "employer": readers.approvers, "maya": readers.maya, "signed": signed,
}  # fmt: skip
ACTING = {**GROUPS, "host": readers.answering}  # for mails that ask to act


def _other(event):
    return "host" if event.party == Party.WORKER else "worker"


def _tell(event, name, *roles, page="placements:detail", groups=GROUPS, **more):
    placement = event.placement
    parties = {role: groups[role](placement) for role in roles}
    context = {
        "who": actor(event),
        "reason": Term.objects.filter(kind__in=["cancellation", "early_end"], code=event.reason).first()
        if event.reason
        else None,
        "by_employer": event.party in EMPLOYER,
        "had_signed": bool(signed(placement)),
        "action_url": absolute(reverse(page, args=[placement.number])),
    }
    readers.tell(event, name, parties, **context, **more)


def _changed(placement):
    method = "REQUEST" if placement.dates() else "CANCEL"
    return {"calendar": partial(calendar.changed, placement), "method": method}


def actor(event):
    """Who did it, as others are told: the organisation for the employer, else the person."""
    if event.party in EMPLOYER:
        return event.placement.sender
    if event.party == Party.MAYA:
        return settings.MAYA_NAME
    return event.by or event.by_name


def practical(placement):
    """The day before: place, contact and what to bring. The key holds the date, so that it is told once."""
    offer = placement.offer
    told = [(label, getattr(offer, name)) for name, label in TO_BRING if getattr(offer, name)]
    for role in ("worker", "host"):
        _post(placement, "placements/practical", role, placement.first_day, practical=told, contact=offer.contact)


def left(placement, since):
    """Who was to come has left the employer at this moment: Maya and the host hear of it once."""
    page = absolute(reverse("desk:placement", args=[placement.number]))
    moment = f"{since:%Y%m%d%H%M%S}"
    _post(placement, "placements/left", "maya", moment, action_url=page)
    _post(placement, "placements/left", "host", moment)


def ask_attendance(placement):
    page = absolute(reverse("agreements:attendance", args=[placement.number]))
    _post(placement, "placements/attendance", "host", placement.last_day, groups=ACTING, action_url=page)


def _post(placement, name, role, date, groups=GROUPS, **context):
    """A mail that no event sets off: told once for a date."""
    page = absolute(reverse("placements:detail", args=[placement.number]))
    values = {"placement": placement, "role": role, "action_url": page, **context}
    readers_once = {reader.email.lower(): reader for reader in groups[role](placement)}
    for number, reader in enumerate(readers_once.values()):
        key = f"{name}:{placement.pk}:{role}:{date}:{number}"
        post(name, key=key, to=reader, context=values, about=placement.about)
