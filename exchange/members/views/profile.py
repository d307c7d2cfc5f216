"""One's own profile, and all that is kept about oneself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .. import fresh, own_data
from ..access import fresh_required
from ..forms import ProfileForm, TravelForm


def profile(request):
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        member = form.save()
        with translation.override(member.language):
            messages.success(request, _("Saved."))
        return redirect("members:profile")
    memberships = request.user.memberships.current().select_related("organisation")
    has_second = fresh.has_second_step(request.user)
    return render(request, "members/profile.html", {"form": form, "memberships": memberships, "has_second": has_second})


def travel(request):
    """Where this person sets out and how; nobody else sees it."""
    form = TravelForm(request.POST or None, member=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved. The travel times follow."))
        return redirect("members:travel")
    return render(request, "members/travel.html", {"form": form})


@require_http_methods(["GET", "POST"])
@fresh_required
def my_data(request):
    """What is kept about this person and how long; the button hands it out as a file."""
    if request.method == "POST":
        name = own_data.filename(_("My data"), "zip")
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(own_data.archive(request.user), content_type="application/zip", headers=headers)
    return render(request, "members/my_data.html", {"parts": own_data.parts(request.user)})
