"""Reading and signing an agreement: find, check, act, answer."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from exchange.members.access import fresh_required
from exchange.members.fresh import is_fresh
from exchange.placements import details, turns
from exchange.placements.models import Placement
from exchange.placements.states import MoveRefused, Party, State

from .. import mails
from ..forms import SignerForm, SignForm
from ..languages import PAPER_LANGUAGES
from ..models import Agreement, Document
from ..reading import Reading, actor, may, missing_sentence, sides_on_paper
from ..texts import BlankInAgreement

SIGNED_STATES = {State.READY, State.COMPLETED, State.INTERRUPTED, State.NO_SHOW, State.CANCELLED}


def found(request, number):
    """The placement of this number that this member may see; else 404."""
    return get_object_or_404(turns.with_turns(Placement.objects.visible_to(request.user)), number=number)


def agreement_of(placement):
    """Its agreement, from the confirmation on; None where there is none (any more)."""
    if placement.state == State.CONFIRMED:
        agreement = Agreement.of(placement)
        agreement.check_signer()
        return agreement
    kept = Agreement.objects.filter(placement=placement, signed_at__isnull=False).select_related("template")
    return kept.first() if placement.state in SIGNED_STATES else None


@require_http_methods(["GET", "POST"])
def agreement(request, number):
    """The whole text, in plain words too, and the box to sign it."""
    placement = found(request, number)
    agreement = agreement_of(placement)
    if not agreement:
        messages.info(request, _("There is no agreement to read here."))
        return redirect("placements:detail", number)
    try:
        reading = Reading(agreement, request.user, request.GET.get("text", ""))
    except BlankInAgreement as blank:
        return _blank(request, placement, blank)
    form = sign_form(request, reading)
    if request.method == "POST" and form and form.is_valid() and _sign(request, reading, form):
        return redirect("agreements:agreement", number)
    if request.method == "POST" and form and not is_fresh(request) and form.is_valid():
        return fresh_first(request, number)
    return render(request, "agreements/agreement.html", page(request, reading, form))


def sign_form(request, reading):
    """The box to sign, for the one whose turn it is; None for others and under a translation."""
    if not reading.side or reading.is_courtesy:
        return None
    kept = request.session.get("sign_name", "") if request.method == "GET" else ""
    first = {"read": reading.read, "name": kept}
    return SignForm(request.POST or None, signer=reading.signed_name, sentence=reading.sentence, initial=first)


def _sign(request, reading, form):
    """Sign where the sign-in is fresh. Whether it was signed; a refusal becomes an error of the form."""
    if not is_fresh(request):
        return False
    try:
        reading.agreement.sign(
            party=reading.side,
            by=actor(reading.placement, request.user, reading.side),
            read=form.cleaned_data["read"],
            member=request.user,
            name=form.cleaned_data["name"],
            capacity=reading.capacity,
            accepted=reading.sentence,
            address=request.META.get("REMOTE_ADDR"),
        )
    except MoveRefused as refused:
        form.add_error(None, refused.sentence)
        return False
    request.session.pop("sign_name", None)
    messages.success(request, thanks(reading.agreement))
    return True


def thanks(agreement):
    if agreement.signed_at:
        return _("Both have signed. You receive the PDF by mail within minutes.")
    return _("Signed. The other side is asked now.")


def fresh_first(request, number):
    """Who signed in long ago proves it is still them, and finds the name as it was typed."""
    request.session["sign_name"] = request.POST.get("name", "")[:120]
    page = reverse("agreements:agreement", args=[number])
    return redirect(f"{reverse('account_fresh')}?{urlencode({'next': page})}")


def page(request, reading, form, signer_form=None):
    placement, member = reading.placement, request.user
    return {
        "reading": reading,
        "agreement": reading.agreement,
        "placement": placement,
        "form": form,
        "signer_form": signer_form or SignerForm(),
        "may": may(placement, member),
        "on_paper": sides_on_paper(placement, member) or reading.side,
        "has_ink_turn": has_ink_turn(reading, member),
        "lacks_number": lacks_number(reading, member),
        "asked_at": asked_at(reading),
        "can_name_signer": reading.agreement.can_be_signed() and Party.HOST not in reading.valid,
        "document": newest_document(reading.agreement),
        "trail": details.trail(placement, _("Agreement")),
    }


def asked_at(reading):
    """When who still has to sign was last mailed about it; None if never."""
    agreement = reading.agreement
    people = [mails.signer_of(agreement, party) for party in agreement.missing()]
    return max(filter(None, (mails.asked_last(agreement, reader) for reader in people if reader)), default=None)


def lacks_number(reading, member):
    """Whether this member can still put the host's enterprise number, which is optional, into the words."""
    host = reading.placement.host
    is_time = reading.agreement.can_be_signed() and not reading.agreement.wording()
    return is_time and not host.enterprise_number and member.may_answer_for(host)


def has_ink_turn(reading, member):
    """Whether this member has a worker without an account sign on paper now."""
    placement = reading.placement
    waits = reading.agreement.can_be_signed() and Party.WORKER not in reading.valid
    return waits and not placement.worker.has_mail and Party.WORKER in placement.parties_of(member)


def newest_document(agreement):
    """The paper of what was signed last, without its bytes."""
    rows = Document.objects.filter(wording__agreement=agreement).defer("content")
    return rows.order_by("-pk").first()


def _blank(request, placement, blank):
    """What is missing is said kindly, with who can fill it."""
    leads_host = request.user.may_answer_for(placement.host)
    pages = {"host_signatory": "members:people", "dates_and_hours": ""}
    fill = pages.get(blank.name, "members:organisation_edit") if leads_host else ""
    context = {"placement": placement, "sentence": missing_sentence(blank), "leads_host": leads_host}
    context |= {
        "address": fill and reverse(fill, args=[placement.host.pk]),
        "needs_dates": blank.name == "dates_and_hours",
    }
    context |= {"trail": details.trail(placement, _("Agreement"))}
    return render(request, "agreements/blank.html", context)


@require_POST
def language(request, number):
    """Sign the French or the Dutch text; either side may say so before the first signature."""
    agreement = agreement_of(found(request, number))
    wanted = request.POST.get("language")
    if not agreement or wanted not in dict(PAPER_LANGUAGES):
        raise Http404
    try:
        agreement.choose_language(by=request.user, language=wanted)
    except MoveRefused as refused:
        messages.error(request, refused.sentence)
    return redirect("agreements:agreement", number)


@require_http_methods(["GET", "POST"])
@fresh_required
def signer(request, number):
    """Say who signs for the host: oneself, or somebody without an account."""
    placement = found(request, number)
    if not may(placement, request.user) & {"name_signer", "take_over"}:
        raise PermissionDenied
    agreement = agreement_of(placement)
    form = SignerForm(request.POST if "name" in request.POST else None)
    if agreement and ("me" in request.POST or form.is_valid()):
        values = {"member": request.user} if "me" in request.POST else form.cleaned_data
        return _name_signer(request, agreement, values)
    context = {"placement": placement, "form": form, "trail": details.trail(placement, _("Who signs"))}
    return render(request, "agreements/signer.html", context)


def _name_signer(request, agreement, values):
    try:
        agreement.name_signer(by=request.user, **values)
    except MoveRefused as refused:
        messages.error(request, refused.sentence)
    else:
        sent = (
            _("Noted. The link to sign is on its way to %(mail)s.") % values
            if "mail" in values
            else _("Noted. You sign for the host.")
        )
        messages.success(request, sent)
    return redirect("agreements:agreement", agreement.placement.number)


@require_POST
def resend(request, number):
    """Mail the one who has to sign once more; not more than once in 24 hours."""
    placement = found(request, number)
    agreement = agreement_of(placement)
    if "resend" not in may(placement, request.user) or not agreement:
        raise PermissionDenied
    asked = [party for party in agreement.missing() if mails.ask_to_sign(agreement, party)]
    if asked:
        messages.success(request, _("The mail is on its way."))
    else:
        messages.info(request, _("This mail was sent less than 24 hours ago. Perhaps a call helps."))
    return redirect("agreements:agreement", number)
