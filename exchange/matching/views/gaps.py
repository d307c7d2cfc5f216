"""Maya's page of what is missing."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from exchange.members.access import coordinator_required

from ..gaps import Gaps


@coordinator_required
@require_GET
def gaps(request):
    """Wished against offered, and whom to ask."""
    found = Gaps()
    context = {"kinds": found.kinds, "ask": found.whom_to_ask(), "near": found.who_comes_near()}
    return render(request, "matching/gaps.html", context)
