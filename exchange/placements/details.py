"""What the page of one placement shows beside its steps: papers, phones, what may still be done."""

from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.programmes.texts import start_small

from . import turns
from .states import Party, State

# What may be done besides the task of the moment: arrow, label, page, icon.
ACTIONS = [
    ("propose_change", gettext_lazy("Propose other dates"), "placements:change", "calendar"),
    ("postpone", gettext_lazy("Postpone"), "placements:postpone", "clock"),
    ("end_early", gettext_lazy("End it early"), "placements:end_early", "flag"),
    ("confirm_hours", gettext_lazy("Correct the hours"), "agreements:attendance", "clock"),
    ("mark_absent", gettext_lazy("The visitor did not come"), "placements:absent", "circle-help"),
    ("cancel", gettext_lazy("Cancel"), "placements:cancel", "circle-x"),
]


SIMILAR = 3
EMPLOYER_SIDE = {Party.WORKER, Party.SENDER, Party.APPROVER, Party.MAYA}  # who reads the sheet for the employer


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    symbol: str


def receives(parties):
    """Whether the reader is at the host: then the visitor matters, not one's own house."""
    return bool(parties & {Party.HOST, turns.SIGNATORY})


def title(placement, parties=frozenset()):
    """'Two days at Les Tilleuls'; for the host 'Lena Dubois with you, two days'."""
    length = placement.length_text
    if receives(parties):
        said = {"worker": placement.worker, "length": start_small(length)}
        return (_("%(worker)s with you, %(length)s") if length else _("%(worker)s with you")) % said
    if length:
        return _("%(length)s at %(host)s") % {"length": length, "host": placement.host}
    return _("Immersion at %(host)s") % {"host": placement.host}


def trail(placement, *here):
    """Where one is: the list, the placement, and the page below it."""
    listing = (_("My immersions"), reverse("placements:list"))
    number = (placement.number, reverse("placements:detail", args=[placement.number]) if here else "")
    return [listing, number, *((label, "") for label in here)]


def actions(placement, member):
    open_now = placement.moves(member)
    if Party.HOST not in placement.parties_of(member):
        open_now -= {"confirm_hours"}  # Maya writes down what she heard by phone
    return [
        Link(_label(name, label, placement), reverse(url, args=[placement.number]), icon)
        for name, label, url, icon in ACTIONS
        if name in open_now
    ]


def _label(name, label, placement):
    """Once all have signed, other dates are a postponement: people look for the dates."""
    return _("Other dates, or postpone") if (name, placement.state) == ("postpone", State.READY) else label


def papers(placement, parties):
    """The pages and papers that belong to this placement and exist by now."""
    number, found = [placement.number], []
    if _has_agreement(placement):
        found.append(Link(_("Agreement"), reverse("agreements:agreement", args=number), "file-text"))
    if turns.valid_certificate(placement):
        found.append(Link(_("Certificate"), reverse("agreements:certificate", args=number), "award"))
    if parties & EMPLOYER_SIDE and placement.state in turns.CONSENT_WANTED:
        label = _("Sheet for my employer") if Party.WORKER in parties else _("Sheet for the employer")
        found.append(Link(label, reverse("placements:boss_sheet", args=number), "briefcase"))
    return found


def _has_agreement(placement):
    """It is made once its page is opened after the confirmation; what ended before both signed keeps none."""
    agreement = getattr(placement, "agreement", None)
    return placement.state == State.CONFIRMED or bool(agreement and agreement.signed_at)


def preparation(placement, parties):
    """How far this reader's outline is; "reads" for Maya, who only reads; None where there is nothing of it to see."""
    sides = [party for party in (Party.WORKER, Party.HOST, Party.SENDER) if party in parties]
    if placement.state not in {State.CONFIRMED, State.READY} or not (sides or Party.MAYA in parties):
        return None
    own = turns.sheet(placement, "preparation", sides[0]) if sides else None
    if not own:
        return {"done": 0, "total": 0, "reads": not sides}
    done, total = own.answers.count(), own.questionnaire.questions.count()
    return {"done": done, "total": total, "is_done": bool(own.finished_at) or done == total}


def phones(placement, member=None, parties=frozenset()):
    """Whom else to call, as (part, organisation, name, number): the host's contact and the worker's reference person.

    Nobody is told to call oneself, nor the host its own house.
    """
    sides = [(_("At the employer"), placement.sender, placement.sender.reference_person())]
    if not receives(parties):
        sides.insert(0, (_("At the host"), placement.host, placement.host_contact))
    others = [(part, side, person) for part, side, person in sides if person and person != member]
    return [(part, side, person.name, person.phone or side.phone) for part, side, person in others]


def similar(placement, parties):
    """After a no or no answer, the worker sees where else there may be room."""
    is_closed = placement.state in {State.REFUSED, State.EXPIRED}
    return placement.alternatives(SIMILAR) if is_closed and Party.WORKER in parties else []


def by_month(days):
    """Days in their order, as (first day of the month, its days)."""
    return [(month, list(group)) for month, group in groupby(days, key=lambda day: day.date.replace(day=1))]
