"""Best for me, favourites, and an offer shown to a colleague."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catalogue.finding import Finding
from catalogue.models import Offer
from catalogue.views import for_members

from ..best import Best
from ..forms import ShowForm
from ..models import Favourite, Shown
from ..models.liking import TooMany, colleagues_of

PAGE = 20


@require_GET
@for_members
def best(request):
    """The list of the catalogue, in the order of fit; each card says why."""
    finding = Finding(request.GET, request.user)
    months = finding.filters.chosen.get("month", [])
    context = finding.context(Best(finding.offers, request.user, months, finding.start)) | {"sort": "best"}
    if request.htmx:
        part = "cards" if request.htmx.target == "more" else "results"
        return render(request, f"catalogue/list.html#{part}", context)
    return render(request, "catalogue/list.html", {**context, "hosts": finding.filters.bits.hosts})


@require_GET
@for_members
def favourites(request):
    own = Favourite.objects.visible_to(request.user)
    kept_at = Subquery(own.filter(offer=OuterRef("pk")).values("created_at")[:1])
    rows = Offer.objects.published().filter(pk__in=own.values("offer")).for_cards().annotate(kept_at=kept_at)
    page = Paginator(rows.order_by("-kept_at", "pk"), PAGE).get_page(request.GET.get("page"))
    return render(request, "matching/favourites.html", {"page": page})


@require_POST
def favourite(request, pk):
    """Keep the offer, or let it go; back to where the star stands."""
    offer = get_object_or_404(Offer.objects.visible_to(request.user), pk=pk)
    (Favourite.drop if request.POST.get("kept") else Favourite.keep)(request.user, offer)
    if request.htmx:
        return render(request, "matching/star.html", {"offer": offer, "is_kept": not request.POST.get("kept")})
    back = request.META.get("HTTP_REFERER", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else offer.get_absolute_url())


@require_http_methods(["GET", "POST"])
def show(request, pk):
    """Show an offer to a colleague of one's own organisation."""
    offer = get_object_or_404(Offer.objects.visible_to(request.user).published().for_cards(), pk=pk)
    form = ShowForm(request.POST or None, member=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            Shown.show(offer, by=request.user, **form.cleaned_data)
        except TooMany:
            form.add_error(None, _("You showed ten places today. Please go on tomorrow."))
        else:
            messages.success(request, _("Sent. %(name)s gets a mail.") % {"name": form.cleaned_data["to"]})
            return redirect(offer)
    context = {"offer": offer, "form": form, "has_colleagues": colleagues_of(request.user).exists()}
    return render(request, "matching/show.html", context)
