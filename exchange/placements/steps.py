"""What each reader is told: the way of a placement in at most eight steps, and what this reader has to do now."""

from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.programmes.texts import start_small
from exchange.programmes.workdays import today

from . import turns, words
from .sentences import CALM, TASKS
from .states import State

AGREED = {"confirm", "countersign"}
REQUESTS = {"answer", "countersign", "consent", "dates"}  # somebody waits for a yes or a no
NO_BREAK = "\N{NO-BREAK SPACE}"
ENDED = {State.REFUSED, State.EXPIRED, State.CANCELLED}


@dataclass(frozen=True)
class Step:
    """One step of the way. `standing`: done, now or todo. `doing`: what it is called while it is the present one."""

    label: str
    small: str = ""
    standing: str = "todo"
    doing: str = ""


@dataclass(frozen=True)
class Todo:
    """What a reader is told first. `is_yours`: something waits for this reader; else whose turn it is."""

    name: str
    heading: str
    sentence: str
    label: str
    url: str
    is_yours: bool
    placement: Any
    since: Any = None
    other_label: str = ""
    other_url: str = ""
    line: str = ""  # which immersion, where several stand on one page


def timeline(placement, member=None):
    """The steps of this placement: those behind, the one where it stands, those to come."""
    events = {event.name: event for event in placement.events.all()}
    way = [_asked(placement), *_employer(placement), _confirmed(placement, events)]
    if placement.state in ENDED:
        way = [step for step in way if step.standing == "done"] + [_end(placement, events)]
    else:
        way += [_signed(placement), _gone(placement, events)]
        way += [] if placement.state == State.NO_SHOW else [_certified(placement), _told(placement)]
    return _marked(way)


def where(placement, way):
    """'Step 4 of 7: sign the agreement': the whole way in one line, for a narrow page."""
    now = next((number for number, step in enumerate(way) if step.standing == "now"), None)
    if placement.state in ENDED:
        return _("The way so far")
    if now is None:
        return _("All %(count)s steps are done") % {"count": len(way)}
    doing = way[now].doing or start_small(way[now].label)
    return _("Step %(number)s of %(count)s: %(step)s") % {"number": now + 1, "count": len(way), "step": doing}


def todo(placement, member):
    """What waits for this reader; where nothing does, whose turn it is or how it stands."""
    open_tasks = turns.tasks(placement)
    roles = turns.roles_of(placement, member)
    mine = next((task for task in open_tasks if task.role in roles), None)
    if mine:
        return _your_turn(placement, mine)
    others = [task for task in open_tasks if task.name != "prepare"]
    return _others_turn(placement, others) if others else _calm(placement, roles)


def waiting_for(placement):
    """Who must act now: (party, the members who can, since when). (None, [], None) where nobody must."""
    task = next(iter(turns.tasks(placement)), None)
    if not task:
        return None, [], None
    return task.party, turns.people(placement, task.role), task.since


def _marked(way):
    """The first step that is not done is the present one."""
    now = next((number for number, step in enumerate(way) if step.standing == "todo"), None)
    return [replace(step, standing="now") if number == now else step for number, step in enumerate(way)]


def _standing(is_done):
    return "done" if is_done else "todo"


def _day(moment):
    return words.short_day_text(timezone.localdate(moment)) if moment else ""


def _asked(placement):
    if placement.state == State.DRAFT:
        return Step(_("Request"), _("being written"))
    if placement.state == State.DECLARED or placement.events.filter(name="declare").exists():
        return Step(_("Declared"), _day(placement.asked_at), "done")
    return Step(_("Asked"), _day(placement.asked_at or placement.created_at), "done")


def _employer(placement):
    """Only where the employer is asked about this one."""
    if placement.consent_rule not in placement.ASKED_EACH_TIME:
        return []
    return [Step(_("Employer agrees"), _day(placement.consent_at), _standing(placement.consent_at))]


def _confirmed(placement, events):
    event = next((events[name] for name in AGREED if name in events), None)
    is_done = placement.state not in {State.DRAFT, *turns.CONSENT_WANTED, *ENDED} or bool(event)
    return Step(_("Confirmed"), _day(event and event.at), _standing(is_done), _("confirmation"))


def _signed(placement):
    label, doing = _("Agreement signed"), _("sign the agreement")
    if placement.state != State.CONFIRMED:
        agreement = getattr(placement, "agreement", None)
        is_done = placement.state not in {State.DRAFT, *turns.CONSENT_WANTED}
        return Step(label, _day(agreement and agreement.signed_at), _standing(is_done), doing)
    return Step(label, _("%(number)s of 2") % {"number": 2 - len(turns.missing_signatures(placement))}, doing=doing)


def _gone(placement, events):
    if placement.state == State.NO_SHOW and placement.waits_for_settling:
        label = _("Maya talks with both sides")
        return Step(label, doing=label)  # on which day, nobody knows yet; a name keeps its capital
    small = words.short_span_text([day.date for day in placement.days_now()])
    if placement.state == State.NO_SHOW:
        return Step(_("The visit did not take place"), small)
    if placement.state == State.INTERRUPTED:
        return Step(_("Immersion, ended early"), small, "done")
    return Step(_("Immersion"), small, _standing(placement.state == State.COMPLETED))


def _certified(placement):
    certificate = turns.valid_certificate(placement)
    return Step(_("Certificate"), _day(certificate and certificate.issued_at), _standing(certificate))


def _told(placement):
    sheets = [row for row in placement.sheets.all() if row.questionnaire.moment == "end"]
    done = [row for row in sheets if row.finished_at]
    small = _("%(number)s of 2") % {"number": len(done)} if done else ""
    return Step(_("Feedback"), small, _standing(len(done) == 2))


def _end(placement, events):
    """Where a placement ended before it began; said kindly."""
    labels = {
        State.REFUSED: _("Not this time"),
        State.EXPIRED: _("Closed without an answer"),
        State.CANCELLED: _("Withdrawn") if "withdraw" in events else _("Cancelled"),
    }
    return Step(labels[placement.state], _day(placement.moved_at))


def values(placement, task=None):
    """The names and dates that the sentences fill in."""
    return {
        "worker": placement.worker,
        "visitor": _visitor(placement),
        "host": placement.host,
        "sender": placement.sender,
        "dates": placement.dates_text,
        "hours": placement.hours_text,
        "since": words.short_day_text(timezone.localdate(task.since)) if task and task.since else "",
        "until": words.short_day_text(task.until) if task and task.until else "",
        "people": words.joined([person.name for person in turns.people(placement, task.role)] or [placement.host])
        if task and task.name == "sign"
        else "",
    }


def _visitor(placement):
    """'Ines Roels (0470 12 34 56)', the number in one piece; the name alone where there is none."""
    worker = placement.worker
    return f"{worker} ({worker.phone.replace(' ', NO_BREAK)})" if worker.phone else worker.name


def _your_turn(placement, task):
    said, number = TASKS[task.name], placement.number
    sentence = _words(task, said.sentence_for({task.role})) % values(placement, task)
    return Todo(
        task.name,
        heading=said.heading,
        sentence=f"{_signed_before(placement, task)}{sentence}",
        label=said.label,
        url=reverse(said.url, args=[said.argument(placement)]),
        is_yours=True,
        placement=placement,
        since=task.since,
        other_label=said.other_label,
        other_url=reverse(said.other_url, args=[number]) if said.other_url else "",
    )


def _others_turn(placement, tasks):
    """Whose turn it is; where the employer is asked beside the host, both are named."""
    first, *beside = tasks
    named = [first, *(task for task in beside if task.name == "consent")]
    sentence = " ".join(_words(task, TASKS[task.name].waiting) % values(placement, task) for task in named)
    heading = TASKS[first.name].others_heading % values(placement, first)
    return Todo(first.name, heading, sentence, "", "", False, placement, first.since)


def _words(task, usual):
    """The words for a task; those for a passed last day, where there are some."""
    is_late = task.until and task.until < today()
    return (is_late and TASKS[task.name].late) or usual


def _signed_before(placement, task):
    """'Les Tilleuls signed on 16 January. ', for who signs last."""
    if task.name != "sign" or len(turns.missing_signatures(placement)) == 2:
        return ""
    (signature,) = placement.agreement.valid_signatures().values()
    said = {"name": signature.name, "date": words.short_day_text(timezone.localdate(signature.signed_at))}
    return _("%(name)s signed on %(date)s.") % said + " "


def _calm(placement, roles):
    """Nothing waits for anybody: how it stands, with the one thing this reader may still want."""
    said, filled = CALM[_situation(placement)], values(placement)
    is_addressed = not said.only or bool(said.only & roles)
    url = (
        reverse(said.url, args=[said.argument(placement)] if said.argument else []) if said.url and is_addressed else ""
    )
    sentence = (said.sentence_for(roles) if is_addressed else said.waiting) % filled
    sentence = f"{_next_day(placement)}{sentence}"
    return Todo(placement.state, said.heading, sentence, said.label if url else "", url, False, placement)


def _next_day(placement):
    """'Today, 9–17. ', while it goes on; nothing before, after, or once no day is left."""
    if not placement.in_progress:
        return ""
    left = [day for day in placement.days.all() if day.date >= today() and day.ends_at > timezone.now()]
    if not left:
        return ""
    day = min(left, key=lambda day: day.date)
    said = _("Today, %(hours)s.") if day.date == today() else _("Next day: %(day)s, %(hours)s.")
    return said % {"day": day.day_text, "hours": day.hours_text} + " "


def _situation(placement):
    """The key of `CALM`."""
    if placement.state == State.READY:
        return "now" if placement.has_started else "ready"
    if placement.state == State.EXPIRED and "reopen" not in placement.closed_moves():
        return "can_reopen"
    if placement.state in {State.COMPLETED, State.INTERRUPTED} and turns.valid_certificate(placement):
        return "certified"
    return placement.state


def for_member(placements, member):
    """What waits for this member over all these placements: who asks something first, then the longest wait."""
    found = [todo(placement, member) for placement in placements]
    return sorted((one for one in found if one.is_yours), key=lambda one: (one.name not in REQUESTS, one.since))
