"""Doors of pages: what a view asks before it opens."""

from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation

from .fresh import is_fresh


def coordinator_required(view):
    """For Maya's staff; to everybody else the page does not exist."""

    @wraps(view)
    def check(request, *args, **kwargs):
        if not (request.user.is_authenticated and request.user.is_coordinator):
            raise Http404
        return view(request, *args, **kwargs)

    return check


def fresh_required(view):
    """For who proved within 300 seconds who they are; others prove it first and come back."""

    @wraps(view)
    def check(request, *args, **kwargs):
        if not request.user.is_authenticated or is_fresh(request):
            return view(request, *args, **kwargs)
        return HttpResponseRedirect(f"{reverse('account_fresh')}?{urlencode({'next': request.get_full_path()})}")

    return check


def speak(request, language):
    """Answer a personal link in its reader's language, unless this browser or person has chosen one."""
    if not request.user.is_authenticated and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(language)
        request.LANGUAGE_CODE = language
