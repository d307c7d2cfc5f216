"""What members see of the catalogue: the list, an offer, an organisation, and their questions."""

from functools import wraps
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from exchange.members.models import Organisation

from . import houses
from .finding import Finding
from .forms import AnswerForm, QuestionForm
from .map import picture
from .models import Offer, OfferQuestion
from .travel import trip

FINDING = ["catalogue:list", "catalogue:map", "matching:best"]  # the pages on which a place is found


def for_members(view):
    """The catalogue exists for members alone: others get a page that says so, with the status of a missing one."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.user.sees_catalogue():
            return view(request, *args, **kwargs)
        own = list(request.user.organisations())
        context = {
            "waits": any(row.state in {"invited", "applied"} for row in own),
            "paused": next((row for row in own if row.state == "paused"), None),
        }
        return render(request, "catalogue/closed.html", context, status=404)

    return guarded


@require_GET
@for_members
def offers(request):
    finding = Finding(request.GET, request.user)
    context = finding.context()
    if request.htmx:
        part = "cards" if request.htmx.target == "more" else "results"
        return render(request, f"catalogue/list.html#{part}", context)
    return render(request, "catalogue/list.html", {**context, "hosts": finding.filters.bits.hosts})


@require_GET
@for_members
def offers_map(request):
    """The same search as the list, as a number per postcode; choosing one leads to the list of that place."""
    finding = Finding(request.GET, request.user)
    context = {"chips": finding.chips, "query": finding.query, "traveller": finding.traveller}
    return render(request, "catalogue/map.html", context | picture(finding))


@require_GET
def offer(request, pk):
    offer = get_object_or_404(Offer.objects.visible_to(request.user).for_cards(), pk=pk)
    return render(request, "catalogue/offer.html", offer_context(request, offer))


def offer_context(request, offer, form=None):
    is_host = request.user.may_answer_for(offer.organisation)
    return {
        "offer": offer,
        "is_host": is_host,
        "is_own": is_host or request.user.is_in(offer.organisation),
        "first_date": offer.first_possible_date(),
        "questions": OfferQuestion.objects.visible_to(request.user).filter(offer=offer).select_related("member"),
        "form": form or QuestionForm(),
        "back": way_back(request),
        "trip": trip(request.user, offer.organisation),
    }


def way_back(request):
    """The list, map or best places one came from, with the filters; the whole list where that is not known."""
    origin, pages = urlsplit(request.META.get("HTTP_REFERER", "")), [reverse(name) for name in FINDING]
    if origin.netloc == request.get_host() and origin.path in pages:
        return urlunsplit(("", "", origin.path, origin.query, ""))
    return pages[0]


@require_POST
def offer_question(request, pk):
    offer = get_object_or_404(Offer.objects.visible_to(request.user).shown().for_cards(), pk=pk)
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return render(request, "catalogue/offer.html", offer_context(request, offer, form))
    OfferQuestion.put(offer, request.user, form.cleaned_data["text"])
    messages.success(request, _("Your question is on its way. The answer comes by mail and stays on this page."))
    return redirect(f"{offer.get_absolute_url()}#questions")


def question_answer(request, pk):
    """For the host: read one question and answer it, once. Who is later keeps the words that were not sent."""
    question = get_object_or_404(OfferQuestion.objects.visible_to(request.user), pk=pk)
    is_open = OfferQuestion.objects.to_answer_by(request.user).filter(pk=pk).exists()
    form, unsent = AnswerForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        if question.give(request.user, form.cleaned_data["answer"]):
            messages.success(request, _("Your answer has been mailed."))
            return redirect("catalogue:question_answer", pk)
        messages.warning(request, _("This question has already been answered."))
        question.refresh_from_db()
        is_open, unsent = False, form.cleaned_data["answer"]
    context = {"question": question, "form": form if is_open else None, "unsent": unsent}
    return render(request, "catalogue/question.html", context)


@require_GET
@for_members
def organisations(request):
    """Every active organisation, or those that a search finds."""
    words = houses.typed(request.GET)
    page = Paginator(houses.found(words), 50).get_page(request.GET.get("page"))
    for organisation in page if words else []:
        organisation.why = houses.why(organisation, words)
    query = urlencode({"q": words}) if words else ""
    return render(request, "catalogue/organisations.html", {"page": page, "words": words, "query": query})


@require_GET
def organisation(request, pk):
    rows = Organisation.objects.visible_to(request.user).select_related("sector", "structure", "setting", "body")
    organisation = get_object_or_404(rows.prefetch_related("publics"), pk=pk)
    offers = Offer.objects.published().filter(organisation=organisation).for_cards()
    people = [organisation.reference_person(), organisation.deputy()]
    context = {
        "organisation": organisation,
        "offers": offers,
        "people": [person for person in people if person],
        "is_host": request.user.may_answer_for(organisation),
    }
    return render(request, "catalogue/organisation.html", context)
