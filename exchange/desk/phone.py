"""What was settled by phone, written down by Maya in place of the one who must act; nobody is mailed."""

from exchange.placements import turns
from exchange.placements.states import Party

SETS = {"dates", "agree_change"}  # a set of proposed dates is chosen
DAYS = {"new_dates"}  # dates are written


def can_settle(placement, task):
    """Whether this step can be closed by phone: no signature, and of a certificate only the hours on it."""
    return task.name in SETTLE


def settle(placement, task, values, *, by):
    """Take the arrow that says what was agreed. Raises MoveRefused with the reason where it can't be taken."""
    if values["outcome"] == "withdrawn":
        return placement.withdraw(by=by, note=values["note"], told=True)
    return SETTLE[task.name](placement, task, values, {"by": by, "note": values["note"]})


def open_sets(placement):
    """The sets of dates that are proposed, each with its words."""
    return [row for party in (Party.HOST, Party.WORKER) for row in placement.sets_proposed_by(party)]


def _consent(placement, task, values, who):
    if values["outcome"] == "refused":
        return placement.refuse_consent(told=True, **who)
    return placement.consent(name=values["name"], function=values["function"], told=True, **who)


def _answer(placement, task, values, who):
    if values["outcome"] == "refused":
        return placement.refuse(reason=values["reason"].code, told=True, **who)
    return placement.accept(told=True, **who)


def _dates(placement, task, values, who):
    if values["outcome"] == "refused":
        return placement.refuse(reason=values["reason"].code, told=True, **who)
    agree = placement.accept if task.party == Party.HOST else placement.agree_dates
    return agree(date_set=_chosen(placement, values), told=True, **who)


def _change(placement, task, values, who):
    if values["outcome"] == "kept":
        return placement.keep_dates(date_set=placement.proposal, told=True, **who)
    return placement.change_dates(date_set=_chosen(placement, values), told=True, **who)


def _new_dates(placement, task, values, who):
    return placement.give_dates(days=values["days"], **who)


def _hours(placement, task, values, who):
    return placement.say_hours(minutes=values.get("minutes"), told=True, **who)


def _feedback(placement, task, values, who):
    return turns.sheet(placement, "end", task.party).settle(is_told=values["outcome"] == "told", **who)


def _chosen(placement, values):
    return placement.date_sets.get(pk=values["outcome"])


SETTLE = {
    "consent": _consent, "answer": _answer, "countersign": _answer, "dates": _dates, "agree_change": _change,
    "new_dates": _new_dates, "attendance": _hours, "certificate": _hours,
    "feedback": _feedback,
}  # fmt: skip
