"""The filters of the list: several values in one widen, several filters narrow."""

import django_filters
from django import forms
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.dates import MONTHS_AP, WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from exchange.programmes.models import Programme, Term

from .conditions import LEVELS
from .counting import DAYS, KEYS, LISTS
from .models import Offer
from .words import days_text

LIMITS = [("20", _("under 20 min")), ("45", _("under 45 min")), ("60", _("under 60 min"))]
ANYWHERE = _("any")
SPEAKS = {
    "understand": _("I understand the language"),
    "converse": _("I can hold a conversation"),
    "fluent": _("I speak it fluently"),
}


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


def levels_in_use(bits):
    """Pairs (code, words) where some host asks more than the least of a language; else each level finds the same."""
    if bits.of("level", LEVELS[0]) == bits.everything:
        return []
    return [(level, str(SPEAKS[level])) for level in LEVELS]


def choices(bits):
    """Per filter of the aside, in its order, pairs (value, label) in the active language."""
    names = {kind: [] for kind in [*LISTS, *KEYS]}
    for term in terms_in_use(bits):
        names[term.kind].append((term.code, capfirst(str(term))))
    names["days"] = [(str(n), days_text(n, n, spelled=False)) for n in DAYS]
    names["programme"], names["level"] = programmes_in_use(bits), levels_in_use(bits)
    for start in ("from_work", "from_home"):
        names[start] = [("", str(ANYWHERE)), *((value, str(label)) for value, label in LIMITS)]
    names["month"] = [(str(n), capfirst(str(name))) for n, name in MONTHS_AP.items()]
    names["weekday"] = [(str(n), capfirst(str(name))) for n, name in WEEKDAYS.items()]
    names["diploma"] = [("none", str(_("No diploma is needed")))]
    return {name: names[name] for name in OfferFilter.base_filters if name in names}


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
        super().__init__(method="reached", choices=LIMITS, empty_label=ANYWHERE, widget=widget, **kwargs)


class OfferFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="search", label=_("Search"))
    place = django_filters.CharFilter(field_name="organisation__postcode", label=_("Place"))
    sector = KeyTerms(field_name=KEYS["sector"], label=_("Sector"))
    language = ThroughTerms(field_name="languages", label=_("Language of the team"))
    month = django_filters.MultipleChoiceFilter(
        method="open_in", label=_("Month"), widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks months"}),
    )  # fmt: skip
    from_work = Travel(label=_("Travel from my workplace"))
    from_home = Travel(label=_("Travel from my home"))
    structure = KeyTerms(field_name=KEYS["structure"], label=_("Type of organisation"))
    setting = KeyTerms(field_name=KEYS["setting"], label=_("Setting"))
    public = ThroughTerms(field_name="publics", label=_("Public"))
    theme = ThroughTerms(field_name="themes", label=_("Theme"))
    profession = WelcomeTerms(field_name="professions", label=_("Professions welcome"))
    level = Choices(method="spoken_so", label=_("My level in the language that is asked"))
    weekday = Choices(method="on_weekdays", label=_("Days of the week"))
    days = Choices(method="lasting", label=_("Duration"))
    access = ThroughTerms(field_name="access", label=_("Accessibility"))
    diploma = Choices(method="without_diploma", label=_("Diploma"))
    programme = Choices(field_name="programme__code", label=_("Programme"))

    class Meta:
        model = Offer
        fields = []

    def __init__(self, *args, traveller, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.traveller = traveller
        for name in self.base_filters.keys() - offered.keys() - {"q", "place"}:
            del self.filters[name]
        for name, pairs in offered.items():
            self.filters[name].extra["choices"] = [pair for pair in pairs if pair[0]]

    def search(self, queryset, _name, value):
        return queryset.matching(value)

    def reached(self, queryset, name, value):
        return self.traveller.within(queryset, int(value), name.removeprefix("from_"))

    def open_in(self, queryset, _name, value):
        return queryset.open_in([int(month) for month in value])

    def spoken_so(self, queryset, _name, value):
        """What asks for no more of a language than the highest of these levels."""
        return queryset.open_to(max(value, key=LEVELS.index)) if value else queryset

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
