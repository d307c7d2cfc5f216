"""The agreement as a file, and signing with ink."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from exchange.members.access import fresh_required
from exchange.placements import details
from exchange.placements.states import MoveRefused, Party

from .. import papers
from ..forms import PaperForm
from ..models import Document
from ..reading import sides_on_paper
from ..texts import BlankInAgreement
from .agreement import agreement_of, found, newest_document


def as_file(content, filename):
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return HttpResponse(bytes(content), content_type="application/pdf", headers=headers)


@require_safe
def agreement_pdf(request, number):
    """The signed paper; before all have signed, a draft."""
    agreement = agreement_of(found(request, number))
    if not agreement:
        return redirect("placements:detail", number)
    signed = newest_document(agreement)
    if signed and not agreement.can_be_signed():
        return as_file(Document.objects.get(pk=signed.pk).content, signed.filename)
    if not agreement.can_be_signed():
        messages.info(request, _("The PDF is being made. It is here within a minute."))
        return redirect("agreements:agreement", number)
    try:
        return draft(agreement, agreement.text_now())
    except BlankInAgreement:
        return redirect("agreements:agreement", number)


def draft(agreement, text):
    content = papers.draft(agreement, text, agreement.valid_signatures().values())
    name = papers.filename("agreement", agreement.placement.number, text["language"], is_draft=True)
    return as_file(content, name)


@require_http_methods(["GET", "POST"])
@fresh_required
def on_paper(request, number):
    """Print the words that are signed, and note that a side has signed them with ink."""
    placement = found(request, number)
    agreement, sides = agreement_of(placement), sides_on_paper(placement, request.user)
    if not agreement or not agreement.can_be_signed():
        return redirect("agreements:agreement", number)
    open_sides = [side for side in sides if side in agreement.missing()]
    if "print" in request.POST:
        return draft(agreement, agreement.keep_words().content)
    wording = agreement.wording()
    form = _ink(request, wording)
    if form.is_valid() and _note(request, agreement, open_sides, form):
        return redirect("agreements:agreement", number)
    context = {"placement": placement, "form": form, "sides": open_sides, "wording": wording}
    context |= {"reference": placement.sender.reference_person(), "trail": details.trail(placement, _("Sign on paper"))}
    return render(request, "agreements/paper.html", context)


def _ink(request, wording):
    """The date of a signature with ink: not before its words were kept to be printed."""
    printed_on = timezone.localdate(wording.created_at) if wording else None
    sent = request.POST if "side" in request.POST else None
    return PaperForm(sent, printed_on=printed_on, initial={"date": timezone.localdate()})


def _note(request, agreement, sides, form):
    """Keep the signature in ink of one side. Whether it was kept; a refusal becomes an error of the form."""
    if request.POST["side"] not in sides:
        raise PermissionDenied
    try:
        agreement.sign_on_paper(
            party=Party(request.POST["side"]), recorded_by=request.user, date=form.cleaned_data["date"]
        )
    except MoveRefused as refused:
        form.add_error(None, refused.sentence)
        return False
    messages.success(request, _("Noted: signed on paper. Please keep the sheet."))
    return True
