"""Proving again who one is, the QR code of an authenticator app, and entering by a personal link."""

from io import BytesIO

import segno
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import get_totp_secret
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from .. import fresh as freshness
from .. import limits, mails
from ..forms import CodeForm


def fresh(request):
    """The page before an important step: a code by mail, or the second step where one is set up."""
    after = page_after(request)
    if freshness.is_fresh(request):
        return redirect(after)
    has_second = freshness.has_second_step(request.user)
    by_mail = not (has_second and request.user.is_coordinator)
    form = CodeForm(request.POST if "code" in request.POST else None)
    if request.method == "POST" and by_mail:
        if request.POST.get("action") == "send":
            send_code(request, form)
        elif form.is_valid() and freshness.check_code(request, form.cleaned_data["code"]):
            freshness.mark(request, "code")
            return redirect(after)
        elif form.is_valid():
            form.add_error("code", _("This code is not right. Please look at the newest mail."))
    context = {"form": form, "after": after, "by_mail": by_mail, "has_second": has_second}
    return render(request, "account/fresh.html", context | {"is_sent": freshness.STATE in request.session})


def send_code(request, form):
    if limits.allowed(request, "fresh", key=str(request.user.pk)):
        mails.code("fresh", request.user, freshness.new_code(request))


def page_after(request):
    after = request.POST.get("next") or request.GET.get("next", "")
    return after if url_has_allowed_host_and_scheme(after, allowed_hosts=None) else reverse("home")


@require_GET
def qr(request):
    """The QR code that an authenticator app reads, as a picture: the CSP allows no picture inside the page's text."""
    address = get_adapter().build_totp_url(request.user, get_totp_secret())
    buffer = BytesIO()
    segno.make(address, error="m").save(buffer, kind="svg", scale=5, border=3, light="#fff", dark="#1D2433")
    return HttpResponse(buffer.getvalue(), content_type="image/svg+xml")


def enter(request, member, after):
    """Sign in whoever opened a link sent to their own address; a second step, where set up, is asked as always."""
    if request.user.is_authenticated:
        return redirect(after)
    return perform_login(request, Login(user=member, email=member.email, redirect_url=after))
