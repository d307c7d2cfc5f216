"""The certificate: its page, its papers, a further language, taking it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exchange.placements import details, words
from exchange.placements.states import MoveRefused

from ..forms import RevokeForm
from ..languages import PAPER_LANGUAGES
from ..models import Certificate
from ..models.certificate import can_be_certified
from .agreement import found
from .kept import fresh_keeping
from .paper import as_file


@require_safe
def certificate(request, number):
    """The newest certificate of a placement, with its papers."""
    placement = found(request, number)
    newest = placement.certificates.select_related("issued_by").first()
    if not newest:
        messages.info(request, _("There is no certificate yet. Here is how it stands."))
        return redirect("placements:detail", number)
    ready = {document.language: document for document in newest.documents.defer("content")}
    context = {
        "placement": placement,
        "certificate": newest,
        "hours": words.hours_text(newest.facts["minutes"]),
        "papers": [(code, name, ready.get(code)) for code, name in PAPER_LANGUAGES if code in newest.languages],
        "others": [(code, name) for code, name in PAPER_LANGUAGES if code not in newest.languages],
        "is_held": newest.is_held_by(request.user),
        "can_revoke": newest.can_be_revoked_by(request.user),
        "can_issue": can_be_certified(placement) and Certificate.can_be_issued_by(request.user, placement),
        "trail": details.trail(placement, _("Certificate")),
    }
    return render(request, "agreements/certificate.html", context)


def of_number(request, number):
    return get_object_or_404(Certificate.objects.visible_to(request.user).distinct(), number=number)


@require_safe
def certificate_pdf(request, number, language):
    """One paper of a certificate, as it was made."""
    certificate = of_number(request, number)
    document = certificate.documents.filter(language=language).first()
    if document:
        return as_file(document.content, document.filename)
    if language not in certificate.languages:
        raise Http404
    messages.info(request, _("The PDF is being made. It is here within a minute."))
    return redirect("agreements:certificate", certificate.placement.number)


@require_POST
def language(request, number):
    """The holder wants the same certificate in the other language too."""
    certificate = of_number(request, number)
    wanted = request.POST.get("language")
    if wanted not in dict(PAPER_LANGUAGES):
        raise Http404
    try:
        certificate.add_language(by=request.user, language=wanted)
    except MoveRefused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("The PDF is being made. It is here within a minute."))
    return redirect("agreements:certificate", certificate.placement.number)


@require_http_methods(["GET", "POST"])
@fresh_keeping
def revoke(request, number):
    """Take a certificate back, with a reason that its holder reads."""
    certificate = of_number(request, number)
    if not (request.user.is_coordinator or request.user.may_answer_for(certificate.placement.host)):
        raise PermissionDenied
    form = RevokeForm(request.POST or request.kept or None)
    if request.method == "POST" and form.is_valid():
        try:
            certificate.revoke(by=request.user, reason=form.cleaned_data["reason"])
        except MoveRefused as refused:
            messages.error(request, refused.sentence)
        else:
            messages.success(request, _("Revoked. The holder is told."))
        return redirect("agreements:certificate", certificate.placement.number)
    context = {"certificate": certificate, "form": form}
    context |= {"trail": details.trail(certificate.placement, _("Revoke the certificate"))}
    return render(request, "agreements/revoke.html", context)
