"""What hosts see of wishes, and how Maya weighs the reasons of fit."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from catalogue.models import Offer
from exchange.programmes.models import Programme

from ..best import weights
from ..forms import InviteForm, WeightsForm
from ..models import FitWeight, Wish, WishHit, WishInvitation, read_lists

PAGE = 20


def fitting(member):
    """The hits that tie wishes of others to published places this member leads."""
    places = Offer.objects.published().filter(organisation__in=member.leads().values("pk"))
    return WishHit.objects.filter(holds=True, offer__in=places.values("pk"))


@require_GET
def open_wishes(request):
    """The wishes that a place of ours could meet. The way of a worker is weighed, never shown."""
    if not request.user.leads().exists():
        raise Http404
    hits = fitting(request.user)
    rows = Wish.objects.shown_to(request.user).filter(pk__in=hits.values("wish")).with_people()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    page.object_list = read_lists(page.object_list)
    invited = WishInvitation.objects.filter(offer__organisation__in=request.user.leads(), wish__in=list(page))
    context = {"page": page, "invited": set(invited.values_list("wish", flat=True))}
    return render(request, "matching/open_wishes.html", context)


@require_http_methods(["GET", "POST"])
def invite(request, pk):
    """Invite whoever wished this to one of our places, with one sentence."""
    wish = get_object_or_404(Wish.objects.shown_to(request.user).with_people(), pk=pk)
    offers = Offer.objects.filter(pk__in=fitting(request.user).filter(wish=wish).values("offer")).order_by("pk")
    if not offers:
        raise Http404
    form = InviteForm(request.POST or None, offers=offers)
    if request.method == "POST" and form.is_valid():
        _invitation, is_new = WishInvitation.invite(wish, by=request.user, **form.cleaned_data)
        if is_new:
            messages.success(request, _("The invitation is on its way. There is nothing more to do."))
        else:
            messages.warning(
                request, _("You invited to this place before. The first invitation stays; no new one left.")
            )
        return redirect("matching:open_wishes")
    return render(request, "matching/invite.html", {"wish": wish, "form": form})


@require_http_methods(["GET", "POST"])
def fit_weights(request):
    """For Maya: how much each reason of "best for me" counts."""
    if not request.user.is_coordinator:
        raise Http404
    form = WeightsForm(request.POST or None, weights=weights())
    if request.method == "POST" and form.is_valid():
        FitWeight.decide(Programme.current(), form.cleaned_data)
        messages.success(request, _("Kept. The order changes at once."))
        return redirect("matching:fit_weights")
    return render(request, "matching/weights.html", {"form": form})
