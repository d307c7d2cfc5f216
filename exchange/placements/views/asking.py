"""Asking for a place, and taking the request back: find, check, act, answer."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from catalogue.models import Offer
from exchange.programmes.workdays import today

from ..forms.asking import AskForm, senders_for
from ..forms.days import DayFormSet, days_of, one_more
from ..models import Placement
from ..models.arranging import consent_rule
from ..states import MoveRefused, State
from ..suggestions import suggestions_in

MONTHS = {str(number) for number in range(1, 13)}  # as a search names them in its address


def found(request, number, move=None):
    """The placement of this number that this member may see (and move); else 404."""
    placement = get_object_or_404(Placement.objects.visible_to(request.user), number=number)
    if move and not placement.parties_of(request.user) & placement.parties_for(move):
        raise Http404
    return placement


@require_http_methods(["GET", "POST"])
def ask(request, pk):
    """Ask for a place; after a talk, the dates are enough."""
    return _request(request, pk, "ask", _("Sent. You will hear by mail, and see it here."))


@require_http_methods(["GET", "POST"])
def declare(request, pk):
    """Tell the platform what both sides agreed on outside it."""
    return _request(request, pk, "declare", _("Sent. The host is asked to confirm it."))


def _request(request, pk, verb, done):
    offer = get_object_or_404(Offer.objects.visible_to(request.user).shown(), pk=pk)
    if not senders_for(request.user, offer).exists():
        raise Http404
    page = RequestPage(request, offer, verb)
    if request.method == "POST" and (placement := page.act()):
        messages.success(request, done)
        return redirect("placements:detail", placement.number)
    return render(request, "placements/asking/ask.html", page.context())


class RequestPage:
    """The form of a request with its rows of dates; whatever is typed is kept, also when it is not sent yet."""

    def __init__(self, request, offer, verb):
        self.offer, self.verb, self.member = offer, verb, request.user
        self.data = request.POST if request.method == "POST" else None
        self.draft = draft = self._draft()
        self.months = {int(month) for month in request.GET.getlist("month") if month in MONTHS}
        self.kept_at, self.suggestions = None, suggestions_in(offer, self.months)
        short = verb == "declare" or "spoken" in request.GET
        self.form = AskForm(
            self.data, instance=draft, offer=offer, member=request.user, suggestions=self.suggestions,
            initial=self._initial(short),
        )  # fmt: skip
        self.days = self._days()

    def _draft(self):
        """What was kept and not sent; once something is typed, for whom it was typed: a draft for another stays."""
        drafts = Placement.objects.filter(state=State.DRAFT, created_by=self.member, offer=self.offer)
        if self.data is None:
            return drafts.last()
        worker = self.data.get("worker") or str(self.member.pk)
        return next((draft for draft in drafts if str(draft.worker_id) == worker), None)

    def _initial(self, short):
        """A kept draft opens on its own dates, a new request on the first suggestion."""
        first = next(iter(self.suggestions), None)
        picked = first.key if first and not self.draft and self.verb == "ask" else ""
        return {"proposal": picked, **({"has_spoken": True} if short else {})}

    def _days(self):
        if self.data is None:
            return days_of(self.offer, [day.__dict__ for day in self.draft.days.all()] if self.draft else ())
        return one_more(self.offer, self.data) if "more" in self.data else DayFormSet(self.data, prefix="days")

    def act(self):
        """Keep the draft, then send it where that was asked. Returns the placement once it is sent."""
        days = self._valid_days()
        if days is None:
            return None
        is_new, self.draft = self.draft is None, self.form.keep(days)
        self.kept_at = timezone.now()
        if "send" not in self.data:
            return None
        try:
            getattr(self.draft, self.verb)(by=self.member)
        except MoveRefused as refused:
            if is_new and (sent := self._sent_before()):
                self.draft.delete()
                return sent
            self.form.add_error(None, refused.sentence)
            return None
        return self.draft

    def _sent_before(self):
        """The same request, where this is a second click on the button; None where it is another one."""
        same = Placement.objects.open().filter(worker=self.draft.worker, offer=self.offer, created_by=self.member)
        return next((row for row in same if row.dates() == self.draft.dates()), None)

    def _valid_days(self):
        """The dates to keep: those of the suggestion, else of the rows; None where something is not right."""
        if "more" in self.data or not self.form.is_valid():
            return None
        if proposed := self.form.proposed():
            return proposed
        return self.days.days if self.days.is_valid() else None

    def context(self):
        sketch = self.draft or Placement(offer=self.offer, worker=self.member, programme=self.offer.programme)
        senders = [sketch.sender] if self.draft else list(senders_for(self.member, self.offer))
        sketch.sender = senders[0]
        values = {"offer": self.offer, "form": self.form, "days": self.days, "verb": self.verb, "kept_at": self.kept_at}
        first = next((one.dates[0].month for one in self.suggestions), None)
        values["is_other_month"] = first and self.months and first not in self.months
        refusal = sketch.refusal_of_sides() if self.verb == "declare" else sketch.refusal_whatever_dates()
        rules = {self._consent_rule(sketch, sender) for sender in senders}
        values["consent_rule"] = rules.pop() if len(rules) == 1 else ""
        return {**values, "refusal": refusal, "notices": self._notices(sketch, senders)}

    def _notices(self, sketch, senders):
        """What holds for whichever of these organisations is chosen."""
        found = []
        for sender in senders:
            sketch.sender = sender
            found.append(sketch.notices(None if self.draft else ()))
        return [notice for notice in found[0] if all(notice in others for others in found)]

    def _consent_rule(self, sketch, sender):
        """The sender's rule as it would hold until the last date that is kept, else suggested, else today."""
        kept = sketch.dates() if sketch.pk else []
        dates = kept or next((one.dates for one in self.suggestions), [today()])
        return consent_rule(sender, sketch.worker, max(dates))


@require_POST
def withdraw(request, number):
    placement = found(request, number, "withdraw")
    done = _("Thrown away.") if placement.state == State.DRAFT else _("Withdrawn. Whoever had it knows.")
    try:
        placement.withdraw(by=request.user)
    except MoveRefused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, done)
    return redirect("placements:list")


@require_http_methods(["GET", "POST"])
def reopen(request, number):
    """Open a closed request again, in one click where its dates still hold, else with others."""
    placement = found(request, number, "reopen")
    if not placement.can("reopen", request.user):
        return redirect("placements:detail", number)
    rows = [day.__dict__ for day in placement.days.all()]
    days, refused = days_of(placement.offer, rows), None
    if "more" in request.POST:
        days = one_more(placement.offer, request.POST)
    elif request.method == "POST":
        days = DayFormSet(request.POST, prefix="days") if "days-TOTAL_FORMS" in request.POST else days
        refused = _reopened(request, placement, days)
        if refused is None and (not days.is_bound or days.is_valid()):
            return redirect("placements:detail", number)
    return render(request, "placements/asking/reopen.html", {"placement": placement, "days": days, "refused": refused})


def _reopened(request, placement, days):
    """Reopen; returns the sentence of a refusal, None where it was done or the dates are not valid."""
    if days.is_bound and not days.is_valid():
        return None
    try:
        placement.reopen(by=request.user, days=days.days if days.is_bound else None)
    except MoveRefused as refused:
        return refused.sentence
    messages.success(request, _("Open again. The other side knows."))
    return None
