"""A member organisation, from its application on, and its history."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.personal import Personal
from exchange.programmes.models import Twin, term_key, term_list
from exchange.programmes.search import word_list
from exchange.programmes.texts import TextsField

from .. import places
from ..checks import check_enterprise_number
from ..managers import OrganisationQuerySet
from ..states import State as OrganisationState
from .joining import Joining
from .roles import Roles


class Organisation(Joining, Roles, models.Model):
    """A member organisation. Texts per language; one language is enough."""

    State = OrganisationState

    BESIDE = ("phone", "mail", "consent_given_by", "approver_name", "approver_mail")  # people it names

    # What must be told before the first offer appears.
    NEEDED = ("street", "setting", "language_role", "body", "whom_we_receive", "how_to_refer", "whom_to_call")

    # The columns it is searched by, beside the list of whom it receives.
    SEARCHED = frozenset({
        "name", "sector", "structure", "postcode", "municipality", "whom_we_receive", "how_to_refer",
    })  # fmt: skip

    class Role(models.TextChoices):
        FR = "FR", _("French-speaking")
        NL = "NL", _("Dutch-speaking")
        BI = "BI", _("Bilingual")

    class Consent(models.TextChoices):
        EACH = "each", _("Each time, while the host decides")
        STRICT = "strict", _("Each time, before the host is asked")
        GENERAL = "general", _("A general consent, given once")
        NONE = "none", _("No consent is needed")

    name = TextsField(verbose_name=_("Name"), blank=False)
    sector = term_key("sector", verbose_name=_("Sector"))
    structure = term_key("structure", verbose_name=_("Type of organisation"))
    setting = term_key("setting", null=True, blank=True, verbose_name=_("Setting"))
    street = models.CharField(_("Street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("Postcode"), max_length=10)
    municipality = TextsField(verbose_name=_("Municipality"))
    latitude = models.FloatField(null=True, editable=False, help_text="Degrees, of the postcode; empty abroad.")
    longitude = models.FloatField(null=True, editable=False)
    language_role = models.CharField(_("Language role"), max_length=2, choices=Role, blank=True)
    body = term_key("body", null=True, blank=True, verbose_name=_("Recognised or funded by"))
    enterprise_number = models.CharField(
        _("Enterprise number"), max_length=10, blank=True, validators=[check_enterprise_number]
    )
    website = models.URLField(_("Website"), blank=True)
    phone = models.CharField(_("General phone"), max_length=30, blank=True)
    mail = models.EmailField(_("General e-mail address"), blank=True)
    publics = term_list("public", verbose_name=_("Whom we receive"))
    whom_we_receive = TextsField(long=True, verbose_name=_("Whom we receive, in our words"))
    how_to_refer = TextsField(long=True, verbose_name=_("How to refer someone to us"))
    waiting_time = TextsField(verbose_name=_("Waiting time, as we say it"))
    whom_to_call = TextsField(verbose_name=_("Whom to call"))
    directory = models.URLField(_("Our page in a public social directory"), blank=True)
    consent = models.CharField(_("Consent of the employer"), max_length=10, choices=Consent, default=Consent.EACH)
    consent_given_by = models.CharField(_("General consent given by"), max_length=120, blank=True)
    consent_given_on = models.DateField(_("General consent given on"), null=True, blank=True)
    consent_until = models.DateField(_("General consent ends on"), null=True, blank=True)
    approver_name = models.CharField(_("Who agrees for the employer"), max_length=120, blank=True)
    approver_mail = models.EmailField(_("Their e-mail address"), blank=True)
    state = models.CharField(max_length=10, choices=OrganisationState, default=State.APPLIED, editable=False)
    correction = models.TextField(blank=True, editable=False, help_text="What Maya asks to correct.")
    reason = models.TextField(blank=True, editable=False, help_text="Why declined or paused, as told to it.")
    join_code = models.CharField(max_length=12, unique=True, null=True, editable=False)
    hold_until = models.DateField(null=True, blank=True, editable=False, help_text="Reminders rest until then.")
    hosted = models.PositiveIntegerField(
        default=0, editable=False, help_text="Kept count: completed immersions here that count for the commitment."
    )
    received = models.PositiveIntegerField(
        default=0, editable=False, help_text="Kept count: everybody who came, from one's own sector too."
    )
    sent = models.PositiveIntegerField(default=0, editable=False, help_text="Kept count: those of our staff elsewhere.")
    applied_at = models.DateTimeField(default=timezone.now, editable=False)
    mail_confirmed_at = models.DateTimeField(null=True, editable=False)
    welcomed_at = models.DateTimeField(null=True, editable=False)
    touched_at = models.DateTimeField(default=timezone.now, editable=False)
    without_reference_since = models.DateField(null=True, editable=False)
    search_text = models.TextField(editable=False, default="")

    objects = OrganisationQuerySet.as_manager()

    personal = Personal(keep="organisation", beside=BESIDE, erase=BESIDE)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["postcode"], name="organisation_postcode"),
            models.Index(fields=["latitude", "longitude"], name="organisation_point"),
        ]

    def __str__(self):
        return self.name.best()

    def save(self, *args, update_fields=None, **kwargs):
        """Keep the point on the map in step with the postcode, and the searched words with what people wrote."""
        for name, value in places.point(self.postcode).items():
            setattr(self, name, value)
        if update_fields is None or self.SEARCHED & set(update_fields):
            self.search_text = self.words()
        if update_fields is not None and self.SEARCHED & set(update_fields):
            update_fields = {*update_fields, "latitude", "longitude", "search_text"}
        with Organisation.objects.all().noted(update_fields):
            super().save(*args, update_fields=update_fields, **kwargs)

    def remember_words(self):
        """Make the searched words again: after its list of publics changed, or what no organisation hears of."""
        Organisation.objects.filter(pk=self.pk).update(search_text=self.words())

    def words(self, twins=None):
        """Everything one may search it by, folded, in all languages it is written in, and its twins."""
        twins = Twin.objects.groups() if twins is None else twins
        own = [self.name, self.municipality, self.whom_we_receive, self.how_to_refer]
        terms = [self.sector, self.structure, *([] if self._state.adding else self.publics.all())]
        texts = [text for each in [*own, *(term.name for term in terms)] for text in each.values()]
        return word_list([self.postcode, *texts], twins)

    @property
    def place_text(self):
        """Postcode and municipality, in the reader's language."""
        return f"{self.postcode} {self.municipality.best()}".strip()

    @property
    def address_lines(self):
        return [line for line in (self.street, self.place_text) if line]

    @property
    def is_specialised_in_both(self):
        return self.sector.counts_with_all

    @property
    def enterprise_number_text(self):
        """The number as people write it: 0123.456.789."""
        digits = self.enterprise_number
        return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}" if digits else ""

    def has_needed_for_publishing(self):
        """Labels of what is still missing before the first offer may be published; empty when all is there."""
        missing = [self._meta.get_field(name).verbose_name for name in self.NEEDED if not getattr(self, name)]
        if self.language_role == self.Role.BI and not (self.name.get("fr") and self.name.get("nl")):
            missing.insert(0, _("Name in French and in Dutch"))
        return missing

    def general_consent_holds(self, date):
        """Whether the general consent, given once, covers a first day on this date."""
        return self.consent == self.Consent.GENERAL and (self.consent_until is None or date <= self.consent_until)


class OrganisationEvent(models.Model):
    """One thing that happened to an organisation; written once, never changed."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="events")
    name = models.CharField(max_length=30)
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    personal = Personal(
        keep="organisation", title=_("What you did for organisations"), own=("by",), erase=("note",),
        export=("organisation", "name", "note", "at"),
    )  # fmt: skip

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.organisation_id} {self.name}"
