"""After the last day: the host confirms the hours and issues the certificate, in one tap where all went as planned."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from exchange.placements import details
from exchange.placements.states import MoveRefused, Party, State

from ..forms import AttendanceForm
from ..models import Certificate
from ..models.certificate import can_be_certified
from ..reading import actor
from .agreement import found
from .kept import fresh_keeping


@require_http_methods(["GET", "POST"])
@fresh_keeping
def attendance(request, number):
    """The hours as they are known; one button issues the certificate for them, others are written beside it.

    While no certificate is valid, the hours may still be corrected.
    """
    placement = found(request, number)
    if not Certificate.can_be_issued_by(request.user, placement):
        raise PermissionDenied
    by = actor(placement, request.user, Party.HOST)
    if not placement.moves(by) & {"attend", "confirm_hours"}:
        messages.info(request, _("There are no hours to confirm now. Here is how it stands."))
        return redirect("placements:detail", number)
    sent = request.POST or request.kept
    form = AttendanceForm(sent if "corrected" in sent else None, placement=placement)
    pressed = {"planned", "corrected", "issue"} & set(request.POST)
    if pressed and (not form.is_bound or form.is_valid()):
        if form.is_bound and placement.state == State.READY and not any(form.minutes().values()):
            return redirect("placements:absent", number)
        if _issued(request, placement, form if form.is_bound else None):
            return redirect("agreements:certificate" if can_be_seen(placement) else "placements:detail", number)
    context = {"placement": placement, "form": form, "waits": placement.waits_for_hours}
    context |= {"can_issue": can_be_certified(placement), "can_be_absent": placement.can("mark_absent", request.user)}
    return render(request, "agreements/attendance.html", context | {"trail": details.trail(placement, _("Hours"))})


def can_be_seen(placement):
    return placement.certificates.valid().exists()


def _issued(request, placement, form):
    """Confirm the hours where they wait or others were written, and issue the certificate, both or neither."""
    minutes, goals = (form.minutes(), form.goals_treated()) if form else (None, None)
    issued = None
    try:
        with transaction.atomic():
            if placement.waits_for_hours or form:
                placement.say_hours(by=actor(placement, request.user, Party.HOST), minutes=minutes)
            if can_be_certified(placement):
                issued = Certificate.issue(placement, by=request.user, goals=goals)
    except MoveRefused as refused:
        placement.refresh_from_db()  # and the days as they stand
        form.add_error(None, refused.sentence) if form else messages.error(request, refused.sentence)
        return False
    messages.success(request, _thanks(placement, issued))
    return True


def _thanks(placement, issued):
    if issued:
        return _("Thank you. The certificate is issued and the visitor is told.")
    if placement.waits_for_late_word:
        return _("Thank you. The agreement was signed late, so Maya decides about the certificate. You will be told.")
    return _("Thank you. The hours are confirmed.")
