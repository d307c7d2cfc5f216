"""From what a host or a member typed to valid values."""

from django import forms
from django.core.validators import MaxValueValidator
from django.db import transaction
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from exchange.members.models import Member
from exchange.programmes.models import Term, term_keys
from exchange.programmes.texts import TextsFormField
from exchange.programmes.validators import named_person, no_register_number
from exchange.programmes.workdays import today

from .conditions import TravelCosts
from .forms_meanwhile import Meanwhile
from .models import ClosedPeriod, Offer, OfferQuestion
from .opening import LONGEST_PAUSE
from .publishing import NotReady

# The sections of the page, in the order in which a host thinks; the first is what publishing needs.
LONGEST_BREAK = 180  # minutes; what a placement's day takes at most
MOST = {  # beyond is a slip of the keys, and dates that no calendar has
    "minimum_dates": 12, "maximum_dates": 100, "capacity": 100, "monthly_capacity": 1000, "notice_days": 365,
}  # fmt: skip
SECTIONS = [
    ("needed", _("What everyone needs to know"), [
        "title", "see", "weekdays", "starts", "ends", "break_minutes", "minimum_dates", "maximum_dates", "in_a_row",
        "months", "languages", "contact", "secrecy",
    ]),
    ("visit", _("What happens during the visit"), ["attend", "not_attend", "companion", "home_visits"]),
    ("when", _("More about days and months"), ["hours_note", "months_note", "shifts"]),
    ("who", _("Whom you welcome, and how many"), [
        "capacity", "monthly_capacity", "notice_days", "professions", "no_diploma", "excluded", "asked_language",
        "asked_level",
    ]),
    ("about", _("Publics and themes"), ["publics", "themes"]),
    ("ask", _("What you ask before"), ["pre_meeting", "vaccination", "criminal_record", "dress", "other_conditions"]),
    ("place", _("Meals, travel, accessibility"), [
        "meal", "meal_note", "transports", "nearest_stop", "travel_costs", "access", "access_note",
    ]),
]  # fmt: skip
FREE_TEXTS = [name for _key, _label, names in SECTIONS for name in names if name in {
    "title", "see", "attend", "not_attend", "companion", "hours_note", "months_note", "excluded", "dress",
    "other_conditions", "meal_note", "nearest_stop", "access_note",
}]  # fmt: skip
NEEDED = ["title", "see", "weekdays", "starts", "ends", "minimum_dates", "months", "languages", "contact", "secrecy"]
HINTS = {
    "see": _("Two or three sentences. No names of residents or patients, please."),
    "title": _("One language is enough. Such as: Two days in the day centre."),
    "minimum_dates": _("Together longer than one full day."),
    "break_minutes": _("The break does not count as hours of the immersion."),
    "capacity": _("Whoever would be one too many on a day can’t be confirmed."),
    "monthly_capacity": _("Empty: as many as fit. Whoever comes on at least one day of the month counts."),
    "notice_days": _("Empty: the usual notice of the exchange."),
    "contact": _("Members see the name, phone and address, and may call first."),
    "months_note": _("Such as: In the other months the team is too small."),
    "attend": _("One a line."),
    "not_attend": _("One a line."),
    "maximum_dates": _("Leave empty when there is no limit."),
    "vaccination": _("Only yes or no is ever asked."),
}


def ticks(field, choices):
    """Numbers to tick, kept as a list."""
    return forms.TypedMultipleChoiceField(
        label=field.verbose_name, choices=choices, coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks in-columns brief"}),
    )  # fmt: skip


class TermLabel(str):
    """A term's name, with the sentence that explains it under it."""

    small = ""


class OfferForm(Meanwhile, forms.ModelForm):
    """Everything an offer says. A draft may be incomplete; what is published must stay complete."""

    class Meta:
        model = Offer
        fields = [name for _key, _label, names in SECTIONS for name in names]
        widgets = {
            "starts": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "ends": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "secrecy": forms.RadioSelect,
            "meal": forms.RadioSelect,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("weekdays", "months"):
            names = WEEKDAYS if name == "weekdays" else MONTHS
            self.fields[name] = ticks(Offer._meta.get_field(name), [(n, capfirst(word)) for n, word in names.items()])
            self.fields[name].initial = getattr(self.instance, name)
        own = ("", _("The sending organisation, by its own rules"))
        self.fields["travel_costs"].choices = [own, *TravelCosts.choices]
        self._offer_terms()
        people = Member.objects.filter(memberships__in=self.instance.organisation.memberships.current())
        self.fields["contact"].queryset = people.distinct().order_by("first_name", "last_name")
        for name, field in self.fields.items():
            field.required = False  # a draft may wait; publishing asks for it
            field.is_needed = name in NEEDED
            field.help_text = HINTS.get(name, "")
            if isinstance(field, TextsFormField):
                field.validators.append(no_register_number)
            if name in MOST:
                field.validators.append(MaxValueValidator(MOST[name]))

    def _offer_terms(self):
        """One query for all the lists: open terms, and closed ones that this offer has."""
        rows = list(Term.objects.all())
        for name, field in self.fields.items():
            if getattr(field, "queryset", None) is None or field.queryset.model is not Term:
                continue
            kind, kept = field.get_limit_choices_to()["kind"], term_keys(self.initial.get(name))
            field.queryset = Term.objects.of(kind).offered(kept)
            labels = [(row.pk, label(row)) for row in rows if row.kind == kind and (row.is_open or row.pk in kept)]
            if isinstance(field, forms.ModelMultipleChoiceField):
                field.widget = forms.CheckboxSelectMultiple(attrs={"class": "ticks in-columns"})
                field.widget.choices = labels
            elif isinstance(field.widget, forms.RadioSelect):
                field.widget.choices = labels
            else:
                field.widget.choices = [("", "—"), *labels]

    def sections(self):
        """For the page: key, heading, bound fields, and whether one of them has an error."""
        return [
            (key, heading, [self[name] for name in names], bool(self.errors.keys() & set(names)))
            for key, heading, names in SECTIONS
        ]

    def clean_break_minutes(self):
        number = self._number("break_minutes")
        if number > LONGEST_BREAK:
            raise forms.ValidationError(_("A break lasts at most three hours."))
        return number

    def clean_minimum_dates(self):
        return self._number("minimum_dates")

    def clean_capacity(self):
        number = self._number("capacity")
        if number < 1:
            raise forms.ValidationError(_("At least one visitor."))
        return number

    def clean_monthly_capacity(self):
        number = self.cleaned_data["monthly_capacity"]
        if number is not None and number < 1:
            raise forms.ValidationError(_("At least one visitor, or leave it empty."))
        return number

    def _number(self, name):
        """A number left empty keeps the usual one."""
        value = self.cleaned_data[name]
        return Offer._meta.get_field(name).default if value is None else value

    def clean(self):
        values = super().clean()
        low, high = values.get("minimum_dates"), values.get("maximum_dates")
        if low and high and high < low:
            self.add_error("maximum_dates", _("This can’t be less than the smallest number of days."))
        if values.get("asked_level") and not values.get("asked_language"):
            self.add_error("asked_language", _("Choose the language for this level."))
        return values

    @transaction.atomic
    def save(self):
        """Write only what the form shows, so that nobody's verb on the same offer is undone.

        Raises NotReady, and writes nothing, when a published offer would become incomplete.
        """
        offer = self.instance
        columns = {field.name for field in Offer._meta.concrete_fields} & set(self.fields)
        offer.save(update_fields=columns if offer.pk else None)
        self._save_m2m()
        offer.remember_words()
        if offer.state == Offer.State.PUBLISHED and (missing := offer.missing_to_publish()):
            raise NotReady(missing)
        return offer

    def named(self):
        """Words that look like somebody's name, to ask about after saving; empty where there are none."""
        return next(filter(None, (named_person(self.cleaned_data.get(name)) for name in FREE_TEXTS)), "")


def label(term):
    text = TermLabel(term)
    text.small = str(term.note)
    return text


class StartForm(forms.Form):
    """How a new offer begins: for which organisation, and from what."""

    organisation = forms.ModelChoiceField(None, label=_("Organisation"), empty_label=None)
    start = forms.ChoiceField(label=_("Begin with"), widget=forms.RadioSelect, initial="example")

    def __init__(self, *args, organisations, copies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        self.fields["organisation"].initial = organisations[0]
        if len(organisations) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
        copied = [(str(offer.pk), format_lazy("{} {}", _("A copy of:"), offer.title.best())) for offer in copies]
        self.fields["start"].choices = [
            ("example", _("A filled example, to change")),
            *copied,
            ("empty", _("An empty page")),
        ]


class QuestionForm(forms.ModelForm):
    missing = {"text": _("Write your question.")}

    class Meta:
        model = OfferQuestion
        fields = ["text"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["text"]
        field.help_text = _("No names of residents or patients, please.")
        field.validators.append(no_register_number)


class AnswerForm(forms.ModelForm):
    missing = {"answer": _("Write your answer.")}

    class Meta:
        model = OfferQuestion
        fields = ["answer"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        field.required = True
        field.help_text = _("It is mailed to who asked. No names of residents or patients, please.")
        field.validators.append(no_register_number)


class PauseForm(forms.Form):
    """The day on which an offer is back."""

    missing = {"until": _("Choose the day on which it is back.")}
    until = forms.DateField(
        label=_("Back on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The first day on which members find it again."),
    )  # fmt: skip

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until <= today():
            raise forms.ValidationError(_("Choose a day after today."), code="past")
        if until > today() + LONGEST_PAUSE:
            raise forms.ValidationError(_("Choose a day within a year. For longer, hide the offer."), code="far")
        return until


class ClosedPeriodForm(forms.ModelForm):
    """From a day to a day, with a sentence for whoever asks for one of them."""

    missing = {"first": _("Choose the first day."), "last": _("Choose the last day.")}

    class Meta:
        model = ClosedPeriod
        fields = ["first", "last", "note"]
        widgets = {
            "first": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "last": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {"note": _("Such as: We move house. Whoever asks for such a day reads it.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].validators.append(no_register_number)

    def clean_last(self):
        first, last = self.cleaned_data.get("first"), self.cleaned_data["last"]
        if first and last < first:
            raise forms.ValidationError(_("The last day comes before the first."), code="order")
        if last < today():
            raise forms.ValidationError(_("This period is over already."), code="past")
        return last
