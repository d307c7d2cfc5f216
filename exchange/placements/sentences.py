"""The words of `steps`: per task what its reader is asked and what the others are told; per state how it stands."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from .states import Party, State


def number(placement):
    return placement.number


def offer(placement):
    return placement.offer_id


@dataclass(frozen=True)
class Said:
    """`url` is a URL name; `argument` gives what it takes; `other_url` takes the number.

    `waiting` is said to everybody else. `late` is said to all once the last day has passed.

    `only`: the parties for whom the page is and, in `CALM`, to whom `sentence` speaks; empty means all.
    `own`: what one party reads in the place of `sentence`, where the same words would not fit both sides.
    """

    heading: Any
    sentence: Any
    label: Any = ""
    url: str = ""
    others_heading: Any = ""
    waiting: Any = ""
    argument: Callable | None = number
    only: frozenset = frozenset()
    other_label: Any = ""
    other_url: str = ""
    late: Any = ""
    own: dict = field(default_factory=dict)

    def sentence_for(self, roles):
        """The sentence of the first of these roles that has one of its own, else the one for all."""
        return next((words for party, words in self.own.items() if party in roles), self.sentence)


WORKER, HOST = _("It is %(worker)s’s turn"), _("It is the turn of %(host)s")
BOTH, EMPLOYER = _("It is the turn of both sides"), _("It is the employer’s turn")
OTHER_SIDE = _("It is the other side’s turn")

TASKS = {
    "send": Said(
        _("Your turn: send your request"),
        _("It is kept as a draft. Nobody has it yet."),
        _("Continue"),
        "placements:ask",
        WORKER,
        _("This request is still being written."),
        offer,
    ),
    "answer": Said(
        _("Your turn: answer the request"),
        _("%(worker)s asks to come on %(dates)s."),
        _("Answer"),
        "placements:answer",
        HOST,
        _("%(host)s has the request since %(since)s. It closes on %(until)s at the latest."),
    ),
    "countersign": Said(
        _("Your turn: is this what you agreed?"),
        _("%(worker)s says that you agreed on %(dates)s."),
        _("Read and confirm"),
        "placements:answer",
        HOST,
        _("%(host)s has it since %(since)s and confirms what was agreed."),
    ),
    "dates": Said(
        _("Your turn: do other dates suit you?"),
        _("Other dates were proposed on %(since)s. Choose one, or propose others."),
        _("See the dates"),
        "placements:dates",
        OTHER_SIDE,
        _("Other dates were proposed on %(since)s. An answer is still to come."),
    ),
    "consent": Said(
        _("Your turn: do you agree as employer?"),
        _("%(worker)s would like to go to %(host)s on %(dates)s."),
        _("Read and answer"),
        "placements:consent",
        EMPLOYER,
        _("%(sender)s has been asked on %(since)s."),
    ),
    "agree_change": Said(
        _("Your turn: other dates are proposed"),
        _("Nothing changes until you agree."),
        _("See the dates"),
        "placements:change",
        OTHER_SIDE,
        _("Other dates were proposed on %(since)s. Nothing changes before both agree."),
    ),
    "new_dates": Said(
        _("Your turn: find new dates"),
        _("The immersion is postponed. Please propose dates before %(until)s."),
        _("Propose dates"),
        "placements:change",
        BOTH,
        _("The immersion is postponed. New dates are looked for until %(until)s."),
    ),
    "sign": Said(
        _("Your turn: read and sign the agreement"),
        _("Reading takes about six minutes. When both have signed, you receive the PDF."),
        _("Read and sign"),
        "agreements:agreement",
        _("The agreement still has to be signed"),
        _("We wait for the signature of %(people)s."),
        other_label=_("Download the draft (PDF)"),
        other_url="agreements:agreement_pdf",
    ),
    "attendance": Said(
        _("Your turn: how did it go?"),
        _("Was %(worker)s with you for %(hours)s? One tap issues the certificate."),
        _("Confirm the hours"),
        "agreements:attendance",
        HOST,
        _("%(host)s confirms the hours. Then the certificate follows."),
    ),
    "certificate": Said(
        _("Your turn: issue the certificate"),
        _("The hours are known: %(hours)s. Please issue it before %(until)s."),
        _("Issue the certificate"),
        "agreements:attendance",
        HOST,
        _("The hours are known: %(hours)s. The certificate follows before %(until)s."),
        late=_("The hours are known: %(hours)s. The certificate was due on %(until)s."),
    ),
    "feedback": Said(
        _("Your turn: how was it?"),
        _("A few short questions. Your answers help those who go after you."),
        _("Answer the questions"),
        "questionnaires:end",
        _("Feedback is on its way"),
        _("We asked for feedback on %(since)s. It can be given until %(until)s."),
        own={Party.HOST: _("A few short questions. Your answers help other teams.")},
    ),
    "before": Said(
        _("Your turn: two questions before you go"),
        _("They take one minute. Afterwards you see what changed."),
        _("Answer the questions"),
        "questionnaires:before",
        _("Everything is on its way"),
        _("%(worker)s is expected on %(dates)s."),
    ),
    "prepare": Said(
        _("Your turn: prepare the immersion"),
        _("A few questions, saved as you type. Who prepares takes more home."),
        _("Prepare"),
        "questionnaires:preparation",
        _("Everything is on its way"),
        _("%(worker)s is expected on %(dates)s."),
    ),
    "contest": Said(
        _("Your turn: were you there?"),
        _("The host says that you did not come. If this is not right, say so before %(until)s."),
        _("Answer"),
        "placements:contest",
        _("Marked as absent"),
        _("%(worker)s can disagree until %(until)s."),
    ),
    "settle": Said(
        _("Your turn: settle the absence"),
        _("%(worker)s does not agree. Please talk with both sides."),
        _("Settle it"),
        "placements:settle",
        _("It is Maya’s turn"),
        _("Maya talks with both sides and then decides."),
    ),
    "left": Said(
        _("Your turn: the visitor has left the employer"),
        _("%(worker)s no longer belongs to %(sender)s. Please call both sides, then cancel the immersion."),
        _("Cancel the immersion"),
        "placements:cancel",
        _("It is Maya’s turn"),
        _("%(worker)s no longer belongs to %(sender)s. Maya calls you. It can also be cancelled here."),
    ),
    "late": Said(
        _("Your turn: may a certificate follow?"),
        _("The agreement was signed after the start. Please talk with both sides."),
        _("Decide"),
        "placements:late",
        _("It is Maya’s turn"),
        _("The agreement was signed after the start. Maya decides whether a certificate follows."),
    ),
}

NEXT_PLACE = {
    "label": _("See the catalogue"),
    "url": "catalogue:list",
    "argument": None,
    "only": frozenset({Party.WORKER}),
}

CALM = {
    State.DRAFT: Said(_("Being written"), _("Nobody has this request yet.")),
    State.EMPLOYER_PENDING: Said(_("The employer has answered"), _("The host is asked now.")),
    State.REQUESTED: Said(_("The host has said yes"), _("The confirmation follows.")),
    State.NEGOTIATING: Said(_("Dates are being discussed"), _("The next proposal follows.")),
    State.DECLARED: Said(_("The host has said yes"), _("The confirmation follows.")),
    State.CONFIRMED: Said(_("Both have signed"), _("%(worker)s is expected on %(dates)s.")),
    "ready": Said(
        _("Everything is ready"),
        _("%(worker)s is expected on %(dates)s."),
        _("Add to my calendar"),
        "placements:calendar",
    ),
    "now": Said(
        _("It is happening now"),
        _("Something is not as it should be? Call the contact, or Maya."),
        own={Party.HOST: _("Something is not as it should be? Call %(visitor)s or Maya.")},
    ),
    State.COMPLETED: Said(_("This immersion is done"), _("%(hours)s are confirmed. Thank you.")),
    "certified": Said(
        _("The certificate is there"),
        _("%(hours)s at %(host)s."),
        _("See the certificate"),
        "agreements:certificate",
        own={
            Party.WORKER: _("%(hours)s at %(host)s. Thank you for going."),
            Party.HOST: _("%(worker)s, %(hours)s. Thank you for hosting."),
        },
    ),
    State.INTERRUPTED: Said(_("This immersion ended early"), _("No hours were done, so no certificate follows.")),
    State.NO_SHOW: Said(_("The visit did not take place"), _("It stays noted like this. Call Maya to talk about it.")),
    State.REFUSED: Said(
        _("Not this time"),
        _("Another place may well have room for you."),
        waiting=_("The answer was no. The worker has been told, kindly."),
        **NEXT_PLACE,
    ),
    State.EXPIRED: Said(
        _("Closed without an answer"),
        _("Nobody did anything wrong. Another place may have room."),
        waiting=_("No answer came in time. Both sides have been told."),
        **NEXT_PLACE,
    ),
    "can_reopen": Said(
        _("Closed without an answer"),
        _("You can open it again with one tap."),
        _("Open it again"),
        "placements:reopen",
        waiting=_("No answer came in time. Both sides have been told."),
        only=frozenset({Party.WORKER, Party.HOST}),
    ),
    State.CANCELLED: Said(
        _("This immersion does not take place"),
        _("Another place may well have room for you."),
        waiting=_("Its history stays here."),
        **NEXT_PLACE,
    ),
}
