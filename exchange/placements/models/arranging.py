"""A request that all three had said yes to before it was one, and the sender's rule of consent as it then holds."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from .. import mails
from ..states import MoveRefused

NOT_CONSENTED = {"consent_at": None, "consent_name": "", "consent_function": ""}


def consent_columns(sender, status, last_day):
    """The sender's rule as it holds for a worker of this status until this day, as the columns of a request."""
    rule = sender.consent
    if status == "self_employed":
        return {"consent_rule": sender.Consent.NONE}
    if rule != sender.Consent.GENERAL:
        return {"consent_rule": rule}
    if not (sender.consent_given_on and sender.general_consent_holds(last_day)):
        return {"consent_rule": sender.Consent.EACH}
    given = timezone.make_aware(dt.datetime.combine(sender.consent_given_on, dt.time()))
    return {"consent_rule": rule, "consent_at": given, "consent_name": sender.consent_given_by}


def consent_rule(sender, worker, last_day):
    """The rule that a request of this worker, until this day, would be under; `worker` None: somebody of the team."""
    roles = worker.memberships.current().filter(organisation=sender) if worker else sender.memberships.none()
    return consent_columns(sender, roles.values_list("status", flat=True).first(), last_day)["consent_rule"]


class Arranging:
    """Mixed into `Placement`, beside the verbs of asking."""

    @transaction.atomic
    def arrange(self, *, by, host, employer=None):
        """Ask, consent and confirm at once, in the name of those who said yes; nobody is asked a second time.

        Where the place has gone meanwhile it stays a request: the host hears of it and may propose other dates.
        """
        self._check("send", by)
        self._queue()
        self._obey("send", self.refusal_to_declare())
        event = self._move("send", by, told=True, asked_at=timezone.now(), **self._consent_columns())
        if self.awaits_consent and employer:
            self.consent(by=employer, name=employer.name, function=employer.function, told=True)
        if not self._is_confirmed_by(host):
            mails.asking.send(event)
        elif self.awaits_consent:
            mails.asking.ask_consent(event)

    def _is_confirmed_by(self, host):
        """Whether the host's yes can still be kept."""
        try:
            with transaction.atomic():
                self.accept(by=host)
        except (MoveRefused, PermissionDenied):
            self.refresh_from_db(fields=["state", "accepted_at", "accepted_by"])
            return False
        return True

    def _take_dates(self, days):
        """Put these dates in the place of the present ones. Returns the columns of consent that follow from it.

        A general consent holds until its end; one that was given for certain dates holds on these alone.
        """
        covered = set(self.dates())
        self.set_days(days)
        if self.consent_rule == self.sender.Consent.GENERAL:
            return {**NOT_CONSENTED, **self._consent_columns()}
        return {} if set(self.dates()) <= covered or not self.consent_at else NOT_CONSENTED

    def _consent_columns(self):
        """The sender's rule as it holds for these dates and this worker, kept with the request."""
        return consent_columns(self.sender, self.status, self.last_day)
