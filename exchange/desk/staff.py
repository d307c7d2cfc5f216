"""Maya's staff: who belongs to it, who joins, who leaves. At least two, so that a lost phone locks nobody out."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from agreements.views.kept import fresh_keeping
from exchange.members.access import coordinator_required, fresh_required
from exchange.members.fresh import has_second_step
from exchange.members.models import Member


class StaffForm(forms.ModelForm):
    """Who joins; a person who has an account keeps the own name and language."""

    class Meta:
        model = Member
        fields = ["email", "first_name", "last_name", "language"]
        help_texts = {"email": gettext_lazy("Signing in asks for a code by mail, then for a second step.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["first_name"].required = True
        self.fields["first_name"].error_messages["required"] = _("Please write the first name.")

    def _get_validation_exclusions(self):
        """A known address is welcome here: the person joins."""
        return {*super()._get_validation_exclusions(), "email"}

    def validate_constraints(self):
        """As above: the address of a member is no mistake."""


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
