"""Maya reads: one sheet at a time, and per organisation what was said."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from exchange.members.access import coordinator_required
from exchange.members.models import Organisation

from .. import change, said
from ..forms import AskBackForm, NoteForm
from ..models import Sheet


@coordinator_required
@require_http_methods(["GET", "POST"])
def answer(request, pk):
    """One person's feedback: read it, note, ask back, or call."""
    sheet = get_object_or_404(Sheet.objects.visible_to(request.user).feedback().with_placement(), pk=pk)
    pressed = next((name for name in ACTIONS if name in request.POST), None)
    note, ask = (form(request.POST if pressed == name else None) for name, form in FORMS.items())
    form = {"keep": note, "ask": ask}.get(pressed)
    if pressed and (form is None or form.is_valid()):
        return ACTIONS[pressed](request, sheet, form)
    if not note.is_bound:
        note = NoteForm(initial={"note": sheet.note})
    context = {
        "sheet": sheet, "placement": sheet.placement, "note": note, "ask": ask, "next": _next(sheet),
        "rows": sheet.rows(), "changes": change.of(sheet), "other": _other(sheet),
        "asked": sheet.asked_back.select_related("by"),
        "organisations": [sheet.placement.sender, sheet.placement.host],
    }  # fmt: skip
    return render(request, "questionnaires/answer.html", context)


@coordinator_required
@require_safe
def organisation(request, pk):
    """What was said about an organisation, by it, and by its own people elsewhere."""
    found = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    return render(request, "questionnaires/said.html", {"organisation": found, "parts": said.about(found)})


def _read(request, sheet, form):
    sheet.mark_read(request.user)
    following = _next(sheet)
    messages.success(request, _("Read."))
    return redirect("questionnaires:answer", following.pk if following else sheet.pk)


def _note(request, sheet, form):
    sheet.keep_note(form.cleaned_data["note"])
    messages.success(request, _("The note is kept."))
    return redirect("questionnaires:answer", sheet.pk)


def _ask(request, sheet, form):
    sheet.ask_back(by=request.user, text=form.cleaned_data["text"])
    messages.success(request, _("Your question is on its way. You hear of the answer by mail."))
    return redirect("questionnaires:answer", sheet.pk)


def _again(request, sheet, form):
    pk = request.POST["again"]
    asked = get_object_or_404(sheet.asked_back, pk=pk if pk.isdecimal() else None, replied_at=None)
    if asked.resend():
        messages.success(request, _("The mail is on its way."))
    else:
        messages.warning(request, _("It was sent less than 24 hours ago. Please try again later."))
    return redirect("questionnaires:answer", sheet.pk)


ACTIONS = {"read": _read, "keep": _note, "ask": _ask, "again": _again}
FORMS = {"keep": NoteForm, "ask": AskBackForm}


def _next(sheet):
    """The feedback that has waited longest for Maya, this one apart."""
    return Sheet.objects.finished().unread().exclude(pk=sheet.pk).order_by("finished_at", "pk").first()


def _other(sheet):
    """The other side's feedback about the same immersion, if it is there."""
    return Sheet.objects.finished().filter(placement=sheet.placement).exclude(pk=sheet.pk).first()
