"""Maya's staff: who belongs to it, who joins, who leaves. At least two, so that a lost phone locks nobody out."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.views.kept import fresh_keeping
from exchange.members.access import coordinator_required, fresh_required
from exchange.members.fresh import has_second_step
from exchange.members.models import Member


class StaffForm(forms.Form):
    """Who joins; a person who has an account is welcome too, and keeps the own name and language."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields |= forms.fields_for_model(Member, ["email", "first_name", "last_name", "language"])
        self.fields["email"].help_text = _("Signing in asks for a code by mail, then for a second step.")
        self.fields["first_name"].required = True
        self.fields["first_name"].error_messages["required"] = _("Please write the first name.")


@coordinator_required
@require_http_methods(["GET", "POST"])
@fresh_keeping
def staff(request):
    """The list, and the form to add somebody."""
    form = StaffForm(request.POST or request.kept or None)
    if request.method == "POST" and form.is_valid():
        person = Member.join_staff(by=request.user, **form.cleaned_data)
        messages.success(request, _("%(name)s belongs to Maya’s staff. Everybody has a mail.") % {"name": person})
        return redirect("desk:staff")
    rows = [(person, has_second_step(person)) for person in Member.staff()]
    return render(request, "desk/staff.html", {"rows": rows, "form": form})


@coordinator_required
@require_http_methods(["GET", "POST"])
@fresh_required
def leave(request, pk):
    """The button of the list. Who had to prove first who they are comes here by GET, and finds the button again."""
    person = get_object_or_404(Member.staff(), pk=pk)
    if request.method == "POST":
        person.leave_staff(by=request.user)
        messages.success(request, _("%(name)s no longer belongs to Maya’s staff.") % {"name": person})
    return redirect("desk:staff")
