"""Maya's pages about mail: which mails there are, what they say, and which of them did not arrive."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST, require_safe

from . import letters
from .forms import MailForm
from .models import MailSetting, OutboxMail
from .moments import by_moment
from .outbox import MAILS
from .wording import is_line, wording

LETTER_CSP = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],  # a letter bears its styles in its elements, and nothing else
    "frame-ancestors": [CSP.SELF],
}


def coordinator_only(view):
    """Only Maya's staff; for everyone else the page does not exist."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_coordinator:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@coordinator_only
@require_safe
def mails(request):
    off = set(MailSetting.objects.filter(is_on=False).values_list("name", flat=True))
    kinds = [{"kind": kind, "is_on": kind.is_key or name not in off} for name, kind in sorted(MAILS.items())]
    troubled = (OutboxMail.objects.failed() | OutboxMail.objects.maybe_lost()).order_by("-created_at")[:50]
    context = {
        "moments": by_moment(kinds, lambda entry: entry["kind"].name),
        "troubled": [{"mail": mail, "kind": MAILS.get(mail.name)} for mail in troubled],
        "failed": OutboxMail.objects.failed().count(),
        "maybe_lost": OutboxMail.objects.maybe_lost().count(),
        "maybe_twice": OutboxMail.objects.maybe_twice().count(),
    }
    return render(request, "notifications/list.html", context)


@csp_override({**settings.SECURE_CSP, "frame-src": [CSP.SELF]})
@coordinator_only
def mail(request, name):
    if name not in MAILS:
        raise Http404
    kind, setting = MAILS[name], MailSetting.of(name)
    form = MailForm(request.POST or None, kind=kind, setting=setting)
    if form.is_valid():
        MailSetting.decide(name, is_on=form.cleaned_data["is_on"], paragraph=form.paragraph())
        messages.success(request, _("Saved. The next mail follows this."))
        return redirect("notifications:detail", name)
    context = {
        "kind": kind,
        "form": form,
        "is_line": is_line(name),
        "trail": [(_("Mails"), reverse("notifications:list")), (kind.trigger, "")],
        "previews": [(code, label, *preview(setting, code)) for code, label in settings.LANGUAGES],
    }
    return render(request, "notifications/detail.html", context)


def preview(setting, language):
    """The last mail of a kind, and the wording of the next one; None for the one that there is no need to show."""
    last = OutboxMail.objects.newest(setting.name, language)
    is_true = last and not (setting.pk and setting.changed_at > last.created_at)
    return last, None if is_true else wording(setting.name, language, setting.paragraph)


@csp_override(LETTER_CSP)
@xframe_options_sameorigin
@coordinator_only
@require_safe
def letter(request, pk):
    """One mail as its reader's program shows it, to be framed by a page of ours."""
    return HttpResponse(letters.inlined(get_object_or_404(OutboxMail.objects.exclude(html=""), pk=pk).html))


@coordinator_only
@require_POST
def again(request, pk):
    if get_object_or_404(OutboxMail, pk=pk).send_again():
        messages.success(request, _("It leaves again within a minute."))
    else:
        messages.info(request, _("This mail is already on its way."))
    return redirect("notifications:list")
