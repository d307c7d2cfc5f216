"""The filters of the list: several values in one widen, several filters narrow."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from exchange.programmes.models import Term

from .models import Offer
from .words import month_names

KINDS = ["sector", "structure", "public", "theme", "language"]


def terms_in_use():
    """Terms that some published offer bears, so that no filter offers what finds nothing; one query."""
    published = Offer.objects.published()
    through = [getattr(Offer, name).through.objects for name in ("languages", "publics", "themes")]
    listed = [rows.filter(offer__in=published.values("pk")).values("term") for rows in through]
    places = [published.values("organisation__sector"), published.values("organisation__structure")]
    wanted = Q()
    for rows in [*listed, *places]:
        wanted |= Q(pk__in=rows)
    return Term.objects.filter(wanted, kind__in=KINDS)


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


class OrganisationTerms(Choices):
    def filter(self, queryset, value):
        return queryset.filter(**{f"organisation__{self.field_name}__code__in": value}) if value else queryset


class OfferFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="search", label=_("Search"))
    sector = OrganisationTerms(field_name="sector", label=_("Sector"))
    structure = OrganisationTerms(field_name="structure", label=_("Type of organisation"))
    language = ThroughTerms(field_name="languages", label=_("Language of the team"))
    month = django_filters.MultipleChoiceFilter(
        method="open_in", label=_("Month"), choices=[(str(n), capfirst(name)) for n, name in MONTHS.items()],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks months"}),
    )  # fmt: skip
    public = ThroughTerms(field_name="publics", label=_("Public"))
    theme = ThroughTerms(field_name="themes", label=_("Theme"))

    class Meta:
        model = Offer
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = {kind: [] for kind in KINDS}
        for term in terms_in_use():
            names[term.kind].append((term.code, capfirst(term)))
        for kind, choices in names.items():
            self.filters[kind].extra["choices"] = choices

    def search(self, queryset, _name, value):
        return queryset.matching(value)

    def open_in(self, queryset, _name, value):
        return queryset.open_in([int(month) for month in value])

    def in_use(self):
        """What is filtered on: pairs (words, the query without this filter), for the chips."""
        values = self.form.cleaned_data if self.form.is_valid() else {}
        return [(self._words(name, value), self._without(name)) for name, value in values.items() if value]

    def _words(self, name, value):
        if name == "q":
            return f"“{value}”"
        if name == "month":
            return month_names([int(month) for month in value])
        names = dict(self.filters[name].extra["choices"])
        return ", ".join(str(names[code]) for code in value)

    def _without(self, name):
        data = self.data.copy()
        for key in (name, "page"):
            data.pop(key, None)
        return data.urlencode()
