"""The public doors: applying as an organisation, joining by code, accepting an invitation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from exchange.notifications.models import Link, LinkUsed

from .. import limits
from ..access import speak
from ..forms import AcceptForm, ApplyForm, JoinForm
from ..models import CommitmentText, Invitation, Member, Organisation
from ..states import MoveRefused
from .signin import enter


@login_not_required
def apply(request):
    member = request.user if request.user.is_authenticated else None
    text = CommitmentText.latest_version()
    form = ApplyForm(request.POST or None, text=text, member=member)
    if request.method == "POST" and form.is_valid():
        if limits.allowed(request, "apply", key=member.email if member else form.cleaned_data["email"]):
            organisation = Organisation.apply(language=get_language(), **form.application())
            if member:
                return redirect("members:organisation_one", organisation.pk)
        request.session["applied"] = form.cleaned_data.get("email", "")
        return redirect("members:applied")
    return render(request, "members/apply.html", {"form": form, "text": text})


@login_not_required
def applied(request):
    """The same page for every address: whether it is known is told by mail alone."""
    return render(request, "members/sent.html", {"email": request.session.get("applied", ""), "is_application": True})


@login_not_required
def application_confirm(request, token):
    """The link shows what is being confirmed; the button confirms it and opens the organisation's page."""
    link = Link.find("application", token)
    if link is None:
        return render(request, "members/link_gone.html", {"kind": "application"}, status=404)
    organisation = get_object_or_404(Organisation.objects.unconfirmed(), pk=link.about.removeprefix("organisation:"))
    speak(request, link.member.language)
    if request.method == "POST":
        try:
            with transaction.atomic():
                link.use()
                organisation.confirm_mail()
        except (LinkUsed, MoveRefused):
            return render(request, "members/link_gone.html", {"kind": "application"}, status=404)
        return enter(request, link.member, reverse("members:organisation_one", args=[organisation.pk]))
    return render(request, "members/application_confirm.html", {"organisation": organisation, "link": link})


@login_not_required
def join(request):
    member = request.user if request.user.is_authenticated else None
    form = JoinForm(request.POST or None, member=member)
    if request.method == "POST" and form.is_valid():
        email = member.email if member else form.cleaned_data["email"]
        if not limits.allowed(request, "join", key=email):
            form.add_error(None, _("There were too many tries. Please try again in an hour."))
        elif organisation := form.organisation():
            Invitation.invite(organisation, email=email, language=get_language())
            request.session["applied"] = email
            return redirect("members:joined")
        else:
            form.refuse()
    return render(request, "members/join.html", {"form": form})


@login_not_required
def joined(request):
    return render(request, "members/sent.html", {"email": request.session.get("applied", "")})


@login_not_required
def invitation(request, token):
    """The link shows who invites; the button takes the place, once, for the invited address alone."""
    link = Link.find("invitation", token)
    if link is None:
        return render(request, "members/link_gone.html", {"kind": "invitation"}, status=404)
    invitation = get_object_or_404(Invitation.objects.open(), pk=link.about.removeprefix("invitation:"))
    speak(request, invitation.language)
    context = {"invitation": invitation, "organisation": invitation.organisation}
    if request.user.is_authenticated and not invitation.is_for(request.user):
        return render(request, "members/invitation_other.html", context, status=403)
    known = Member.objects.known(invitation.email)
    is_named = known and known.first_name
    form = None if is_named else AcceptForm(request.POST or None, initial={"language": get_language()})
    if request.method == "POST" and (form is None or form.is_valid()):
        return accept(request, invitation, link, form)
    return render(request, "members/invitation.html", {**context, "form": form})


def accept(request, invitation, link, form):
    try:
        member = invitation.accept(link, **(form.cleaned_data if form else {}))
    except LinkUsed:
        return render(request, "members/link_gone.html", {"kind": "invitation"}, status=404)
    messages.success(request, _("Welcome. You now belong to %(name)s.") % {"name": invitation.organisation})
    return enter(request, member, reverse("home"))
