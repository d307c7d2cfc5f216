"""Asking Maya to call back, from the foot of every page."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .. import limits
from ..forms import CallBackForm
from ..models import CallBack


@require_http_methods(["GET", "POST"])
def call_back(request):
    """One small form; who asked already sees what waits, and may correct it."""
    waiting = CallBack.objects.waiting().filter(member=request.user).first()
    form = CallBackForm(
        request.POST or None, instance=waiting, initial={} if waiting else {"phone": request.user.phone}
    )
    if request.method == "POST" and form.is_valid():
        if not limits.allowed(request, "call_back", str(request.user.pk)):
            return render(request, "429.html", status=429)
        CallBack.ask(request.user, **form.cleaned_data)
        messages.success(request, _("Maya knows. She calls you on a working day."))
        return redirect("members:call_back")
    return render(request, "members/call_back.html", {"form": form, "waiting": waiting})
