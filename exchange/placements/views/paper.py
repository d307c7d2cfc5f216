"""What one prints: the sheet for one's boss, as page and PDF, and the request for a worker without a screen."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from exchange import pdf
from exchange.programmes.context import maya, product_name

from .. import details
from ..models import Placement
from ..states import Party
from .asking import found


def _for_employer(request, number):
    """The placement, for the worker and whoever has the employer's word in it, and whether this is the worker."""
    placement = get_object_or_404(Placement.objects.visible_to(request.user), number=number)
    parties = placement.parties_of(request.user)
    if not parties & details.EMPLOYER_SIDE:
        raise Http404
    return placement, Party.WORKER in parties


@require_safe
def boss_sheet(request, number):
    """What an employer wants to know: dates, cost, insurance, what it counts as."""
    placement, is_worker = _for_employer(request, number)
    title = _("Ask my boss") if is_worker else _("Sheet for the employer")
    return render(request, "placements/asking/boss_sheet.html", {"placement": placement, "title": title})


@require_safe
def boss_sheet_pdf(request, number):
    placement, _is_worker = _for_employer(request, number)
    values = {"placement": placement, "product": product_name(), "maya": maya(), "language": get_language()}
    html = render_to_string("pdf/boss_sheet.html", values)
    title = _("Immersion of %(worker)s at %(host)s") % {"worker": placement.worker, "host": placement.host}
    sheet = pdf.make(
        html, css=["pdf/boss_sheet.css"], title=title, language=get_language(), created=placement.created_at
    )
    name = f'attachment; filename="{placement.number}.pdf"'
    return HttpResponse(sheet, content_type="application/pdf", headers={"Content-Disposition": name})


@require_safe
def print_request(request, number):
    """The request on paper, for a worker without an account."""
    return render(request, "placements/asking/print.html", {"placement": found(request, number, "withdraw")})
