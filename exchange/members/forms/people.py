"""One's own profile, colleagues, their roles, invitations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.programmes.models import term_keys
from exchange.programmes.texts import NameField

from ..models import Invitation, Member, Membership
from .fields import WHO, PhoneField

ROLE_HINTS = {
    "is_reference": _("Answers requests, invites colleagues, looks after the offers."),
    "is_deputy": _("Does the same when the reference person is away."),
    "is_signatory": _("Signs agreements. If nobody is named, the reference person signs."),
    "is_approver": _("Consents as employer. If nobody is named, the reference person does."),
}
STATUS = _("Choose a status.")


class ProfileForm(forms.ModelForm):
    missing = WHO

    class Meta:
        model = Member
        fields = ["first_name", "last_name", "phone", "function", "function_title", "spoken", "language"]
        field_classes = {"phone": PhoneField, **dict.fromkeys(["first_name", "last_name", "function_title"], NameField)}
        widgets = {
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
            "function_title": forms.TextInput(attrs={"autocomplete": "organization-title"}),
            "spoken": forms.CheckboxSelectMultiple(attrs={"class": "ticks in-columns"}),
        }
        help_texts = {
            "phone": _("Hosts and visitors see it once you are in contact."),
            "function_title": _("As it should stand on a certificate."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("first_name", "last_name"):
            self.fields[name].required = True
        for name in ("function", "spoken"):
            self.fields[name].queryset = self.fields[name].queryset.offered(term_keys(self.initial.get(name)))
        self.fields["function"].empty_label = _("Choose")


class WorkerForm(ProfileForm):
    """A colleague without an e-mail address, written down by the reference person."""

    missing = {
        "first_name": _("Write the first name of your colleague."),
        "last_name": _("Write the last name of your colleague."),
        "status": STATUS,
    }
    status = forms.ChoiceField(label=_("Status"), choices=Membership.Status)

    class Meta(ProfileForm.Meta):
        labels = {"spoken": _("Languages this person speaks"), "language": _("Language of the papers")}
        help_texts = {"function_title": _("As it should stand on a certificate.")}


class RolesMixin:
    def explain_roles(self):
        for name, hint in ROLE_HINTS.items():
            self.fields[name].help_text = hint


class RolesForm(RolesMixin, forms.ModelForm):
    missing = {"status": STATUS}

    class Meta:
        model = Membership
        fields = ["status", *Membership.ROLES]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.explain_roles()

    def clean_is_reference(self):
        """An organisation keeps a reference person; the role is handed over, not dropped."""
        others = self.instance.organisation.people(is_reference=True).exclude(pk=self.instance.member_id)
        if not self.cleaned_data["is_reference"] and not others.exists():
            raise forms.ValidationError(_("Give this role to somebody else first."), code="last")
        return self.cleaned_data["is_reference"]


class InviteForm(RolesMixin, forms.ModelForm):
    missing = {
        "email": _("Write the e-mail address of your colleague."),
        "language": _("Choose the language of the mail."),
        "status": STATUS,
    }

    class Meta:
        model = Invitation
        fields = ["email", "language", "status", *Membership.ROLES]

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.explain_roles()

    def clean_email(self):
        email = self.cleaned_data["email"]
        if self.organisation.people(member__email__iexact=email).exists():
            raise forms.ValidationError(_("This person already belongs to your organisation."), code="belongs")
        if sentence := Invitation.refusal(self.organisation, email):
            raise forms.ValidationError(sentence, code="soon")
        return email
