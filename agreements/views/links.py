"""Signing by personal link, for who has no account; opening a link shows, only the button acts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from exchange.members.access import speak
from exchange.notifications.models import Link, LinkUsed
from exchange.placements.states import Guest, MoveRefused, Party

from .. import mails
from ..forms import SignByLinkForm
from ..limits import allowed
from ..models import Agreement, Document, SigningCode
from ..reading import Reading
from .paper import as_file


def behind(link):
    """The agreement this link lets sign; None where somebody else signs by now, or nothing is left to sign."""
    agreement = link and Agreement.objects.filter(placement__pk=link.about.removeprefix("placement:")).first()
    if not agreement or agreement.signer_mail.lower() != link.address.lower():
        return None
    waits = agreement.can_be_signed() and Party.HOST in agreement.missing()
    return agreement if waits else None


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def sign_link(request, token):
    """The whole text and the box to sign it; the code goes to the address the link was sent to."""
    link = Link.find("sign", token)
    agreement = behind(link)
    if not agreement:
        return render(request, "agreements/link_closed.html", status=410)
    speak(request, agreement.language)
    reading = Reading(agreement, language=request.GET.get("text", ""), party=Party.HOST)
    if "send" in request.POST:
        _send_code(request, agreement, link)
        return redirect(f"{request.path}?sent=1#sign")
    form = _form(request, reading)
    if form.is_bound and form.is_valid() and _sign(request, reading, link, form):
        return render(request, "agreements/link_done.html", {"agreement": agreement, "placement": agreement.placement})
    context = {"reading": reading, "agreement": agreement, "placement": agreement.placement, "by_link": True}
    return render(
        request, "agreements/sign_link.html", context | {"form": form, "sent": "sent" in request.GET, "link": link}
    )


def _form(request, reading):
    bound = request.POST if "name" in request.POST else None
    first = {"read": reading.read}
    return SignByLinkForm(bound, signer=reading.signed_name, sentence=reading.sentence, initial=first)


def _send_code(request, agreement, link):
    if allowed(request, "code", key=link.pk):
        with transaction.atomic():
            mails.code(agreement, link, SigningCode.issue(link))
    else:
        messages.error(request, _("Several codes were sent already. Please wait an hour, or call Maya."))


def _sign(request, reading, link, form):
    values = form.cleaned_data
    if not SigningCode.is_right(link, values["code"]):
        form.add_error("code", _("This code is not right, or too old. Please look at the newest mail."))
        return False
    columns = {"name": values["name"], "capacity": reading.capacity, "accepted": reading.sentence}
    columns |= {"address": request.META.get("REMOTE_ADDR"), "by_link": True, "mail": link.address}
    try:
        with transaction.atomic():
            link.use()
            guest = Guest(Party.HOST, values["name"], reading.capacity)
            reading.agreement.sign(party=Party.HOST, by=guest, read=values["read"], **columns)
    except (MoveRefused, LinkUsed) as refused:
        form.add_error(None, getattr(refused, "sentence", _("This has already been signed.")))
        return False
    return True


@login_not_required
@never_cache
@require_safe
def agreement_copy(request, token):
    """The signed paper, for who signed by link; the link lives two months."""
    link = Link.find("agreement_copy", token)
    if not link:
        return render(request, "agreements/link_closed.html", status=410)
    document = get_object_or_404(Document, wording=link.about.removeprefix("wording:"))
    return as_file(document.content, document.filename)
