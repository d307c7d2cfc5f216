"""Saying that an offer is still true: on one's own pages, and by the personal link of a mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exchange.members.access import speak
from exchange.notifications.models import Link

from .forms import OfferForm
from .host_views import own
from .models import Offer
from .publishing import NotReady, OfferMoved


@require_POST
def offer_true(request, pk):
    """The host says on its own pages that an offer is still true."""
    offer = own(request, pk)
    try:
        offer.confirm(request.user)
    except NotReady as refusal:
        context = {"form": OfferForm(instance=offer), "offer": offer, "missing": refusal.missing, "asks": True}
        return render(request, "catalogue/offer_edit.html", context)
    except OfferMoved:
        messages.info(request, _("This offer has changed in the meantime. Please look again."))
    else:
        messages.success(request, _("Thank you. Members find it for another year."))
    return redirect("catalogue:own_offers")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def true_link(request, token):
    """Opening shows the offer and the question, since mail scanners open links; the button answers."""
    link = Link.find("offer_true", token)
    offer = asked_about(link)
    if not offer:
        return render(request, "catalogue/true_closed.html", status=410)
    speak(request, link.member.language if link.member else offer.organisation.mail_language())
    context = {"offer": offer, "may_write": link.member and link.member.may_answer_for(offer.organisation)}
    if request.method == "POST":
        try:
            offer.confirm(link.member)
            context["is_done"] = True
        except NotReady as refusal:
            context["missing"] = refusal.missing
        except (OfferMoved, PermissionDenied):
            return render(request, "catalogue/true_closed.html", status=410)
    return render(request, "catalogue/true.html", context)


def asked_about(link):
    """The offer of a link that still opens something, for a person who still may say something about it."""
    rows = Offer.objects.for_cards()
    offer = rows.filter(pk=link.about.partition(":")[2]).first() if link else None
    return offer if offer and offer.asks_whether_true and offer.may_confirm(link.member) else None
