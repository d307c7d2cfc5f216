"""Maya's pages about organisations: the list, one of them, and the answer to an application."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from exchange.members.access import coordinator_required
from exchange.members.models import Invitation, Organisation
from exchange.members.states import MoveRefused, State
from exchange.placements.models import Placement

from . import cancellations, commitments
from .forms import HoldForm, InviteForm, OrganisationSearch, ReasonForm
from .views import others

PER_PAGE = 30
RECENT = 8  # placements shown on the page of an organisation
BELONGS = {State.INVITED, State.ACTIVE, State.PAUSED}
# What Maya may do: verb, button, whether it is mailed with words of hers, under which name the verb takes them.
VERBS = {
    "welcome": (gettext_lazy("Welcome"), None),
    "ask_correction": (gettext_lazy("Ask for a correction"), "note"),
    "decline": (gettext_lazy("Decline"), "reason"),
    "pause": (gettext_lazy("Pause"), "reason"),
    "resume": (gettext_lazy("End the pause"), None),
}


@coordinator_required
def listing(request):
    form = OrganisationSearch(request.GET)
    page = Paginator(form.rows(), PER_PAGE).get_page(request.GET.get("page"))
    for organisation in page:
        organisation.months = organisation.welcomed_at and commitments.months_since(organisation.welcomed_at)
    context = {"form": form, "page": page, "query": others(request)}
    return render(request, "desk/organisations.html", context)


@coordinator_required
def organisation(request, pk):
    organisation = get_object_or_404(Organisation, pk=pk)
    visits = Placement.objects.filter(offer__organisation=organisation) | Placement.objects.filter(sender=organisation)
    context = {
        "organisation": organisation,
        "people": organisation.memberships.current().select_related("member"),
        "commitment": organisation.commitments.select_related("text", "member").last(),
        "verbs": verbs(organisation, request.user),
        "months": organisation.welcomed_at and commitments.months_since(organisation.welcomed_at),
        "late_cancellations": cancellations.late_by(organisation),
        "hold": HoldForm(initial={"until": organisation.hold_until}),
        "invite": invite_form(organisation),
        "invitations": organisation.invitations.open(),
        "resend_before": Invitation.resend_before(),
        "visits": visits.select_related("worker", "sender", "offer__organisation").distinct()[:RECENT],
        "events": organisation.events.select_related("by"),
    }
    return render(request, "desk/organisation.html", context)


def verbs(organisation, member):
    """What Maya may decide; nothing about an application that nobody has confirmed yet."""
    if not organisation.mail_confirmed_at and organisation.state == State.APPLIED:
        return []
    return [(name, label) for name, (label, _words) in VERBS.items() if organisation.can(name, member)]


@coordinator_required
@require_POST
def confirmation(request, pk):
    """Mail the link of an application again to who wrote it."""
    organisation = get_object_or_404(Organisation, pk=pk)
    if organisation.resend_confirmation():
        messages.success(request, _("The mail is on its way."))
    else:
        messages.warning(request, _("It was sent less than 24 hours ago, or is confirmed by now."))
    return redirect("desk:organisation", pk)


@coordinator_required
def decide(request, pk, verb):
    """Take one verb; those that are mailed with words ask for them first."""
    organisation = get_object_or_404(Organisation, pk=pk)
    label, words = VERBS[verb]
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (not words or form.is_valid()):
        values = {words: form.cleaned_data["words"]} if words else {}
        try:
            getattr(organisation, verb)(by=request.user, **values)
        except MoveRefused as refusal:
            messages.warning(request, refusal.sentence)
        else:
            messages.success(request, _("Done. The organisation has a mail."))
        return redirect("desk:organisation", pk)
    context = {"organisation": organisation, "verb": verb, "label": label, "words": words, "form": form}
    return render(request, "desk/decide.html", context)


def invite_form(organisation, data=None):
    """The invitation of a first reference person; None where there is one, or none is wanted."""
    if organisation.state not in BELONGS or organisation.reference_person():
        return None
    return InviteForm(data, initial={"email": organisation.mail, "language": organisation.mail_language()})


@coordinator_required
@require_POST
def invite(request, pk):
    """Ask somebody to answer for an organisation that has no reference person."""
    organisation = get_object_or_404(Organisation, pk=pk)
    form = invite_form(organisation, request.POST)
    if not form:
        messages.warning(request, _("This organisation has a reference person now."))
    elif form.is_valid():
        try:
            sent = Invitation.invite(organisation, by=request.user, is_reference=True, **form.cleaned_data)
        except MoveRefused as refusal:
            messages.warning(request, refusal.sentence)
        else:
            messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": sent.email})
    else:
        messages.error(request, _("This is no e-mail address. Please write one address."))
    return redirect("desk:organisation", pk)


@coordinator_required
@require_POST
def hold(request, pk):
    """Let an organisation rest until a day: no reminder leaves before."""
    organisation, form = get_object_or_404(Organisation, pk=pk), HoldForm(request.POST)
    if form.is_valid():
        organisation.hold(by=request.user, until=form.cleaned_data["until"])
        messages.success(request, _("Kept."))
    else:
        messages.error(request, form.errors["until"][0])
    return redirect("desk:organisation", pk)
