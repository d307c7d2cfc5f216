"""What one prints: the sheet for one's boss, as page and PDF, and the request for a worker without a screen."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from exchange import pdf
from exchange.programmes.context import maya, product_name

from .asking import found


@require_safe
def boss_sheet(request, number):
    """What an employer wants to know: dates, cost, insurance, what it counts as."""
    return render(request, "placements/asking/boss_sheet.html", {"placement": found(request, number, "withdraw")})


@require_safe
def boss_sheet_pdf(request, number):
    placement = found(request, number, "withdraw")
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
