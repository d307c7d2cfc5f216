"""Maya's page about one person who asked to be called."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from exchange.members.access import coordinator_required
from exchange.members.models import CallBack


@coordinator_required
@require_http_methods(["GET", "POST"])
def call(request, pk):
    """Whom to call and what about; "done" takes it from the desk."""
    found = get_object_or_404(CallBack.objects.select_related("member", "settled_by"), pk=pk)
    if request.method == "POST":
        if found.settle(by=request.user):
            messages.success(request, _("Done. It is off your desk."))
        else:
            messages.info(request, _("This was done already."))
        return redirect("desk:home")
    organisations = found.member.organisations().select_related("sector")
    return render(request, "desk/call.html", {"call": found, "organisations": organisations})
