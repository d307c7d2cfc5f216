"""An organisation's own page and what its leading people change there."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from exchange.programmes.models import Programme

from ..access import fresh_required
from ..forms import ApplicationForm, ConsentForm, OrganisationForm
from ..models import CommitmentText, Organisation
from ..states import MoveRefused


def organisation(request, pk=None):
    """My organisation; who belongs to several chooses first, who belongs to none is told how to join."""
    own = Organisation.objects.of(request.user)
    if pk is None and own.count() != 1:
        return render(request, "members/organisations.html", {"organisations": own.select_related("sector")})
    found = get_object_or_404(own.select_related("sector", "structure"), **({"pk": pk} if pk else {}))
    leads = request.user.may_answer_for(found)
    context = {
        "organisation": found,
        "leads": leads,
        "missing": found.has_needed_for_publishing(),
        "membership": request.user.memberships.current().get(organisation=found),
        "commitment": found.commitments.last(),
        "promise": CommitmentText.latest_version() if found.can("commit", request.user) else None,
        "months": Programme.current().commitment_months,
        "wants_deputy": leads and bool(found.hosted + found.sent) and found.deputy() is None,
    }
    return render(request, "members/organisation.html", context)


def organisation_edit(request, pk):
    found = get_object_or_404(request.user.leads(), pk=pk)
    form = OrganisationForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("members:organisation_one", pk)
    return render(request, "members/organisation_edit.html", {"form": form, "organisation": found})


@require_POST
def commit(request, pk):
    """An invited organisation accepts the commitment, on its own page."""
    found = get_object_or_404(request.user.leads(), pk=pk)
    if not request.POST.get("accept"):
        messages.warning(request, _("Please tick that you accept the commitment."))
        return redirect("members:organisation_one", pk)
    try:
        found.commit(by=request.user, text=CommitmentText.latest_version(), language=get_language())
    except MoveRefused as refusal:
        messages.warning(request, refusal.sentence)
    else:
        messages.success(request, _("Sent. Maya looks at it within two working days."))
    return redirect("members:organisation_one", pk)


def application(request, pk):
    """Correcting the application after Maya asked for it."""
    found = get_object_or_404(request.user.leads().to_correct(), pk=pk)
    form = ApplicationForm(request.POST or None, initial=ApplicationForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            form.write_to(found)
            found.correct(by=request.user)
        except MoveRefused as refusal:
            messages.warning(request, refusal.sentence)
        else:
            messages.success(request, _("Sent. Maya looks at it again."))
        return redirect("members:organisation_one", pk)
    return render(request, "members/application.html", {"form": form, "organisation": found})


@fresh_required
def consent(request, pk):
    """How the employer consents, and who does it without an account."""
    found = get_object_or_404(request.user.leads(), pk=pk)
    before, form = found.approver_mail, ConsentForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            if before and before.lower() != found.approver_mail.lower():
                found.close_consent_links(before)
        messages.success(request, _("Saved. It holds for requests from now on."))
        return redirect("members:organisation_one", pk)
    return render(request, "members/consent.html", {"form": form, "organisation": found})


@require_POST
def join_code(request, pk):
    """Make a new code to hand out, or end the present one."""
    found = get_object_or_404(request.user.leads(), pk=pk)
    if request.POST.get("action") == "drop":
        found.drop_join_code(by=request.user)
        messages.success(request, _("The code opens nothing any more."))
    else:
        found.make_join_code(by=request.user)
        messages.success(request, _("Here is a new code. The earlier one opens nothing any more."))
    return redirect("members:people", pk)


@fresh_required
def organisation_leave(request, pk):
    """The whole organisation leaves the exchange."""
    found = get_object_or_404(request.user.leads(), pk=pk)
    if not found.can("leave", request.user):
        return redirect("members:organisation_one", pk)
    if request.method == "POST":
        try:
            found.leave(by=request.user)
        except MoveRefused as refusal:
            messages.warning(request, refusal.sentence)
        return redirect("members:organisation_one", pk)
    return render(request, "members/organisation_leave.html", {"organisation": found})
