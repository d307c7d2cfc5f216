"""Being anybody, and reading everybody's mail: pages of the demo world alone."""

from urllib.parse import urlencode

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.csp import CSP
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST, require_safe

from exchange.members import fresh
from exchange.notifications import letters
from exchange.notifications.models import OutboxMail
from exchange.notifications.views import LETTER_CSP

from . import people as known
from . import relay

ON_A_PAGE = 40
BACKEND = settings.AUTHENTICATION_BACKENDS[0]


@login_not_required
@require_safe
def people(request):
    context = {"organisations": known.by_organisation(), "others": known.on_their_own()}
    return render(request, "demo/people.html", context)


@login_not_required
@require_POST
def enter(request, pk):
    """Sign in as this person; it counts as a fresh sign-in, and as the second step of Maya's staff."""
    person = get_object_or_404(known.everybody(), pk=pk)
    request.session.flush()  # nothing of the person one was before goes along
    login(request, person, backend=BACKEND)
    UserSession.objects.create_from_request(request)  # as signing in does, so that the page of one's devices shows it
    fresh.mark(request)
    page = request.POST.get("next", "")
    return redirect(page if url_has_allowed_host_and_scheme(page, allowed_hosts=None) else "front")


@login_not_required
@require_safe
def mails(request):
    """Every mail, newest first, or those of one reader."""
    to = request.GET.get("to", "")
    found = OutboxMail.objects.select_related("member").order_by("-created_at", "-pk")
    context = {
        "page": Paginator(found.filter(to=to) if to else found, ON_A_PAGE).get_page(request.GET.get("page")),
        "query": urlencode({"to": to}) if to else "",
        "to": to,
        "readers": OutboxMail.objects.values("to").annotate(number=Count("pk")).order_by("to"),
    }
    return render(request, "demo/mails.html", context)


@csp_override({**settings.SECURE_CSP, "frame-src": [CSP.SELF]})
@login_not_required
@require_safe
def mail(request, pk):
    found = get_object_or_404(OutboxMail.objects.select_related("member"), pk=pk)
    words = relay.words(found)
    trail = [(_("Mails"), reverse("demo:mails")), (words["subject"] if words else _("Mail"), "")]
    return render(request, "demo/mail.html", {"mail": found, "words": words, "trail": trail, "sender": sender()})


def sender():
    return settings.DEFAULT_FROM_EMAIL


@csp_override({**LETTER_CSP, "base-uri": [CSP.NONE]})
@xframe_options_sameorigin
@login_not_required
@require_safe
def letter(request, pk):
    """One mail as its reader's program shows it, to be framed by a page of ours; its links open outside the frame."""
    found = get_object_or_404(OutboxMail.objects.exclude(html=""), pk=pk)
    return HttpResponse(letters.inlined(found.html).replace("<a ", '<a target="_top" '))


@login_not_required
@require_safe
def calendar(request, pk):
    found = get_object_or_404(OutboxMail.objects.exclude(calendar=""), pk=pk)
    headers = {"Content-Disposition": 'attachment; filename="calendar.ics"'}
    return HttpResponse(found.calendar, content_type="text/calendar; charset=utf-8", headers=headers)
