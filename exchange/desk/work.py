"""What is stuck or coming, in the columns of Maya's desk: who waits for what, since when, and whether that is late."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from exchange.placements import turns, words
from exchange.placements.models import Placement
from exchange.placements.states import Party, State
from exchange.programmes.workdays import days_since
from exchange.questionnaires.models import Sheet

from .late import is_late

ANSWER, SIGN, COMING, CERTIFICATE, FEEDBACK = "answer", "sign", "coming", "certificate", "feedback"
COLUMNS = {
    ANSWER: gettext_lazy("Waiting for an answer"),
    SIGN: gettext_lazy("Agreement to sign"),
    COMING: gettext_lazy("Coming up"),
    CERTIFICATE: gettext_lazy("Certificate to issue"),
    FEEDBACK: gettext_lazy("Feedback"),
}
COLUMN_OF = {
    "answer": ANSWER, "countersign": ANSWER, "consent": ANSWER, "dates": ANSWER, "agree_change": ANSWER,
    "new_dates": ANSWER, "sign": SIGN, "attendance": CERTIFICATE, "certificate": CERTIFICATE,
}  # fmt: skip
LABELS = {
    "answer": gettext_lazy("Answer to the request"),
    "countersign": gettext_lazy("What was agreed outside"),
    "consent": gettext_lazy("Agreement of the employer"),
    "dates": gettext_lazy("Other dates"),
    "agree_change": gettext_lazy("Change of dates"),
    "new_dates": gettext_lazy("New dates after postponing"),
    "sign": gettext_lazy("Signatures"),
    "attendance": gettext_lazy("Hours"),
    "certificate": gettext_lazy("Certificate"),
    "feedback": gettext_lazy("Feedback"),
}  # what Maya may help along
SHOWN = 8  # entries of a column before "all"
DAYS = 180  # what ended longer ago is not looked at any more


@dataclass(frozen=True)
class Entry:
    """One thing that waits on the desk. `task`: what somebody has to do; None where nobody has to act."""

    placement: Any
    title: str
    sentence: str
    url: str
    since: Any
    task: Any = None
    is_late: bool = False
    is_new: bool = False


@dataclass(frozen=True)
class Column:
    key: str
    label: str
    entries: list

    @property
    def shown(self):
        return self.entries[:SHOWN]

    @property
    def more(self):
        return len(self.entries) - SHOWN


def live():
    """Placements in which something may wait for somebody, or that are to come."""
    ended = Q(state__in=[State.COMPLETED, State.INTERRUPTED, State.NO_SHOW])
    recent = ended & Q(moved_at__gte=timezone.now() - timezone.timedelta(days=DAYS))
    asked = Placement.objects.open() | Placement.objects.filter(state__in=[State.CONFIRMED, State.READY])
    return turns.with_turns(asked | Placement.objects.filter(recent))


def columns(placements):
    """Every column with its entries: what is late first, then what is new, then the longest wait."""
    found = {key: [] for key in COLUMNS}
    for placement in placements:
        for key, entry in entries(placement):
            found[key].append(entry)
    found[FEEDBACK] = [*to_read(), *to_answer()]
    for rows in found.values():
        rows.sort(key=lambda row: (not row.is_late, not row.is_new, row.since))
    return [Column(key, COLUMNS[key], found[key]) for key in COLUMNS]


def entries(placement):
    """What waits in one placement, once per column: what is late, else the most pressing, stands for its column."""
    first = {}
    for task in turns.tasks(placement):
        key = COLUMN_OF.get(task.name)
        if key and (key not in first or is_late(placement, task) > is_late(placement, first[key])):
            first[key] = task
    for key, task in first.items():
        yield key, entry(placement, task)
    if placement.state == State.READY and not placement.has_ended:
        yield COMING, coming(placement)


def entry(placement, task):
    says = sentence(placement, task)
    if placement.is_on_hold:
        says = _("%(sentence)s; rests until %(date)s") % {"sentence": says, "date": rest(placement)}
    late = is_late(placement, task)
    return Entry(placement, title(placement), says, desk_page(placement), task.since, task, late)


def coming(placement):
    dates = words.short_span_text(placement.dates())
    says = _("now: %(dates)s") % {"dates": dates} if placement.has_started else dates
    return Entry(placement, title(placement), says, desk_page(placement), placement.starts_at)


def to_read():
    """Feedback that Maya has not read yet."""
    for sheet in Sheet.objects.finished().unread().with_placement():
        page = reverse("questionnaires:answer", args=[sheet.pk])
        yield Entry(sheet.placement, speaker(sheet), _("new: read it"), page, sheet.finished_at, is_new=True)


def to_answer():
    """Feedback that is asked and still open, with how far it is."""
    answers, questions = Count("answers", distinct=True), Count("questionnaire__questions", distinct=True)
    for sheet in Sheet.objects.open().with_placement().annotate(given=answers, asked=questions):
        says = _("asked %(age)s") % {"age": age(sheet.sent_at)}
        if sheet.given:
            says = _("%(given)s of %(asked)s answered") % {"given": sheet.given, "asked": sheet.asked}
        yield Entry(sheet.placement, speaker(sheet), says, desk_page(sheet.placement), sheet.sent_at)


def speaker(sheet):
    """Whose feedback it is: 'Ines R.', 'Host De Linde'."""
    if sheet.party == Party.HOST:
        return _("Host %(organisation)s") % {"organisation": sheet.placement.host}
    return sheet.placement.worker.short_name


def label(name):
    """What a step is about, as a heading."""
    return LABELS[name]


def title(placement):
    return f"{placement.worker.short_name} → {placement.host}"


def desk_page(placement):
    return reverse("desk:placement", args=[placement.number])


def rest(placement):
    """Until when reminders rest, as people say it: the placement's own day, or that of one of its organisations."""
    days = [row.hold_until for row in (placement, placement.host, placement.sender) if row.hold_until]
    return words.short_day_text(max(days))


def sentence(placement, task):
    """Who has to do what, and since when, in a few words."""
    says = {
        "answer": _("asked %(age)s"),
        "countersign": _("declared %(age)s, to be confirmed"),
        "consent": _("employer asked %(age)s"),
        "dates": _("other dates proposed %(age)s"),
        "agree_change": _("new dates proposed %(age)s"),
        "new_dates": _("postponed %(age)s, no dates yet"),
        "sign": signing(placement),
        "attendance": _("ended %(age)s, hours to confirm"),
        "certificate": _("ended %(age)s"),
        "feedback": _("feedback asked %(age)s"),
    }
    since = placement.ends_at if task.name == "certificate" and placement.ends_at else task.since
    return says[task.name] % {"age": age(since)}


def signing(placement):
    """Who has signed, and when it starts."""
    missing = turns.missing_signatures(placement)
    if not placement.dates():
        return ""
    values = {"start": words.short_day_text(placement.first_day)}
    if len(missing) != 1:
        return _("both still to sign; starts %(start)s") % values
    (signature,) = placement.agreement.valid_signatures().values()
    values["age"] = age(signature.signed_at)
    if missing == [Party.HOST]:
        return _("worker signed %(age)s, host not yet; starts %(start)s") % values
    return _("host signed %(age)s, worker not yet; starts %(start)s") % values


def age(moment):
    """'today', 'yesterday', '9 days ago'."""
    days = days_since(moment)
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    return ngettext("%(number)s day ago", "%(number)s days ago", days) % {"number": days}


def waiting(placement):
    """Tasks that wait for others than Maya, by name: two sides who both have to sign stand together."""
    found = {}
    for task in turns.tasks(placement):
        if task.name in LABELS:
            found.setdefault(task.name, []).append(task)
    return found
