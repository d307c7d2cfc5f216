"""What is late: past the moment from which Maya is meant to see it. Source: product.md, "Rules with numbers"."""

import datetime as dt

from django.utils import timezone

from exchange.programmes.models import Programme
from exchange.programmes.workdays import days_since, today, working_days_between


def is_late(placement, task):
    """Whether this task of a placement is late; never while Maya lets it rest."""
    rule = RULES.get(task.name, _unanswered)
    return not placement.is_on_hold and rule(placement, task, placement.programme)


def is_application_late(moment):
    """Whether an application that waits since this moment has waited longer than was promised."""
    return working_days_since(moment) > Programme.current().application_working_days


def working_days_since(moment):
    return working_days_between(timezone.localdate(moment), today())


def _unanswered(placement, task, rules):
    return working_days_since(task.since) >= rules.answer_deputy_working_days


def _undeclared(placement, task, rules):
    """It closes before ten working days are over, so it shows from the first reminder on."""
    return working_days_since(task.since) >= rules.answer_first_reminder_working_days


def _unapproved(placement, task, rules):
    return days_since(task.since) >= rules.consent_second_reminder_days


def _undated(placement, task, rules):
    return task.until <= today()


def _unsigned(placement, task, rules):
    return working_days_between(today(), placement.first_day) <= rules.sign_second_reminder_working_days


def _hours_unknown(placement, task, rules):
    return days_since(task.since) >= rules.attendance_maya_days


def _uncertified(placement, task, rules):
    return today() >= placement.ended_on + dt.timedelta(days=rules.certificate_maya_days)


def _never(placement, task, rules):
    """One reminder, then rest."""
    return False


RULES = {
    "countersign": _undeclared, "consent": _unapproved, "new_dates": _undated, "sign": _unsigned,
    "attendance": _hours_unknown, "certificate": _uncertified, "feedback": _never,
}  # fmt: skip
