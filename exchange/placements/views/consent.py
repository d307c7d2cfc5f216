"""The employer's answer: by a personal link without an account, or signed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from exchange.members.access import speak
from exchange.notifications.models import Link, LinkUsed

from ..forms.asking import ConsentForm, NoConsentForm
from ..models import Placement
from ..states import Guest, MoveRefused, Party
from .asking import found


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def consent_link(request, token):
    """The request behind a personal link. Opening it shows; only the button acts, since mail scanners open links."""
    link = Link.find("consent", token)
    if not link:
        return render(request, "placements/asking/consent_closed.html", status=410)
    placement = get_object_or_404(Placement, pk=link.about.removeprefix("placement:"))
    speak(request, link.member.language if link.member else placement.sender.mail_language())
    said = _answered(request, placement, lambda name, function: Guest(Party.APPROVER, name, function), link)
    if said in {"yes", "no"}:
        return render(request, "placements/asking/consent_done.html", {"placement": placement, "agreed": said == "yes"})
    name = _behind(link, placement)
    return render(
        request, "placements/asking/consent.html", {"placement": placement, "by_link": True, **_forms(request, name)}
    )


@require_http_methods(["GET", "POST"])
def consent(request, number):
    """The same for an approver who is signed in."""
    placement = found(request, number, "consent")
    if not placement.moves(request.user) & {"consent", "consent_first"}:
        messages.info(request, _("There is nothing to answer here any more."))
        return redirect("placements:detail", number)
    if _answered(request, placement, lambda name, function: request.user) in {"yes", "no"}:
        messages.success(request, _("Thank you. The others know."))
        return redirect("placements:detail", number)
    names = _forms(request, request.user.name, request.user.function_text)
    return render(request, "placements/asking/consent.html", {"placement": placement, **names})


def _forms(request, name, function=""):
    yes = ConsentForm(request.POST if "agree" in request.POST else None, initial={"name": name, "function": function})
    return {"yes": yes, "no": NoConsentForm(request.POST if "disagree" in request.POST else None, prefix="no")}


def _answered(request, placement, approver, link=None):
    """Act on the button that was pressed: "yes" or "no"; None where nothing was, or a field is missing."""
    forms = _forms(request, "")
    pressed = "agree" if "agree" in request.POST else "disagree" if "disagree" in request.POST else None
    form = {"agree": forms["yes"], "disagree": forms["no"]}.get(pressed)
    if not form or not form.is_valid():
        return None
    try:
        with transaction.atomic():
            _act(placement, pressed, form.cleaned_data, approver, link)
    except (MoveRefused, LinkUsed) as refused:
        decided = _("This has already been decided. Here is how it stands now.")
        messages.error(request, getattr(refused, "sentence", decided))
        return None
    return "yes" if pressed == "agree" else "no"


def _behind(link, placement):
    """The name of whom the link was sent to, where it is known."""
    if link.member:
        return link.member.name
    return placement.sender.approver_name if link.address.lower() == placement.sender.approver_mail.lower() else ""


def _act(placement, pressed, values, approver, link):
    if link:
        link.use()
    if pressed == "agree":
        by = approver(values["name"], values["function"])
        placement.consent(by=by, name=values["name"], function=values["function"])
    else:
        name = _behind(link, placement) if link else ""
        placement.refuse_consent(by=approver(name, ""), note=values["note"])
