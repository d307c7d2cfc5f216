"""A fresh sign-in on the way, without losing what was typed."""

from functools import wraps
from urllib.parse import urlencode

from django.http import HttpResponseRedirect, QueryDict
from django.urls import reverse

from exchange.members.fresh import is_fresh


def fresh_keeping(view):
    """For who proved within 300 seconds who they are. Others prove it and come back to the form as they sent it.

    `request.kept` holds what was sent before the detour, to be shown again; nothing is done with it until it is sent
    once more.
    """

    @wraps(view)
    def check(request, *args, **kwargs):
        key = f"kept:{request.path}"
        if is_fresh(request):
            request.kept = QueryDict(request.session.pop(key, ""))
            return view(request, *args, **kwargs)
        if request.method == "POST":
            request.session[key] = request.POST.urlencode()
        return HttpResponseRedirect(f"{reverse('account_fresh')}?{urlencode({'next': request.path})}")

    return check
