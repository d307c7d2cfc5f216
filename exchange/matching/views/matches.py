"""What Maya proposed, for who is asked: worker or who acts for one, host, employer with or without an account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from exchange.members.access import speak
from exchange.notifications.models import Link, LinkUsed
from exchange.placements.forms.asking import ConsentForm
from exchange.placements.states import Guest, MoveRefused, Party, State

from ..forms import AcceptForm
from ..models import Match


@require_http_methods(["GET", "POST"])
def match(request, pk):
    """Say yes, put it away, or leave it."""
    found = get_object_or_404(Match.objects.of(request.user).with_rows(), pk=pk)
    waits = found.waits_for(request.user)
    form = AcceptForm(request.POST or None, match=found, member=request.user) if Party.WORKER in waits else None
    if "away" in request.POST:
        return put_away(request, found)
    if request.method == "POST" and (form is None or form.is_valid()):
        return accepted(request, found, form.cleaned_data if form else {})
    part = min(waits or found.parties_of(request.user), key=list(Party).index)
    still_waits = found.is_waiting() and not found.is_away_for(request.user)
    context = {"match": found, "part": part, "waits": waits, "form": form, "still_waits": still_waits}
    return render(request, "matching/match.html", context)


def put_away(request, match):
    """Not this one; where all said yes meanwhile, the immersion has its own way out."""
    if match.put_away(by=request.user):
        messages.success(request, _("Thank you. Nobody is told."))
        return redirect("home")
    match.refresh_from_db()
    messages.warning(request, made(match.placement))
    return redirect("matching:match", match.pk)


def made(placement):
    """What all the yeses led to, in a sentence."""
    if placement.state == State.CONFIRMED:
        return _("All have said yes. The immersion is made.")
    return _("All have said yes. Something changed meanwhile, so it is a request now and waits for an answer.")


def accepted(request, match, values):
    """Say yes; where all have, on to the immersion."""
    try:
        match.accept(by=request.user, **values)
    except MoveRefused as refused:
        messages.error(request, refused.sentence)
        return redirect("matching:match", match.pk)
    if match.placement:
        messages.success(request, made(match.placement))
        return redirect("placements:detail", match.placement.number)
    messages.success(request, _("Thank you. You hear from us as soon as the others have said yes too."))
    return redirect("matching:match", match.pk)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def match_employer(request, token):
    """The employer's page behind a personal link. Opening it shows; only the button acts."""
    link = Link.find("match", token)
    rows = Match.objects.waiting().filter(employer_away=False).with_rows()
    found = rows.filter(pk=link.about.partition(":")[2]).first() if link else None
    if not found:
        return render(request, "placements/asking/consent_closed.html", status=410)
    sender = found.wish.organisation
    speak(request, link.member.language if link.member else sender.mail_language())
    name = link.member.name if link.member else sender.approver_name
    form = ConsentForm(request.POST if "accept" in request.POST else None, initial={"name": name})
    if "away" in request.POST:
        found.put_away(by=Guest(Party.APPROVER))
        return render(request, "matching/match_done.html", {"match": found})
    if form.is_bound and form.is_valid() and employed(request, found, link, form.cleaned_data):
        return render(request, "matching/match_done.html", {"match": found, "agreed": True})
    return render(request, "matching/match_employer.html", {"match": found, "form": form})


def employed(request, match, link, values):
    """The employer's yes uses the link up; False where it comes too late."""
    try:
        with transaction.atomic():
            link.use()
            match.accept(by=Guest(Party.APPROVER, values["name"], values["function"]))
    except (MoveRefused, LinkUsed) as refused:
        messages.error(request, getattr(refused, "sentence", _("This has already been decided.")))
        return False
    return True
