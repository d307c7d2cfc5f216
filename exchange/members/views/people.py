"""The people of an organisation: who belongs, who is invited, who does what, who leaves."""

from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..access import fresh_required
from ..forms import InviteForm, RolesForm, WorkerForm
from ..models import Invitation, Member, Membership, Organisation


def people(request, pk):
    found = get_object_or_404(Organisation.objects.of(request.user), pk=pk)
    memberships = (
        found.memberships.current()
        .select_related("member__function")
        .order_by("-is_reference", "-is_deputy", "member__first_name", "member__last_name")
    )
    leads = request.user.may_answer_for(found)
    invitations = found.invitations.open().exclude(invited_by=None) if leads else []
    context = {"organisation": found, "memberships": memberships, "invitations": invitations, "leads": leads}
    return render(request, "members/people.html", context | {"resend_before": Invitation.resend_before()})


@fresh_required
def invite(request, pk):
    found = get_object_or_404(request.user.leads(), pk=pk)
    form = InviteForm(request.POST or None, organisation=found, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        sent = Invitation.invite(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": sent.email})
        return redirect("members:people", pk)
    return render(request, "members/invite.html", {"form": form, "organisation": found})


@require_POST
def invitation_resend(request, pk):
    """The same button for who leads the organisation, and for Maya, each on the own page."""
    rows = Invitation.objects.filter(accepted_at=None)
    is_maya = request.user.is_coordinator
    sent = get_object_or_404(rows if is_maya else rows.filter(organisation__in=request.user.leads()), pk=pk)
    if sent.resend():
        messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": sent.email})
    else:
        messages.warning(request, _("It was sent less than 24 hours ago. Please try again later."))
    return redirect("desk:organisation" if is_maya else "members:people", sent.organisation_id)


@require_POST
def invitation_withdraw(request, pk):
    sent = get_object_or_404(Invitation.objects.open(), pk=pk, organisation__in=request.user.leads())
    sent.withdraw()
    messages.success(request, _("The invitation is taken back. Its link opens nothing any more."))
    return redirect("members:people", sent.organisation_id)


def member_add(request, pk):
    """Write down a colleague without an e-mail address; the reference person acts for them."""
    found = get_object_or_404(request.user.leads(), pk=pk)
    form = WorkerForm(request.POST or None, instance=Member(has_mail=False, language=get_language()))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.instance.email = Member.objects.nowhere()
            person = form.save()
            found.memberships.create(member=person, status=form.cleaned_data["status"])
        messages.success(request, _("%(name)s is on your list.") % {"name": person.name})
        return redirect("members:people", pk)
    return render(request, "members/member.html", {"form": form, "organisation": found})


def member_edit(request, pk):
    """What the reference person keeps for a colleague without mail; everybody else keeps an own profile."""
    row = get_object_or_404(leading_rows(request).filter(member__has_mail=False), pk=pk)
    form = WorkerForm(request.POST or None, instance=row.member, initial={"status": row.status})
    if request.method == "POST" and form.is_valid():
        form.save()
        row.change(by=request.user, status=form.cleaned_data["status"])
        messages.success(request, _("Saved."))
        return redirect("members:people", row.organisation_id)
    return render(request, "members/member.html", {"form": form, "organisation": row.organisation, "membership": row})


@fresh_required
def roles(request, pk):
    row = get_object_or_404(leading_rows(request), pk=pk)
    form = RolesForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        row.change(by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("members:people", row.organisation_id)
    return render(request, "members/roles.html", {"form": form, "membership": row, "organisation": row.organisation})


def leave(request, pk):
    """Leave an organisation oneself, or end a colleague's membership."""
    row = get_object_or_404(Membership.objects.current().select_related("member", "organisation"), pk=pk)
    if not row.can_be_ended_by(request.user):
        raise Http404
    is_own = row.member_id == request.user.pk
    if request.method != "POST":
        return render(request, "members/leave.html", {"membership": row, "is_own": is_own})
    row.end(by=request.user)
    if not is_own:
        messages.success(request, _("%(name)s no longer belongs to your organisation.") % {"name": row.member.name})
        return redirect("members:people", row.organisation_id)
    logout(request)
    messages.success(request, _("You have left %(name)s. You are signed out.") % {"name": row.organisation})
    return redirect("front")


def leading_rows(request):
    """The current memberships of the organisations this person leads."""
    rows = Membership.objects.current().filter(organisation__in=request.user.leads())
    return rows.select_related("member", "organisation")
