"""The questions before and after an immersion, one a page: by personal link or signed in."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from exchange.members.access import speak
from exchange.notifications.models import LinkUsed

from .. import change, doors
from ..forms import AnswerForm, SentenceForm, posted
from ..models import SheetClosed
from ..models.sheets import Moment
from ..walk import Walk

LATER = "later"


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def feedback(request, token):
    """Opening the link shows; what is sent is kept. It opens this one sheet until that is finished or lapses."""
    link, sheet = doors.by_link(token)
    if not sheet:
        return render(request, "questionnaires/closed.html", status=410)
    speak(request, link.member.language if link.member else sheet.placement.host.mail_language())
    if request.GET.get("question") == LATER:
        return render(request, "questionnaires/later.html", {"sheet": sheet})
    return _page(request, sheet, link)


@require_http_methods(["GET", "POST"])
def end(request, number):
    """The same, signed in; finished, it shows what was said and what became of it."""
    sheet = doors.own(request.user, number, Moment.END)
    if sheet.is_open:
        return _page(request, sheet)
    return _thanks(request, sheet, sheet.rows()) if sheet.finished_at else render(request, "questionnaires/closed.html")


@require_http_methods(["GET", "POST"])
def before(request, number):
    """The two questions that are asked again after the immersion."""
    sheet = doors.own(request.user, number, Moment.BEFORE)
    if not sheet.is_open:
        messages.info(request, _("These questions are answered, or their time is over."))
        return redirect("questionnaires:preparation", number)
    return _page(request, sheet)


def _page(request, sheet, link=None):
    walk = Walk(sheet, request.POST.get("question") or request.GET.get("question", ""))
    form = _form(request, walk)
    if request.method == "POST" and form.is_valid():
        try:
            if answer := _kept(request, walk, form, link):
                return answer
        except (SheetClosed, LinkUsed):
            return render(request, "questionnaires/closed.html", status=410)
        except ValidationError as error:
            form.add_error(None, error)
    part = "#kept" if request.htmx else ""
    context = {"walk": walk, "form": form, "link": link, "sheet": sheet}
    return render(request, f"questionnaires/question.html{part}", context)


def _form(request, walk):
    data = request.POST if request.method == "POST" else None
    if walk.is_ending:
        return SentenceForm(data)
    initial = {"value": posted(walk.answer.value)} if walk.answer else None
    return AnswerForm(data, question=walk.question, initial=initial)


@transaction.atomic
def _kept(request, walk, form, link):
    """Keep what was sent, and go where the button says; None stays on this page, to say that it is kept."""
    sheet, goes = walk.sheet, request.POST.get("go")
    if not walk.is_ending:
        walk.keep(form.cleaned_data["value"])
    if goes == "back":
        return _to(request, walk.back)
    if goes != "next":
        return None
    if not walk.is_last:
        return _to(request, walk.next)
    return _finished(request, sheet, form.cleaned_data.get("sentence", ""), link)


def _finished(request, sheet, sentence, link):
    if link:
        link.use()
    sheet.finish(sentence)
    if link:
        return _thanks(request, sheet, [])
    messages.success(request, sheet.questionnaire.thanks.best())
    page = "preparation" if sheet.moment == Moment.BEFORE else "end"
    return redirect(f"questionnaires:{page}", sheet.placement.number)


def _to(request, page):
    return redirect(f"{request.path}?{urlencode({'question': page})}")


def _thanks(request, sheet, rows):
    certificate = sheet.placement.certificates.filter(revoked_at=None).exists()
    context = {"sheet": sheet, "changes": change.of(sheet), "rows": rows, "certificate": certificate}
    return render(request, "questionnaires/thanks.html", context)
