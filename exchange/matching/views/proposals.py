"""Maya's pages of proposals: have one worked out, look at it, change a match."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from exchange.members.access import coordinator_required
from exchange.placements.states import MoveRefused

from ..forms import MatchForm
from ..models import Match, Proposal
from ..rounds import rounds

LATEST = 12


@coordinator_required
@require_http_methods(["GET", "POST"])
def proposals(request):
    """The latest proposals, and the button for a new one."""
    if request.method == "POST":
        return redirect("matching:proposal", Proposal.ask(by=request.user).pk)
    latest = Proposal.objects.with_counts()[:LATEST]
    return render(request, "matching/proposals.html", {"latest": latest})


@coordinator_required
@require_http_methods(["GET", "POST"])
def proposal(request, pk):
    """One proposal: each match with its reasons, the swaps and rings among them; the ticked ones are sent."""
    found = get_object_or_404(Proposal.objects.with_counts(), pk=pk)
    if request.htmx:  # the page that waits asks whether it is done
        return HttpResponse(status=204, headers={} if found.is_waiting else {"HX-Refresh": "true"})
    matches = list(found.matches.with_rows())
    if request.method == "POST":
        send(request, [match for match in matches if str(match.pk) in request.POST.getlist("match")])
        return redirect("matching:proposal", pk)
    context = {"proposal": found, "matches": matches, "rounds": rounds(matches)}
    return render(request, "matching/proposal.html", context)


def send(request, matches):
    """Send these, each by itself; what can't be sent is said with its reason, and stays as it is."""
    sent = 0
    for match in matches:
        try:
            match.send()
        except MoveRefused as refused:
            values = {"who": match.who, "host": match.offer.organisation, "why": refused.sentence}
            messages.warning(request, _("%(who)s → %(host)s was not sent. %(why)s") % values)
        else:
            sent += 1
    if sent:
        text = ngettext("%(number)s match is on its way.", "%(number)s matches are on their way.", sent)
        messages.success(request, text % {"number": sent})
    elif not matches:
        messages.warning(request, _("Tick at least one match."))


@coordinator_required
@require_http_methods(["GET", "POST"])
def match_edit(request, pk):
    """Another place or month for a wish, and a sentence of Maya's own."""
    match = get_object_or_404(Match.objects.with_rows(), pk=pk)
    form = MatchForm(request.POST or None, match=match)
    if request.method == "POST" and form.is_valid():
        if match.change(**form.cleaned_data):
            messages.success(request, _("Kept."))
        else:
            messages.error(request, _("This match has been sent. It can’t be changed any more."))
        return redirect("matching:proposal", match.proposal_id)
    return render(request, "matching/match_edit.html", {"match": match, "form": form})
