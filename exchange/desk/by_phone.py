"""The page on which Maya writes down what was settled by phone."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from exchange.members.access import coordinator_required
from exchange.placements.forms.days import rows_for
from exchange.placements.states import MoveRefused
from exchange.questionnaires.models import SheetClosed

from . import phone, work
from .forms_phone import PhoneForm
from .views import found


@coordinator_required
@require_http_methods(["GET", "POST"])
def by_phone(request, number, task):
    """Write down what was settled by phone; no mail leaves."""
    placement = found(number)
    waiting = next(iter(work.waiting(placement).get(task, [])), None)
    if not waiting or not phone.can_settle(placement, waiting):
        messages.warning(request, _("This has already been decided. Here is how it stands now."))
        return redirect("desk:placement", number)
    sent = request.POST if request.method == "POST" else None
    form = PhoneForm(sent, placement=placement, task=waiting)
    rows = rows_for(placement, sent) if task in phone.DAYS else None
    if sent is not None and "more" not in sent and settled(request, placement, waiting, form, rows):
        return redirect("desk:placement", number)
    context = {"placement": placement, "label": work.label(task), "form": form, "rows": rows}
    return render(request, "desk/by_phone.html", context)


def settled(request, placement, task, form, rows):
    """Whether all is valid and the verb did it; a refusal becomes an error of the form."""
    if not form.is_valid() or (rows is not None and not rows.is_valid()):
        return False
    values = form.cleaned_data | {"days": rows.days if rows else ()}
    if values["outcome"] == "corrected":
        values["minutes"] = form.minutes()
    try:
        phone.settle(placement, task, values, by=request.user)
    except MoveRefused as refusal:
        form.add_error(None, refusal.sentence)
    except SheetClosed:
        form.add_error(None, _("This has already been decided. Here is how it stands now."))
    else:
        messages.success(request, _("Written down. No mail has left."))
    return form.is_valid()
