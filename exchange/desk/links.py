"""Who is reached about a task, and by which address they get there: a personal link where no account is needed."""

from django.urls import reverse

from agreements import mails as agreements
from agreements.models import Agreement
from exchange.notifications.outbox import absolute
from exchange.placements import turns
from exchange.placements.mails import asking, readers
from exchange.placements.sentences import TASKS
from exchange.placements.states import Party
from exchange.questionnaires import mails as questionnaires


def readers_of(placement, task):
    """The one who must act, or who stands in; several only where any of several may consent."""
    if task.name == "consent":
        return asking.employer(placement)
    if task.name == "sign":
        found = [_signer(placement, task.party)]
    elif task.name == "feedback":
        found = [_sheet(placement, task).reader]
    else:
        found = readers.worker(placement) if task.party == Party.WORKER else placement.host.readers_for_requests()
    return [reader for reader in found[:1] if reader]


def address(placement, task, reader):
    """The absolute address at which this reader does it; a new personal link where there is one for this task."""
    if task.name == "consent":
        return absolute(reverse("placements:consent_link", args=[asking.consent_token(placement, reader)]))
    if task.name == "sign":
        return agreements.sign_url(Agreement.of(placement), task.party, reader)
    if task.name == "feedback":
        return absolute(
            reverse("questionnaires:feedback", args=[questionnaires.feedback_token(_sheet(placement, task))])
        )
    said = TASKS[task.name]
    return absolute(reverse(said.url, args=[said.argument(placement)]))


def _signer(placement, party):
    """Who signs for this side; where nobody has opened the agreement yet, looking does not make it."""
    if agreement := getattr(placement, "agreement", None):
        return agreements.signer_of(agreement, party)
    if party == Party.WORKER:
        return next(iter(readers.worker(placement)), None)
    signatory = placement.host.signatory()
    return signatory and signatory.reader()


def _sheet(placement, task):
    return turns.sheet(placement, "end", task.party)
