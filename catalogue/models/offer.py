"""What a host offers, on its own conditions."""

from datetime import time

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.members.models import Member, Organisation
from exchange.personal import Personal
from exchange.programmes.change import Noting
from exchange.programmes.models import Programme, Twin, term_key, term_list
from exchange.programmes.search import Searchable, word_list
from exchange.programmes.texts import TextsField

from ..conditions import LEVELS, SUPPOSED, Conditions, TravelCosts
from ..confirming import Confirming, ConfirmingQuerySet
from ..opening import Opening, months_ahead, not_paused
from ..publishing import Publishing

GONE = [Organisation.State.LEFT, Organisation.State.REJECTED]


def month_bits(months):
    """Months as bits, January lowest, so that both databases can ask for an overlap."""
    return sum(1 << (month - 1) for month in set(months))


class OfferQuerySet(Noting, Searchable, ConfirmingQuerySet):
    # What decides whether and where an offer is found, and what its card says. `search_text` stands for the lists of
    # terms: it is made again whenever they are set
    found_by = frozenset({
        "state", "paused_until", "organisation", "programme", "months_mask", "weekdays", "minimum_dates",
        "maximum_dates", "no_diploma", "asked_language", "asked_level", "search_text", "published_at", "title",
        "see", "months", "in_a_row",
    })  # fmt: skip

    def published(self):
        """What members may find: shown and not paused."""
        return self.shown().filter(not_paused())

    def shown(self):
        """What members may open by its address: published, by an active organisation; also while it is paused."""
        return self.filter(state=Offer.State.PUBLISHED, organisation__state=Organisation.State.ACTIVE)

    def visible_to(self, member):
        """Maya sees all; the host's own people their own, in any state; members what is shown."""
        if member.is_coordinator:
            return self
        own = Q(organisation__in=member.organisations().exclude(state__in=GONE))
        if member.sees_catalogue():
            return self.filter(own | Q(pk__in=self.shown().values("pk")))
        return self.filter(own)

    def editable_by(self, member):
        """Those of the organisations this person leads, also while they wait for Maya's welcome."""
        return self.filter(organisation__in=member.leads().exclude(state__in=GONE))

    def open_in(self, months):
        """Open in at least one of these months (1 to 12), the next of its name; one closed to its end is not."""
        periods, wanted = Offer.closed_periods.field.model.objects, Q(pk=None)
        for month in [each for each in months_ahead() if each.month in months]:
            self = self.alias(**{f"in_{month.month}": F("months_mask").bitand(month_bits([month.month]))})
            closed = Exists(periods.covering(month).filter(offer=OuterRef("pk")))
            wanted |= Q(~closed, **{f"in_{month.month}__gt": 0})
        return self.filter(wanted)

    def open_to(self, level):
        """What asks for no more of a language than this level, as `level_needed` has it."""
        needed = Case(
            When(asked_language=None, then=Value(LEVELS[0])),
            When(asked_level__code__in=LEVELS, then=F("asked_level__code")),
            default=Value(SUPPOSED),
        )
        return self.alias(needed=needed).filter(needed__in=LEVELS[: LEVELS.index(level) + 1])

    def for_cards(self):
        """With everything that a card of the catalogue shows, at a fixed number of queries."""
        related = ["programme", "organisation__sector", "organisation__structure", "photo"]
        cards = self.select_related(*related).defer("photo__content", "photo__small")
        return cards.prefetch_related("languages")


class Offer(Publishing, Opening, Confirming, Conditions, models.Model):
    """One sheet of the catalogue: a place where a worker of another organisation can spend more than a day."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        HIDDEN = "hidden", _("Hidden")
        ARCHIVED = "archived", _("Archived")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="offers")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, editable=False)
    title = TextsField(verbose_name=_("Title"))
    see = TextsField(long=True, verbose_name=_("What one will see"))
    hours_note = TextsField(verbose_name=_("About days and hours"))
    weekdays = models.JSONField(_("Days of the week"), default=list, blank=True, help_text="0 (Monday) to 6.")
    starts = models.TimeField(_("Begins at"), null=True, blank=True)
    ends = models.TimeField(_("Ends at"), null=True, blank=True)
    break_minutes = models.PositiveSmallIntegerField(_("Break, in minutes"), default=30)
    minimum_dates = models.PositiveSmallIntegerField(_("At least how many days"), default=2)
    maximum_dates = models.PositiveSmallIntegerField(_("At most how many days"), null=True, blank=True)
    in_a_row = models.BooleanField(_("The days follow each other"), default=False)
    months = models.JSONField(_("Months open"), default=list, blank=True, help_text="1 (January) to 12.")
    months_note = TextsField(verbose_name=_("About the other months"))
    languages = term_list("language", verbose_name=_("Languages spoken in the place"))
    asked_language = term_key("language", null=True, blank=True, verbose_name=_("Language the visitor needs"))
    asked_level = term_key("level", null=True, blank=True, verbose_name=_("Level the visitor needs"))
    contact = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Whom a visitor may call")
    )
    companion = TextsField(verbose_name=_("Who takes the visitor along"))
    publics = term_list("public", verbose_name=_("Publics"))
    themes = term_list("theme", verbose_name=_("Themes"))
    professions = term_list("profession", verbose_name=_("Professions welcome"))
    excluded = TextsField(verbose_name=_("Who is better served elsewhere"))
    no_diploma = models.BooleanField(_("No diploma is needed"), default=True)
    shifts = term_list("shift", verbose_name=_("Shifts"))
    capacity = models.PositiveSmallIntegerField(_("Visitors at the same time"), default=1)
    monthly_capacity = models.PositiveSmallIntegerField(_("Visitors in one month"), null=True, blank=True)
    notice_days = models.PositiveSmallIntegerField(_("Ask how many days before"), null=True, blank=True)
    secrecy = term_key("secrecy", null=True, blank=True, verbose_name=_("What the visitor sees of clients"))
    attend = TextsField(long=True, verbose_name=_("What the visitor attends"))
    not_attend = TextsField(long=True, verbose_name=_("What the visitor does not attend"))
    home_visits = models.BooleanField(_("Home visits, if the person agrees"), default=False)
    pre_meeting = models.BooleanField(_("A first meeting is asked"), default=False)
    vaccination = models.BooleanField(_("A vaccination statement is asked"), default=False)
    criminal_record = models.BooleanField(_("A criminal record extract is asked"), default=False)
    dress = TextsField(verbose_name=_("Dress"))
    other_conditions = TextsField(long=True, verbose_name=_("Other conditions"))
    meal = term_key("meal", null=True, blank=True, verbose_name=_("Meals"))
    meal_note = TextsField(verbose_name=_("About meals"))
    transports = term_list("transport", verbose_name=_("How to come"))
    travel_costs = models.CharField(_("Who pays the way"), max_length=10, choices=TravelCosts, blank=True)
    nearest_stop = TextsField(verbose_name=_("Nearest stop"))
    access = term_list("access", verbose_name=_("Accessibility"))
    access_note = TextsField(verbose_name=_("About accessibility"))
    search_text = models.TextField(editable=False, default="")
    months_mask = models.PositiveSmallIntegerField(editable=False, default=0, help_text="`months` as bits.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False, help_text="When the host last said that it is true.")
    touched_at = models.DateTimeField(
        default=timezone.now, editable=False, help_text="Those who want its last place queue here."
    )

    objects = OfferQuerySet.as_manager()

    personal = Personal(
        keep="organisation", title=_("Offers that name you as contact"), own=("contact",),
        export=("organisation", "title", "state"),
    )  # fmt: skip

    class Meta:
        ordering = ["-published_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(capacity__gte=1), name="offer_takes_at_least_one"),
            models.CheckConstraint(condition=~Q(monthly_capacity=0), name="offer_takes_one_a_month_or_more"),
        ]

    def __str__(self):
        return self.title.best()

    def get_absolute_url(self):
        return reverse("catalogue:offer", args=[self.pk])

    def save(self, *args, update_fields=None, **kwargs):
        """Keep what searching and filtering read in step with what people wrote."""
        self.months_mask = month_bits(self.months)
        self.search_text = self.words()
        if update_fields is not None:
            update_fields = {*update_fields, "months_mask", "search_text"}
        with Offer.objects.all().noted(update_fields):
            super().save(*args, update_fields=update_fields, **kwargs)

    def remember_words(self):
        """Make the searched words again: after its lists changed, or its organisation's name."""
        Offer.objects.filter(pk=self.pk).update(search_text=self.words())

    def words(self, twins=None):
        """Everything one may search it by, folded, in all languages it is written in, and its twins."""
        twins = Twin.objects.groups() if twins is None else twins
        place = self.organisation
        own = [self.title, self.see, self.attend, self.companion, self.other_conditions, self.nearest_stop]
        theirs = [place.name, place.municipality, place.sector.name, place.structure.name]
        terms = [] if self._state.adding else [term.name for term in [*self.themes.all(), *self.publics.all()]]
        texts = [text for each in own + theirs + terms for text in each.values()]
        return word_list([place.postcode, *texts], twins)

    @property
    def contact_phone(self):
        """The number at which a visitor reaches the contact: the own one, else that of the house."""
        return (self.contact and self.contact.phone) or self.organisation.phone

    def notice(self):
        """Days between asking and the first day: the host's own, else the programme's."""
        return self.programme.notice_days if self.notice_days is None else self.notice_days

    def default_days(self, dates):
        """Dates with the hours that the host offers, as values for the days of a placement."""
        hours = {"starts": self.starts or time(9), "ends": self.ends or time(17), "break_minutes": self.break_minutes}
        return [{"date": date, **hours} for date in sorted(dates)]

    def similar(self, limit=3):
        """Other places a member may ask, the most alike first: structure, then sector, then shared themes."""
        place = self.organisation
        points = Case(
            When(organisation__structure=place.structure_id, then=Value(4)),
            When(organisation__sector=place.sector_id, then=Value(2)),
            default=Value(0),
        )
        shared = Count("themes", filter=Q(themes__in=self.themes.values("pk")), distinct=True)
        others = Offer.objects.published().exclude(organisation=place).for_cards()
        return others.annotate(points=points + shared).order_by("-points", "-published_at", "pk")[:limit]
