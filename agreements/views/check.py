"""The public check of a certificate. It never shows a name: it only compares the one that is typed."""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from exchange.placements import words

from .. import codes
from ..facts import written
from ..forms import CodeForm, NameForm
from ..limits import allowed
from ..models import Certificate
from ..names import same_name


@login_not_required
@require_safe
def check(request):
    """Ask for a code."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        code = codes.typed(form.cleaned_data["code"])
        if code:
            return redirect("agreements:check_code", codes.shown(code))
        form.add_error("code", _("A code has twelve signs. Please compare it with the paper."))
    return render(request, "agreements/check.html", {"form": form})


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def check_code(request, code):
    """Genuine, revoked or unknown; on request, whether it is about this person."""
    if not allowed(request, "check"):
        return render(request, "agreements/check_later.html", status=429)
    certificate = Certificate.objects.filter(code=codes.typed(code) or "-").select_related("placement").first()
    form = NameForm(request.POST or None)
    context = {
        "code_form": CodeForm(),
        "name_form": form,
        "code": codes.shown(codes.typed(code)) or code,
        "now": timezone.now(),
    }
    if not certificate:
        return render(request, "agreements/check_unknown.html", context, status=404)
    if form.is_valid():
        context["answer"] = _compared(request, certificate, form.cleaned_data["name"])
    return render(request, "agreements/check_code.html", context | said(certificate))


def said(certificate):
    """What the page tells, without any name of a person."""
    facts = certificate.facts
    mine = facts[get_language() if get_language() in facts else certificate.languages[0]]
    dates = [dt.date.fromisoformat(day["date"]) for day in facts["days"]]
    return {
        "certificate": certificate,
        "host": mine["host"],
        "place": mine["place"],
        "hours": words.hours_text(facts["minutes"]),
        "dates": words.joined([written(date) for date in dates]),
        "issued_on": dt.date.fromisoformat(facts["issued_on"]),
        "is_long_enough": facts["is_long_enough"],
        "is_intact": all(document.is_intact() for document in certificate.documents.all()),
    }


def _compared(request, certificate, name):
    """`yes`, `no`, or `later` where too many names were tried."""
    if not allowed(request, "name", key=certificate.pk):
        return "later"
    return "yes" if same_name(name, certificate.facts["worker"]) else "no"
