"""Short answers: what Maya asked back, and the sentence that a worker shared with the host team."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from exchange.members.access import speak
from exchange.notifications.models import LinkUsed
from exchange.placements.states import Party

from .. import doors
from ..forms import ReplyForm, ThankForm
from ..models import AskedBack, Sheet, SheetClosed


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def reply(request, token):
    """Answer Maya by personal link."""
    link, asked = doors.asked_by_link(token)
    if not asked:
        return render(request, "questionnaires/closed.html", status=410)
    if link.member:
        speak(request, link.member.language)
    return _reply(request, asked, link)


@require_http_methods(["GET", "POST"])
def asked_back(request, pk):
    """The same, signed in; answered, it shows what was said."""
    return _reply(request, get_object_or_404(AskedBack.objects.visible_to(request.user), pk=pk))


def _reply(request, asked, link=None):
    is_maya = request.user.is_authenticated and request.user.is_coordinator
    form = None if is_maya or asked.replied_at else ReplyForm(request.POST or None)
    if form and form.is_valid():
        try:
            _answer(asked, form.cleaned_data["text"], link)
        except (SheetClosed, LinkUsed):
            messages.info(request, _("You have answered this already."))
            asked.refresh_from_db()
    context = {"asked": asked, "form": form, "placement": asked.sheet.placement}
    return render(request, "questionnaires/reply.html", context)


@transaction.atomic
def _answer(asked, text, link):
    if link:
        link.use()
    asked.answer(text=text)


@require_http_methods(["GET", "POST"])
def sentence(request, number):
    """What the worker told the host team; who leads the host may answer, once."""
    placement = doors.placement(request.user, number)
    parties = placement.parties_of(request.user)
    shared = Sheet.objects.finished().filter(placement=placement).exclude(host_sentence="").first()
    if not shared or not parties & {Party.WORKER, Party.HOST, Party.MAYA}:
        raise Http404
    may_thank = Party.HOST in parties and not shared.host_reply
    form = ThankForm(request.POST or None) if may_thank else None
    if request.method == "POST" and form and form.is_valid():
        shared.thank(text=form.cleaned_data["text"])
        messages.success(request, _("Thank you. %(worker)s reads it.") % {"worker": placement.worker})
        return redirect("questionnaires:sentence", number)
    return render(request, "questionnaires/sentence.html", {"placement": placement, "sheet": shared, "form": form})
