"""A person who signs in."""

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from exchange.notifications.outbox import Reader
from exchange.personal import Personal
from exchange.programmes.models import term_key, term_list
from exchange.programmes.texts import TextsField

from ..managers import MemberManager
from .organisation import Organisation
from .staff import Staff

POINT = ("latitude", "longitude")
LANGUAGES = [("fr", "Français"), ("nl", "Nederlands"), ("en", "English")]


class Member(Staff, AbstractBaseUser):
    """A person who signs in. There is no password: a code by mail, a passkey or an authenticator app."""

    class Mode(models.TextChoices):
        PUBLIC = "public", _("By public transport")
        BICYCLE = "bicycle", _("By bicycle")
        CAR = "car", _("By car")

    password = models.CharField(max_length=128, default="!", editable=False)
    email = models.EmailField(_("E-mail address"), unique=True)
    first_name = models.CharField(_("First name"), max_length=80, blank=True)
    last_name = models.CharField(_("Last name"), max_length=80, blank=True)
    phone = models.CharField(_("Phone"), max_length=30, blank=True)
    function = term_key("profession", null=True, blank=True, verbose_name=_("Profession"))
    function_title = models.CharField(_("Function, in your own words"), max_length=120, blank=True)
    spoken = term_list("language", verbose_name=_("Languages you speak"))
    language = models.CharField(_("Language of the site and of mails"), max_length=2, choices=LANGUAGES, default="fr")
    home_postcode = models.CharField(max_length=10, blank=True, help_text="Seen by this person alone.")
    home_municipality = TextsField()
    travel_mode = models.CharField(_("How I usually travel"), max_length=10, choices=Mode, default=Mode.PUBLIC)
    is_coordinator = models.BooleanField(default=False, help_text="One of Maya's staff.")
    is_active = models.BooleanField(default=True)
    has_mail = models.BooleanField(default=True, help_text="False: the reference person acts for this worker.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    touched_at = models.DateTimeField(default=timezone.now, editable=False, help_text="Confirmations queue here.")

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects = MemberManager()

    personal = Personal(
        keep="account",
        title=_("Your profile"),
        own=("pk",),
        export=("email", "first_name", "last_name", "phone", "function", "function_title", "spoken", "language",
                "home_postcode", "home_municipality", "get_travel_mode_display", "has_mail", "created_at",
                "last_login"),
        erase=("email", "first_name", "last_name", "phone", "function_title", "home_postcode", "home_municipality"),
    )  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="member_email_once_in_any_case")]

    def __str__(self):
        return self.name

    @property
    def name(self):
        return f"{self.first_name} {self.last_name}".strip() or self.email

    @property
    def initials(self):
        return "".join(part[:1] for part in (self.first_name, self.last_name)).upper() or self.email[:1].upper()

    @property
    def short_name(self):
        """First name and initial, as the desk shows people."""
        return f"{self.first_name} {self.last_name[:1]}.".strip() if self.last_name else self.name

    @property
    def function_text(self):
        return self.function_title or (str(self.function) if self.function_id else "")

    def missing_in_profile(self):
        """Names of the fields that hosts and papers need and that are still empty; the labels are the fields' own."""
        filled = {"function": self.function_text, "phone": self.phone, "spoken": self.spoken.exists()}
        return [name for name, value in filled.items() if not value]

    def reader(self):
        """Whom a mail to this person greets, and in which language; for a worker without mail, who acts for them."""
        return self._stand_in() or Reader(self.email, self.language, self.first_name, self)

    def _stand_in(self):
        if self.has_mail:
            return None
        readers = (organisation.readers_for_requests() for organisation in self.organisations())
        return next((found[0] for found in readers if found), None)

    def organisations(self):
        """The organisations this person belongs to today."""
        return Organisation.objects.of(self)

    @cached_property
    def current_memberships(self):
        """Each with its organisation, asked once for this object: pages need them for rights and for travel."""
        asked = ["member", "workplace", *(f"organisation__{name}" for name in ("state", "postcode", *POINT))]
        return list(self.memberships.current().select_related("organisation").only(*asked).order_by("pk"))

    def is_in(self, organisation):
        return self.memberships.current().filter(organisation=organisation).exists()

    def may_answer_for(self, organisation):
        """Reference person or deputy: answers requests, edits offers, invites, issues certificates."""
        return self.memberships.current().leading().filter(organisation=organisation).exists()

    def may_sign_for(self, organisation):
        return organisation.signatories().filter(pk=self.pk).exists()

    def leads(self):
        """The organisations for which this person is reference person or deputy."""
        return Organisation.objects.led_by(self)

    def sees_catalogue(self):
        """Members of an active organisation, and Maya."""
        return self.is_coordinator or self.may_wish()

    def may_wish(self):
        """Places are shown to members of an active organisation, so only they can wish for one."""
        return any(row.organisation.state == Organisation.State.ACTIVE for row in self.current_memberships)

    def confirm_address(self):
        """Note that this person opened a link sent to this address, so that signing in asks no second proof."""
        EmailAddress.objects.update_or_create(
            user=self, email=self.email.lower(), defaults={"verified": True, "primary": True}
        )
