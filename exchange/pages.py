"""The pages that belong to no app: the public front, the notices, the choice of language, the pulse."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from agreements import privacy as notice
from exchange import jobs
from exchange.desk import figures
from exchange.members.models import Organisation


def counts():
    """What the front page tells strangers: three figures about all, as Maya's desk has them, nothing about anyone."""
    ways = figures.ways(*figures.this_year())
    number = sum(ways.values())
    return {
        "organisations": Organisation.objects.active().count(),
        "immersions": number,
        "crossing_percent": round(100 * figures.crossed(ways) / number) if number else 0,
    }


@login_not_required
@require_safe
def front(request):
    if request.user.is_authenticated:
        return redirect("desk:home" if request.user.is_coordinator else "home")
    return render(request, "front.html", {"counts": counts()})


@login_not_required
@require_POST
def language(request):
    """Keep the reader's language: on the member when signed in, and in a cookie for the next visit."""
    code = request.POST.get("language", "")
    if code not in dict(settings.LANGUAGES):
        code = translation.get_language()
    if request.user.is_authenticated and request.user.language != code:
        request.user.language = code
        request.user.save(update_fields=["language"])
    response = redirect(page_before(request))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=request.is_secure(),
        samesite="Lax",
    )
    return response


def page_before(request):
    """The page the reader comes from, within this site; else the front page."""
    referer = urlsplit(request.headers.get("Referer", ""))
    page = request.POST.get("next") or referer._replace(scheme="", netloc="").geturl()
    return page if url_has_allowed_host_and_scheme(page, allowed_hosts=None) else "/"


@login_not_required
@require_safe
def privacy(request):
    context = {"notice": notice.sections(translation.get_language())}
    context |= {"version": notice.notice()["version"], "standing": notice.standing()}
    return render(request, "privacy.html", context)


@login_not_required
@require_safe
def accessibility(request):
    return render(request, "accessibility.html")


@login_not_required
@require_safe
def healthz(request):
    """200 while pages and worker live; 503 when the worker's heartbeat is older than it may be."""
    age = jobs.heartbeat_age()
    alive = age is not None and age < jobs.SILENCE
    return JsonResponse({"worker": "alive" if alive else "silent"}, status=200 if alive else 503)
