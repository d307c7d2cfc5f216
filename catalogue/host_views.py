"""What a host does with its own offers: write, publish, pause, hide, archive, copy."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from exchange.programmes.models import Programme

from . import examples
from .forms import ClosedPeriodForm, OfferForm, PauseForm, StartForm
from .models import GONE, Offer, OfferQuestion
from .publishing import NotReady, OfferMoved
from .views import offer_context

DONE = {
    "publish": gettext_lazy("Published. Members can find it now."),
    "republish": gettext_lazy("Published again. Members can find it now."),
    "hide": gettext_lazy("Hidden. Members no longer find it."),
    "pause": gettext_lazy("Paused. It comes back by itself on the day you chose."),
    "resume": gettext_lazy("Back. Members can find it now."),
    "archive": gettext_lazy("Kept in the archive. Members no longer find it."),
}


def led(request):
    """The organisations this person may write offers for; nobody else has these pages."""
    organisations = request.user.leads().exclude(state__in=GONE).select_related("structure")
    if not organisations:
        raise Http404
    return organisations


def own(request, pk):
    return get_object_or_404(Offer.objects.editable_by(request.user).for_cards(), pk=pk)


@require_GET
def own_offers(request):
    organisations = led(request)
    rows = Offer.objects.filter(organisation__in=organisations).for_cards().order_by("state", "-published_at", "-pk")
    offers = sorted(rows, key=lambda offer: list(Offer.State).index(offer.state))
    questions = OfferQuestion.objects.to_answer_by(request.user).select_related("offer", "member")
    return render(request, "catalogue/own_offers.html", {"offers": offers, "questions": questions})


def offer_new(request):
    organisations = led(request)
    copies = Offer.objects.filter(organisation__in=organisations)[:20]
    form = StartForm(request.POST or None, organisations=organisations, copies=copies)
    if request.method == "POST" and form.is_valid():
        offer = begin(request, form.cleaned_data["organisation"], form.cleaned_data["start"])
        return redirect("catalogue:offer_edit", offer.pk)
    return render(request, "catalogue/offer_new.html", {"form": form})


def begin(request, organisation, start):
    """The draft that a new offer begins as: a filled example, an empty page, or a copy of the offer with this key."""
    if start.isdigit():
        return own(request, start).copy(organisation)
    contact = organisation.reference_person() or request.user
    offer = Offer(organisation=organisation, programme=Programme.current(), contact=contact)
    if start == "example":
        return examples.start(offer, examples.written_in(organisation, request.user))
    offer.save()
    return offer


def offer_edit(request, pk):
    """Save as it stands; with the button "publish" also publish, or say what is missing."""
    offer = own(request, pk)
    form = OfferForm(request.POST or None, instance=offer)
    context = {"form": form, "offer": offer}
    if request.method == "POST" and form.is_valid():
        try:
            form.save()
            if "publish" in request.POST:
                publish(request, offer)
        except NotReady as refusal:
            return render(request, "catalogue/offer_edit.html", {**context, "missing": refusal.missing})
        gentle_hint(request, form)
        if "publish" in request.POST:
            return redirect("catalogue:offer", pk)
        messages.success(request, _("Saved."))
        return redirect("catalogue:offer_edit", pk)
    return render(request, "catalogue/offer_edit.html", context)


@require_GET
def offer_preview(request, pk):
    """The page of an offer as a visitor will meet it, in whatever state; what visitors do there is left out."""
    context = offer_context(request, own(request, pk))
    return render(request, "catalogue/offer.html", {**context, "is_own": False, "is_preview": True})


def gentle_hint(request, form):
    if name := form.named():
        text = _("You wrote “%(name)s”. Is this a colleague? Residents and patients are never named.")
        messages.warning(request, text % {"name": name})


def publish(request, offer):
    """The verb that shows this offer again or for the first time, and what to tell its host."""
    verb = "publish" if offer.state == Offer.State.DRAFT else "republish"
    act(request, offer, verb)
    if offer.waits_for_welcome():
        messages.info(request, _("It will be published when Maya has welcomed you."))


def act(request, offer, verb, **values):
    try:
        getattr(offer, verb)(request.user, **values)
    except OfferMoved:
        messages.info(request, _("This offer has changed in the meantime. Please look again."))
    else:
        if not offer.waits_for_welcome():
            messages.success(request, DONE[verb])


@require_POST
def offer_publish(request, pk):
    offer = own(request, pk)
    try:
        publish(request, offer)
    except NotReady as refusal:
        context = {"form": OfferForm(instance=offer), "offer": offer, "missing": refusal.missing}
        return render(request, "catalogue/offer_edit.html", context)
    return redirect("catalogue:own_offers")


@require_POST
def offer_hide(request, pk):
    act(request, own(request, pk), "hide")
    return redirect("catalogue:own_offers")


def offer_pause(request, pk):
    """Not now, back on a day that the host chooses."""
    offer = own(request, pk)
    form = PauseForm(request.POST or None, initial={"until": offer.paused_until if offer.is_paused else None})
    if request.method == "POST" and form.is_valid():
        act(request, offer, "pause", until=form.cleaned_data["until"])
        return redirect("catalogue:own_offers")
    return render(request, "catalogue/offer_pause.html", {"form": form, "offer": offer})


@require_POST
def offer_resume(request, pk):
    act(request, own(request, pk), "resume")
    return redirect("catalogue:own_offers")


def offer_closed(request, pk):
    """The periods in which this offer receives nobody."""
    offer = own(request, pk)
    form = ClosedPeriodForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        offer.close(request.user, **form.cleaned_data)
        messages.success(request, _("Closed. Nobody can ask for a day in this period."))
        return redirect("catalogue:offer_closed", pk)
    context = {"form": form, "offer": offer, "periods": offer.closed_periods.coming()}
    return render(request, "catalogue/offer_closed.html", context)


@require_POST
def offer_reopen(request, pk, period):
    own(request, pk).reopen(request.user, period)
    messages.success(request, _("Removed. One can ask for these days again."))
    return redirect("catalogue:offer_closed", pk)


@require_POST
def offer_archive(request, pk):
    act(request, own(request, pk), "archive")
    return redirect("catalogue:own_offers")


@require_POST
def offer_copy(request, pk):
    twin = own(request, pk).copy()
    messages.success(request, _("Copied. This is the new draft."))
    return redirect("catalogue:offer_edit", twin.pk)
