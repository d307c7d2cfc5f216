"""One's own wishes: write, read, change, stop; and the invitations that came to them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catalogue.models import Offer
from exchange.members.access import speak
from exchange.notifications.models import Link, LinkUsed

from ..forms import WishForm
from ..kept import from_search, left_out
from ..looking import look
from ..models import Wish, WishInvitation, read_lists

FOUND = 10  # places on the page of a wish


@require_GET
def wishes(request):
    """What I and those I act for look for."""
    rows = Wish.objects.visible_to(request.user).with_people().with_standing()
    context = {"wishes": read_lists(rows[:100]), "leads": request.user.leads().exists()}
    return render(request, "matching/wishes.html", context)


@require_http_methods(["GET", "POST"])
def wish_new(request):
    """A new wish; from the catalogue it begins with what was searched."""
    if not request.user.may_wish():
        raise Http404
    form = WishForm(request.POST or None, member=request.user, initial=from_search(request.GET))
    if request.method == "POST" and form.is_valid():
        wish = form.keep()
        look(wish, is_new=True)
        messages.success(request, _("Your wish is kept. We look along with you."))
        return redirect("matching:wish", wish.pk)
    context = {"form": form, "left_out": ", ".join(left_out(request.GET))}
    return render(request, "matching/wish_form.html", context)


@require_GET
def wish(request, pk):
    wish = get_object_or_404(Wish.objects.visible_to(request.user).with_people().with_standing(), pk=pk)
    read_lists([wish])
    hits = list(wish.hits.filter(holds=True).order_by("-found_at", "-pk").values_list("offer", flat=True))
    offers = Offer.objects.published().filter(pk__in=hits[:FOUND]).for_cards()
    context = {
        "wish": wish,
        "offers": offers,
        "number": len(hits),
        "invitations": wish.invitations.open_to(request.user).select_related("offer__organisation"),
        "may_write": wish.can_be_written_by(request.user),
    }
    return render(request, "matching/wish.html", context)


@require_http_methods(["GET", "POST"])
def wish_edit(request, pk):
    wish = get_object_or_404(Wish.objects.visible_to(request.user), pk=pk)
    if not wish.can_be_written_by(request.user):
        raise PermissionDenied
    form = WishForm(request.POST or None, member=request.user, instance=wish)
    if request.method == "POST" and form.is_valid():
        look(form.keep(), is_new=True)
        messages.success(request, _("Changed."))
        return redirect("matching:wish", wish.pk)
    return render(request, "matching/wish_form.html", {"form": form, "wish": wish})


@require_POST
def wish_close(request, pk):
    """Stop it, call it met, or look again."""
    wish = get_object_or_404(Wish.objects.visible_to(request.user), pk=pk)
    if not wish.can_be_written_by(request.user):
        raise PermissionDenied
    verbs = {"stop": wish.stop, "meet": wish.meet, "reopen": wish.reopen}
    verbs.get(request.POST.get("verb"), wish.stop)()
    return redirect("matching:wish", wish.pk)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def wish_stop_link(request, token):
    """The way out at the foot of each mail: opening it shows, the button stops this one wish."""
    link = Link.find("wish", token)
    wish = Wish.objects.filter(pk=link.about.partition(":")[2]).first() if link else None
    if not wish:
        return render(request, "matching/wish_closed.html", status=410)
    speak(request, wish.reader().language)
    if request.method == "POST":
        try:
            link.use()
        except LinkUsed:
            return render(request, "matching/wish_closed.html", status=410)
        wish.stop()
    return render(request, "matching/wish_stop.html", {"wish": wish})


@require_http_methods(["GET", "POST"])
def invitation(request, pk):
    """Whoever is invited takes it up, puts it away, or leaves it."""
    rows = WishInvitation.objects.to(request.user).select_related("wish", "by", "offer__organisation")
    invitation = get_object_or_404(rows, pk=pk)
    is_open = WishInvitation.objects.open_to(request.user).filter(pk=pk).exists()
    if request.method == "POST" and "accept" in request.POST:
        if is_open:
            invitation.accept(by=request.user)
        if is_open or invitation.placement_id:  # pressed twice
            return redirect("placements:ask", invitation.offer_id)
        return redirect("matching:invitation", pk)
    if request.method == "POST":
        invitation.put_away(by=request.user)
        messages.success(request, _("Thank you. Nobody is told."))
        return redirect("home")
    return render(request, "matching/invitation.html", {"invitation": invitation, "is_open": is_open})
