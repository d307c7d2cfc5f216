"""From what people type on the pages of asking to valid values."""

import datetime as dt

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exchange.members.models import Member, Membership
from exchange.programmes.models import Term
from exchange.programmes.texts import NameField
from exchange.programmes.validators import no_register_number

from ..models import Message, Placement

FIRST_GOALS = 4  # stand open on the page; the others are folded
GOALS = 3  # at most: what is more is not looked at in two days


def free_text(label, rows=3, **options):
    """A text in which nobody who lives in or comes to a place may be recognised."""
    return forms.CharField(
        label=label, widget=forms.Textarea(attrs={"rows": rows}), validators=[no_register_number], **options
    )


def terms(kind):
    return Term.objects.of(kind).open()


class AskForm(forms.ModelForm):
    """What is asked besides the hours. Fields with only one possible answer are left out."""

    class Meta:
        model = Placement
        fields = ["worker", "sender", "goals", "own_goal", "motivation", "own_insurance", "word_to_maya", "has_spoken"]

    missing = {"worker": _("Choose who goes."), "sender": _("Choose for which organisation.")}
    proposal = forms.ChoiceField(label=_("Which days suit you?"), required=False, widget=forms.RadioSelect)
    motivation = free_text(
        _("A word for the team"),
        max_length=500,
        required=False,
        help_text=_("Why here, why now? One sentence is enough."),
    )
    word_to_maya = free_text(
        _("A sentence for Maya"),
        2,
        max_length=500,
        required=False,
        help_text=_("Maya reads it when your place is confirmed."),
    )
    own_goal = forms.CharField(
        label=_("Something else you want to learn"), max_length=200, required=False, validators=[no_register_number]
    )
    has_spoken = forms.BooleanField(required=False, widget=forms.HiddenInput)
    function = forms.ModelChoiceField(
        label=_("Your profession"),
        queryset=Term.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("Choose"),
        help_text=_("The host reads it now, and later it stands on your certificate."),
    )

    def __init__(self, *args, offer, member, suggestions=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.offer, self.member = offer, member
        self.fields["proposal"].choices = [*((one.key, one) for one in suggestions), ("", OwnDays())]
        self._keep_if_several("worker", workers_for(member), _("Who goes?"))
        self._keep_if_several("sender", senders_for(member, offer), _("For which organisation?"))
        goals = self.fields["goals"]
        goals.queryset, goals.help_text = terms("goal"), _("Three at most.")
        goals.widget = forms.CheckboxSelectMultiple(choices=goals.choices)
        self.fields["function"].queryset = terms("profession")
        if not member.memberships.current().filter(status="self_employed").exists():
            del self.fields["own_insurance"]
        if member.function_text:
            del self.fields["function"]

    def _keep_if_several(self, name, rows, label):
        field = self.fields[name]
        field.queryset, field.label, field.empty_label = rows, label, None
        if len(rows) < 2:
            del self.fields[name]

    @property
    def led(self):
        """The organisations to which this member may add somebody without e-mail."""
        return senders_for(self.member, self.offer).filter(pk__in=self.member.leads().values("pk"))

    @property
    def is_short(self):
        """After a talk the dates are enough."""
        return self["has_spoken"].value() in {True, "True", "on", "1"}

    @property
    def shows_all_goals(self):
        """Whether a goal was ticked among those that are folded away at first."""
        return any(box.data["selected"] for box in list(self["goals"])[FIRST_GOALS:])

    def clean_goals(self):
        if len(goals := self.cleaned_data["goals"]) > GOALS:
            raise forms.ValidationError(_("Choose three goals at most."), code="many")
        return goals

    def clean(self):
        values = super().clean()
        worker = values.setdefault("worker", self.member)
        sender = values.setdefault("sender", senders_for(self.member, self.offer).first())
        if worker and sender and not worker.is_in(sender):
            self.add_error("worker", _("This person does not work for that organisation."))
        if not values.get("motivation") and not values.get("has_spoken") and "motivation" not in self.errors:
            why = _("Write one sentence, so that the team knows why.")
            self.add_error("motivation", forms.ValidationError(why, code="required"))
        if "function" in self.fields and worker == self.member and not values.get("function"):
            who = _("Choose your profession, so that the team knows who comes.")
            self.add_error("function", forms.ValidationError(who, code="required"))
        if self._is_self_employed(worker, sender) and not values.get("own_insurance"):
            self.add_error("own_insurance", _("Whoever is self-employed needs their own insurance."))
        return values

    def _is_self_employed(self, worker, sender):
        roles = worker.memberships.current().filter(organisation=sender, status="self_employed") if worker else None
        return "own_insurance" in self.fields and worker == self.member and roles.exists()

    def proposed(self):
        """The dates of the suggestion that was picked; None where own days are proposed."""
        dates = self.cleaned_data.get("proposal")
        return self.offer.default_days([dt.date.fromisoformat(date) for date in dates.split(",")]) if dates else None

    def keep(self, days):
        """Write the draft with these dates; a new one, or the one that was kept."""
        words = {name: value for name, value in self.cleaned_data.items() if name not in {"proposal", "function"}}
        words |= {"by": self.member, "days": days}
        if function := self.cleaned_data.get("function"):
            Member.objects.filter(pk=self.member.pk).update(function=function)
            self.member.function = function
        if not self.instance.pk:
            return Placement.draft(offer=self.offer, **words)
        self.instance.write(**words)
        return self.instance


class OwnDays(str):
    """The last choice among the suggestions."""

    small = _("Write them below.")

    def __new__(cls):
        return super().__new__(cls, _("Propose other days"))


def workers_for(member):
    """The member, and the workers without mail of the organisations that the member leads."""
    led = Membership.objects.current().filter(organisation__in=member.leads())
    others = Member.objects.filter(has_mail=False, memberships__in=led).values("pk")
    return Member.objects.filter(Q(pk=member.pk) | Q(pk__in=others)).order_by("first_name", "last_name")


def senders_for(member, offer):
    """For whom this member may ask the offer."""
    return member.organisations().active().exclude(pk=offer.organisation_id)


class RefuseForm(forms.Form):
    """A kind no, with a reason from the list."""

    missing = {"reason": _("Choose a reason: the worker sees it.")}
    reason = forms.ModelChoiceField(
        label=_("What is the reason?"),
        queryset=Term.objects.none(),
        to_field_name="code",
        widget=forms.RadioSelect,
        empty_label=None,
    )
    note = free_text(_("A sentence for the worker"), 2, max_length=500, required=False)
    told = forms.BooleanField(label=_("Already told by phone: send no mail"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].queryset = terms("refusal")

    def clean_reason(self):
        return self.cleaned_data["reason"].code


class ConsentForm(forms.Form):
    """Who agrees for the employer, in which function."""

    missing = {"name": _("Write your name."), "function": _("Write your function.")}
    name = NameField(label=_("Your name"), max_length=120)
    function = NameField(label=_("Your function"), max_length=120)


class NoConsentForm(forms.Form):
    """The employer does not agree; the reason stays inside, as `history` shows it and the mail tells it."""

    note = free_text(
        _("Why not?"),
        2,
        max_length=500,
        required=False,
        help_text=_(
            "Your colleague, who leads or approves in your organisation, and Maya read this. The host never does."
        ),
    )


class MessageForm(forms.ModelForm):
    """A message to the other side."""

    class Meta:
        model = Message
        fields = ["text"]

    missing = {"text": _("Write your message.")}
    text = free_text(_("Your message"), max_length=2000)
