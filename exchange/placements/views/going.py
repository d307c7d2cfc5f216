"""The pages on which a confirmed placement changes: find, check, act, answer. Each asks one thing."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from .. import calendar, details, turns, words
from ..forms import days as day_forms
from ..forms import going as forms
from ..models import DateSet, Placement
from ..states import MOVES, MoveRefused


@dataclass(frozen=True)
class Page:
    """One thing to ask and to do. `move` is the arrow that must be open; empty where none is taken."""

    move: str
    form: type
    heading: Any
    lead: Any
    button: Any
    done: Any
    has_days: bool = False
    is_final: bool = False


CHANGE = Page(
    "propose_change",
    forms.ChangeForm,
    gettext_lazy("Propose other dates"),
    gettext_lazy("Nothing changes until the other side agrees. Signatures given before then no longer count."),
    gettext_lazy("Propose these dates"),
    gettext_lazy("Sent. The other side answers."),
    has_days=True,
)
ANSWER = replace(
    CHANGE,
    heading=gettext_lazy("These dates are proposed"),
    lead=gettext_lazy("Nothing changes until you agree. Signatures given before then no longer count."),
)
POSTPONE = Page(
    "postpone",
    forms.PostponeForm,
    gettext_lazy("Postpone the immersion"),
    gettext_lazy("Call each other first. Then write here what you agreed."),
    gettext_lazy("Postpone"),
    gettext_lazy("Postponed. Everyone has been told."),
    has_days=True,
)
CANCEL = Page(
    "cancel",
    forms.CancelForm,
    gettext_lazy("Cancel the immersion"),
    gettext_lazy("Worker, host, employer and Maya are told at once. To move it, postpone it instead."),
    gettext_lazy("Cancel the immersion"),
    gettext_lazy("Cancelled. Everyone has been told."),
    is_final=True,
)
END_EARLY = Page(
    "end_early",
    forms.EndEarlyForm,
    gettext_lazy("End the immersion early"),
    gettext_lazy("That can happen. The hours done are kept and stay on the certificate."),
    gettext_lazy("End it here"),
    gettext_lazy("Noted. The hours done are kept."),
    is_final=True,
)
ABSENT = Page(
    "mark_absent",
    forms.AbsentForm,
    gettext_lazy("The visitor did not come"),
    gettext_lazy("Please call first: there is often a good reason. The worker can answer, and Maya is told."),
    gettext_lazy("Note the absence"),
    gettext_lazy("Noted. The worker and Maya have been told."),
    is_final=True,
)
CONTEST = Page(
    "contest",
    forms.ContestForm,
    gettext_lazy("I do not agree with the absence"),
    gettext_lazy("Maya talks with both of you and then decides."),
    gettext_lazy("Tell Maya"),
    gettext_lazy("Maya knows and calls you."),
)
SETTLE = Page(
    "settle_absent",
    forms.SettleForm,
    gettext_lazy("Settle the absence"),
    gettext_lazy("Both sides receive what you decide."),
    gettext_lazy("Settle it"),
    gettext_lazy("Settled. Both sides have been told."),
    has_days=True,
)
LATE = Page(
    "allow_certificate",
    forms.LateForm,
    gettext_lazy("May a certificate follow?"),
    gettext_lazy("The agreement was signed after the start. Both sides receive what you decide."),
    gettext_lazy("Decide"),
    gettext_lazy("Decided. Both sides have been told."),
)
HELP = Page(
    "",
    forms.HelpForm,
    gettext_lazy("I need Maya"),
    gettext_lazy("Choose what it is about. Tell the story itself by phone."),
    gettext_lazy("Ask Maya to call me"),
    gettext_lazy("Maya knows and calls you."),
)


def found(request, number):
    """The placement of this number that this member may see; else 404."""
    return get_object_or_404(turns.with_turns(Placement.objects.visible_to(request.user)), number=number)


def cancel(request, number):
    def act(placement, values, form, days):
        placement.cancel(by=request.user, reason=values["reason"].code, note=values["note"])

    return _page(request, number, CANCEL, act)


def end_early(request, number):
    def act(placement, values, form, days):
        reason, minutes = values["reason"].code, form.minutes_done()
        placement.end_early(by=request.user, reason=reason, minutes=minutes, note=values["note"])

    return _page(request, number, END_EARLY, act)


def absent(request, number):
    def act(placement, values, form, days):
        placement.mark_absent(by=request.user, note=values["note"])

    return _page(request, number, ABSENT, act)


def contest(request, number):
    def act(placement, values, form, days):
        placement.contest(by=request.user, note=values["note"])

    return _page(request, number, CONTEST, act)


def settle(request, number):
    def act(placement, values, form, days):
        minutes = form.minutes_done()
        placement.settle(by=request.user, outcome=values["outcome"], days=days, minutes=minutes, note=values["note"])

    return _page(request, number, SETTLE, act)


def late(request, number):
    def act(placement, values, form, days):
        placement.decide_late(by=request.user, is_allowed=values["outcome"] == "allowed", note=values["note"])

    return _page(request, number, LATE, act)


def change(request, number):
    def act(placement, values, form, days):
        placement.propose_change(by=request.user, days=days, note=values["note"])

    return _page(request, number, CHANGE, act)


def postpone(request, number):
    def act(placement, values, form, days):
        placement.postpone(by=request.user, reason=values["reason"].code, days=days, note=values["note"])

    return _page(request, number, POSTPONE, act)


def ask_help(request, number):
    def act(placement, values, form, days):
        placement.ask_help(by=request.user, category=values["category"], phone=values["phone"])

    return _page(request, number, HELP, act, initial={"phone": request.user.phone})


@require_POST
def agree_change(request, number, pk):
    """The other side's dates suit me."""
    return _say(request, number, pk, Placement.change_dates, _("Agreed. Everyone has the new dates."))


@require_POST
def keep_dates(request, number, pk):
    """The other side's dates don't suit me, or I take my own back."""
    return _say(request, number, pk, Placement.keep_dates, _("Noted. The other side has been told."))


def _say(request, number, pk, verb, done):
    """Answer the proposed dates with this verb; who comes too late is told so."""
    placement = found(request, number)
    date_set = get_object_or_404(DateSet, pk=pk, placement=placement)
    try:
        verb(placement, by=request.user, date_set=date_set)
    except MoveRefused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, done)
    return redirect("placements:detail", number)


def calendar_file(request, number):
    """The dates for one's own calendar; 404 while there are none."""
    placement = found(request, number)
    if not placement.dates():
        raise Http404
    file = HttpResponse(calendar.standing(placement), content_type="text/calendar; charset=utf-8")
    file["Content-Disposition"] = f'attachment; filename="{placement.number}.ics"'
    return file


def _page(request, number, page, act, initial=None):
    """Show the page or do what was sent; who may not gets 403, who is too late is told so."""
    placement = found(request, number)
    if page.move and not placement.parties_of(request.user) & MOVES[page.move].parties:
        raise PermissionDenied
    if page.move and not placement.can(page.move, request.user):
        messages.info(request, _("This is not possible now. Here is how it stands."))
        return redirect("placements:detail", number)
    sent = request.POST if request.method == "POST" else None
    form = page.form(sent, placement=placement, initial=initial)
    rows = day_forms.rows_for(placement, sent) if page.has_days else None
    if sent is not None and "more" not in sent and _taken(form, rows, act):
        messages.success(request, page.done)
        return redirect("placements:detail", number)
    context = {"placement": placement, "page": page, "form": form, "rows": rows}
    return render(request, "placements/move.html", context | _beside(placement, page, request.user))


def _taken(form, rows, act):
    """Whether all is valid and the verb did it; a refusal becomes an error of the form."""
    if not form.is_valid():
        return False
    wanted = rows is not None and form.wants_days()
    if wanted and not rows.is_valid():
        return False
    try:
        act(form.placement, form.cleaned_data, form, rows.days if wanted else ())
    except MoveRefused as refused:
        form.add_error(None, refused.sentence)
        return False
    return True


def _beside(placement, page, member):
    """The way back, and what some pages say besides: the dates that are proposed, that it is late."""
    if page is CHANGE and (proposal := placement.proposal):
        return _proposed(placement, proposal, is_own=proposal.party in placement.parties_of(member))
    return {"trail": details.trail(placement, page.heading), "is_late": page is CANCEL and placement.is_short_notice()}


def _proposed(placement, proposal, *, is_own):
    """While dates are proposed, the page is about these first; others can be proposed beneath."""
    page = replace(CHANGE, heading=_("You proposed these dates")) if is_own else ANSWER
    return {
        "page": page,
        "trail": details.trail(placement, page.heading),
        "proposed": proposal,
        "proposed_text": words.dates_text(placement.planned_days(proposal.days)),
        "proposed_note": getattr(placement.events.filter(name="propose_change").last(), "note", ""),
        "is_own": is_own,
    }
