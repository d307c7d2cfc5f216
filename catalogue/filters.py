"""The filters of the list: several values in one widen, several filters narrow."""

from functools import cached_property

import django_filters
from django import forms
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.dates import MONTHS_AP, WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from exchange.members.places import municipality
from exchange.programmes.models import Programme, Term

from .counting import DAYS, KEYS, LISTS, Bits, Counts
from .facets import Facet
from .models import Offer
from .words import days_text

LIMITS = [("20", _("under 20 min")), ("45", _("under 45 min")), ("60", _("under 60 min"))]
NOT_LISTED = {"q", "place"}  # what is asked elsewhere than in the aside


def terms_in_use(bits):
    """Terms that some published offer bears, so that no filter offers what finds nothing; one query.

    Every open profession comes along: where no list is written, each is welcome.
    """
    for term in Term.objects.filter(kind__in=[*LISTS, *KEYS]).exclude(code="NOTACC"):
        if bits.has(term.kind, term.code) or (term.kind == "profession" and term.is_open):
            yield term


def programmes_in_use(bits):
    """Pairs (code, name) where the offers belong to several; no query while there is one."""
    codes = bits.values("programme")
    return [(each.code, str(each)) for each in Programme.objects.filter(code__in=codes)] if len(codes) > 1 else []


def place_name(postcode):
    """'1030 Schaerbeek', as a filter in use is named."""
    place = municipality(postcode)
    return f"{postcode} {place.name(get_language())}" if place else postcode


def limit_text(name, minutes):
    if name == "from_work":
        return _("Under %(minutes)s min from work") % {"minutes": minutes}
    return _("Under %(minutes)s min from home") % {"minutes": minutes}


class Choices(django_filters.MultipleChoiceFilter):
    """Boxes to tick in the aside; they belong to the form `find`."""

    def __init__(self, **kwargs):
        super().__init__(widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}), **kwargs)


class ThroughTerms(Choices):
    """Rows with at least one of these terms; asked by subquery, so that no row comes twice."""

    def filter(self, queryset, value):
        if not value:
            return queryset
        through = getattr(Offer, self.field_name).through.objects.filter(term__code__in=value)
        return queryset.filter(pk__in=through.values("offer"))


class WelcomeTerms(ThroughTerms):
    """The same, for a list that welcomes everybody as long as it is empty."""

    def filter(self, queryset, value):
        if not value:
            return queryset
        listed = getattr(Offer, self.field_name).through.objects
        everybody = ~Q(pk__in=listed.values("offer"))
        return queryset.filter(everybody | Q(pk__in=listed.filter(term__code__in=value).values("offer")))


class KeyTerms(Choices):
    def filter(self, queryset, value):
        return queryset.filter(**{f"{self.field_name}__code__in": value}) if value else queryset


class Travel(django_filters.ChoiceFilter):
    """How long the way may take, from one of the two places where the reader sets out."""

    def __init__(self, **kwargs):
        widget = forms.RadioSelect(attrs={"class": "ticks"})
        super().__init__(method="reached", choices=LIMITS, empty_label=_("any"), widget=widget, **kwargs)


class OfferFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="search", label=_("Search"))
    place = django_filters.CharFilter(field_name="organisation__postcode", label=_("Place"))
    sector = KeyTerms(field_name=KEYS["sector"], label=_("Sector"))
    language = ThroughTerms(field_name="languages", label=_("Language of the team"))
    month = django_filters.MultipleChoiceFilter(
        method="open_in", label=_("Month"), choices=[(str(n), capfirst(name)) for n, name in MONTHS_AP.items()],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks months"}),
    )  # fmt: skip
    from_work = Travel(label=_("Travel from my workplace"))
    from_home = Travel(label=_("Travel from my home"))
    structure = KeyTerms(field_name=KEYS["structure"], label=_("Type of organisation"))
    setting = KeyTerms(field_name=KEYS["setting"], label=_("Setting"))
    public = ThroughTerms(field_name="publics", label=_("Public"))
    theme = ThroughTerms(field_name="themes", label=_("Theme"))
    profession = WelcomeTerms(field_name="professions", label=_("Professions welcome"))
    level = KeyTerms(field_name=KEYS["level"], label=_("Level the visitor needs"))
    weekday = Choices(
        method="on_weekdays", label=_("Days of the week"),
        choices=[(str(n), capfirst(name)) for n, name in WEEKDAYS.items()],
    )  # fmt: skip
    days = Choices(method="lasting", label=_("Duration"))
    access = ThroughTerms(field_name="access", label=_("Accessibility"))
    diploma = Choices(method="without_diploma", label=_("Diploma"), choices=[("none", _("No diploma is needed"))])
    programme = Choices(field_name="programme__code", label=_("Programme"))

    class Meta:
        model = Offer
        fields = []

    def __init__(self, *args, traveller=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.traveller, self.bits = traveller, Bits.now()
        for start in ("work", "home"):
            if not getattr(traveller, start, None):
                del self.filters[f"from_{start}"]
        names = {kind: [] for kind in [*LISTS, *KEYS]}
        for term in terms_in_use(self.bits):
            names[term.kind].append((term.code, capfirst(term)))
        for kind, choices in names.items():
            self.filters[kind].extra["choices"] = choices
        self.filters["days"].extra["choices"] = [(str(n), days_text(n, n, spelled=False)) for n in DAYS]
        self.filters["programme"].extra["choices"] = programmes_in_use(self.bits)

    @cached_property
    def chosen(self):
        """The filters in use and their values; what is not known is left aside, as in the list."""
        self.form.full_clean()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @cached_property
    def counts(self):
        return Counts(self.bits, {name: self._bits(name, value) for name, value in self.chosen.items()})

    def _bits(self, name, value):
        if name == "q":
            return self.bits.of_rows(Offer.objects.matching(value).order_by().values_list("pk", flat=True))
        if name.startswith("from_"):
            postcodes = self.traveller.postcodes(int(value), name.removeprefix("from_"))
            return self.bits.of_any("place", postcodes)
        return self.bits.of_any(name, [value] if isinstance(value, str) else value)

    def search(self, queryset, _name, value):
        return queryset.matching(value)

    def reached(self, queryset, name, value):
        return self.traveller.within(queryset, int(value), name.removeprefix("from_"))

    def open_in(self, queryset, _name, value):
        return queryset.open_in([int(month) for month in value])

    def on_weekdays(self, queryset, _name, value):
        """Open on at least one of these days; the days are figures of one digit, so their text can be asked."""
        wanted = Q()
        for day in value:
            wanted |= Q(weekdays_text__contains=day)
        return queryset.alias(weekdays_text=Cast("weekdays", TextField())).filter(wanted) if value else queryset

    def lasting(self, queryset, _name, value):
        """Where a visit of one of these numbers of days is possible."""
        wanted = Q()
        for days in map(int, value):
            open_ended = Q(maximum_dates=None) | Q(maximum_dates__gte=days)
            wanted |= Q(minimum_dates__lte=days) & open_ended
        return queryset.filter(wanted)

    def without_diploma(self, queryset, _name, value):
        return queryset.filter(no_diploma=True) if value else queryset

    def in_use(self):
        """What is filtered on: pairs (words, the query without this one value), for the chips."""
        return [chip for name, value in self.chosen.items() for chip in self._chips(name, value)]

    def _chips(self, name, value):
        if name == "q":
            return [(f"“{value}”", self._without(name, value))]
        if name == "place":
            return [(place_name(value), self._without(name, value))]
        if name.startswith("from_"):
            return [(limit_text(name, value), self._without(name, value))]
        names = dict(self.filters[name].extra["choices"])
        return [(str(names[code]), self._without(name, code)) for code in value]

    def _without(self, name, value):
        data = self.data.copy()
        data.pop("page", None)
        data.setlist(name, [] if name in NOT_LISTED else [kept for kept in data.getlist(name) if kept != value])
        return data.urlencode()

    @cached_property
    def facets(self):
        """The filters of the aside, without those that can't part the places: fewer than two values, none in use."""
        shown = [self.form[name] for name in self.filters if name not in NOT_LISTED]
        return [
            Facet(field, self._numbers(field)) for field in shown
            if len(field.field.choices) > 1 or field.name == "diploma" or field.value()
        ]  # fmt: skip

    def _numbers(self, field):
        if field.name.startswith("from_"):
            return {}
        return self.counts.of(field.name, [str(value) for value, _label in field.field.choices])
