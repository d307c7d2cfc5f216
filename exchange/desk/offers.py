"""Maya hides an offer that is not right, and tells its host why."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalogue.models import Offer
from catalogue.publishing import OfferMoved
from exchange.members.access import coordinator_required

from .forms import ReasonForm


@coordinator_required
@require_http_methods(["GET", "POST"])
def hide(request, pk):
    offer = get_object_or_404(Offer.objects.select_related("organisation"), pk=pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if not offer.can("hide", request.user):
        messages.info(request, _("Members do not find this offer now: there is nothing to hide."))
        return redirect("catalogue:offer", pk)
    if form.is_valid():
        try:
            offer.take_off(request.user, form.cleaned_data["words"])
            messages.success(request, _("Hidden. The host reads why in a mail."))
        except OfferMoved:
            messages.info(request, _("This offer has changed in the meantime. Please look again."))
        return redirect("catalogue:offer", pk)
    return render(request, "desk/hide_offer.html", {"offer": offer, "form": form})
