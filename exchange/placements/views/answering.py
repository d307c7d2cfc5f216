"""The host's answer, the discussion of dates, and the conversation: find, check, act, answer."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..forms.asking import MessageForm, RefuseForm
from ..forms.days import DayFormSet, days_of, one_more
from ..states import MoveRefused, Party
from .asking import found

SETS = ("first", "second", "third")  # of dates one can propose at once


@require_http_methods(["GET", "POST"])
def answer(request, number):
    """The host reads the request and says yes, proposes other dates, or declines; once that is done, how it stands."""
    placement = found(request, number, "refuse")
    if request.method == "GET" and not placement.can("refuse", request.user):
        messages.info(request, _("This request has been answered. Here is how it stands."))
        return redirect("placements:detail", number)
    form = RefuseForm(request.POST if "refuse" in request.POST else None)
    if request.method == "POST":
        try:
            if done := _answered(request, placement, form):
                messages.success(request, done)
                return redirect("placements:detail", number)
        except MoveRefused as refused:
            messages.error(request, refused.sentence)
            placement.refresh_from_db()
            is_open = placement.can("refuse", request.user)
            return redirect("placements:answer" if is_open else "placements:detail", number)
    return render(request, "placements/asking/answer.html", _to_answer(request, placement, form))


def _answered(request, placement, form):
    """Act on the button that was pressed; returns what to say, or None where the form is not right yet."""
    if "accept" in request.POST:
        event = placement.accept(by=request.user, date_set=_open_set(request, placement))
        return (
            _("Your yes is noted. It is confirmed once the employer agrees.")
            if event.name == "accept"
            else _("Confirmed. Maya knows too.")
        )
    if "refuse" in request.POST and form.is_valid():
        placement.refuse(by=request.user, **form.cleaned_data)
        return _("Declined. Thank you for answering.")
    return None


def _open_set(request, placement):
    """The set of dates that was picked among those proposed; None where none was."""
    key = request.POST.get("set", "")
    if not key.isdecimal():
        return None
    date_set = placement.date_sets.filter(is_open=True, pk=key).first()
    if not date_set:
        raise MoveRefused("agree_dates")
    return date_set


def _to_answer(request, placement, form):
    free = type(placement).objects.free_places(placement.offer, placement.dates(), besides=placement)
    return {
        "placement": placement,
        "form": form,
        "moves": placement.moves(request.user),
        "free": min(free.values(), default=0),
        "sets": placement.sets_proposed_by(Party.WORKER),
        "notices": placement.notices(party=Party.HOST),
    }


@require_http_methods(["GET", "POST"])
def dates(request, number):
    """The dates that the other side proposed, and up to three sets to propose instead."""
    placement = found(request, number, "propose_dates")
    sets = _date_sets(request, placement)
    if request.method == "POST" and "more" not in request.POST:
        try:
            if _dates_settled(request, placement, sets):
                return redirect("placements:detail", number)
        except MoveRefused as refused:
            messages.error(request, refused.sentence)
    other = Party.HOST if placement.side_of(request.user) == Party.WORKER else Party.WORKER
    context = {"placement": placement, "sets": sets, "proposed": placement.sets_proposed_by(other)}
    return render(request, "placements/asking/dates.html", {**context, "moves": placement.moves(request.user)})


def _date_sets(request, placement):
    """Three sets of rows, as typed where something was typed."""
    least = max(len(placement.dates()), 2)
    more = request.POST.get("more")
    if request.method == "POST" and "first-TOTAL_FORMS" in request.POST:
        return [
            one_more(placement.offer, request.POST, name, more=int(name == more))
            if more
            else DayFormSet(request.POST, prefix=name)
            for name in SETS
        ]
    return [days_of(placement.offer, prefix=name, least=least) for name in SETS]


@transaction.atomic
def _dates_settled(request, placement, sets):
    """Agree with a proposed set, or propose the sets that are filled in. False where these are not right yet."""
    if date_set := _open_set(request, placement):
        if placement.side_of(request.user) == Party.HOST:
            placement.accept(by=request.user, date_set=date_set)
        else:
            placement.agree_dates(by=request.user, date_set=date_set)
        messages.success(request, _("Agreed. The other side knows."))
        return True
    filled = [days for number, days in enumerate(sets) if number == 0 or days.has_dates()]
    valid = [days.is_valid() for days in filled]
    if not all(valid):
        return False
    placement.propose_dates(by=request.user, sets=[days.days for days in filled])
    messages.success(request, _("Proposed. The other side knows."))
    return True


@require_http_methods(["GET", "POST"])
def message(request, number):
    """Write to the other side."""
    placement = found(request, number)
    if not placement.can_speak(request.user):
        raise Http404
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        placement.say(by=request.user, text=form.cleaned_data["text"])
        messages.success(request, _("Sent. The other side gets it by mail."))
        return redirect("placements:detail", number)
    return render(request, "placements/asking/message.html", {"placement": placement, "form": form})
