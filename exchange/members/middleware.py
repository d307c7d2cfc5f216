"""What every request meets: where it comes from, the database, the reader's language, Maya's second step, the cache."""

import ipaddress
import logging

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from . import fresh

logger = logging.getLogger(__name__)


class RealAddress:
    """Behind a proxy every request seems to come from the proxy: signatures and limits need the person's address.

    Each proxy adds to X-Forwarded-For whom it got the request from. What stands before the entry of the outermost of
    our PROXIES was written by the caller, and is not believed.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if address := self.told(request.headers.get("X-Forwarded-For", "").split(",")):
            request.META["REMOTE_ADDR"] = address
        return self.get_response(request)

    def told(self, entries):
        """What the outermost proxy says; empty where it says nothing that is an address."""
        if not 0 < settings.PROXIES <= len(entries):
            return ""
        try:
            return str(ipaddress.ip_address(entries[-settings.PROXIES].strip()))
        except ValueError:
            return ""


class DatabaseAway:
    """Without its database the platform says so kindly, on a page that needs none."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            connection.cursor().close()
        except (OperationalError, InterfaceError):
            return self.sorry()
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, (OperationalError, InterfaceError)):
            return None
        logger.error("The database did not answer as it should", exc_info=exception)
        return self.sorry()

    def sorry(self):
        page = render_to_string("503.html", {"names": settings.PRODUCT_NAMES, "phone": settings.MAYA_PHONE})
        return HttpResponse(page, status=503, headers={"Retry-After": "60", "Cache-Control": "no-store"})


class OwnLanguage:
    """A member reads in the own language, whatever the browser; strangers by cookie, else by browser (Django)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
        return self.get_response(request)


class TwoSteps:
    """Maya's staff sees nothing before a second step (authenticator app or passkey) is set up.

    Once it is, allauth asks for it at every sign-in. In the demo world the click on a person counts as both steps.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        user, name = request.user, request.resolver_match.view_name
        if not (user.is_authenticated and user.is_coordinator) or self.is_open(name):
            return None
        if fresh.has_second_step(user) or (settings.DEMO and fresh.is_marked(request, "demo")):
            return None
        return redirect(reverse("mfa_index"))

    def is_open(self, name):
        public = {"language", "healthz", "privacy", "accessibility"}
        return name in public or name.startswith(("account_", "mfa_", "usersessions_"))


class NoStore:
    """No browser or proxy keeps what was shown to somebody who is signed in, or by a personal link."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        match = getattr(request, "resolver_match", None)
        if request.user.is_authenticated or (match and "token" in match.kwargs):
            response["Cache-Control"] = "private, no-store"
        return response
