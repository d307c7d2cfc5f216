"""The words that are signed, the signatures under them, and the codes for those who sign without an account."""

import secrets
from datetime import timedelta

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from exchange.members.models import Member
from exchange.notifications.models import Link
from exchange.personal import ROW, Personal
from exchange.placements.states import Party, State

from ..languages import PAPER_LANGUAGES
from ..texts import day_lines

SIDES = [(Party.HOST, Party.HOST.label), (Party.WORKER, Party.WORKER.label)]
CODE_SECONDS = 15 * 60
TRIES = 5


class Wording(models.Model):
    """One text of an agreement as it was offered for signature. The database refuses to change its words."""

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="wordings")
    content = models.JSONField(help_text="What `texts.compose` gave.")
    sha256 = models.CharField(max_length=64, help_text="Of the content; see `texts.fingerprint`.")
    language = models.CharField(max_length=2, choices=PAPER_LANGUAGES)
    days = models.JSONField(help_text="The dates as the text has them; with others it no longer holds.")
    created_at = models.DateTimeField(default=timezone.now)
    signed_at = models.DateTimeField(null=True, help_text="The last signature.")
    closed_at = models.DateTimeField(null=True, help_text="Another signatory was named.")

    personal = Personal(keep="agreement", beside=("content",), erase=ROW)

    def __str__(self):
        return f"{self.agreement_id} {self.sha256[:8]}"

    def stands(self, placement):
        """Whether signatures under these words count. What both signed stands until the placement is put off."""
        if self.closed_at:
            return False
        if self.signed_at:
            return placement.state != State.CONFIRMED
        return self.language == placement.agreement_language and self.days == day_lines(placement)


class SignatureManager(models.Manager):
    def get_queryset(self):
        """With the standing of their words, but without the words, which are long."""
        return super().get_queryset().select_related("wording").defer("wording__content")


class Signature(models.Model):
    """One side's signature of one text: who, in which capacity, when, from where, under which words."""

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="signatures")
    wording = models.ForeignKey(Wording, models.PROTECT, related_name="signatures")
    party = models.CharField(max_length=10, choices=SIDES)
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    capacity = models.CharField(max_length=120, help_text="In which function, as printed.")
    accepted = models.TextField(blank=True, help_text="The sentence beside the box that was ticked.")
    text_sha256 = models.CharField(max_length=64)
    address = models.GenericIPAddressField(null=True, help_text="The network address it came from.")
    by_link = models.BooleanField(default=False, help_text="Signed by personal link and code, without an account.")
    mail = models.EmailField(blank=True, help_text="The address the link and code were sent to.")
    paper_date = models.DateField(null=True, help_text="Signed with ink on this day.")
    recorded_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+", help_text="Saw the ink.")
    signed_at = models.DateTimeField(default=timezone.now)

    objects = SignatureManager()

    personal = Personal(
        keep="agreement", title=_("Your signatures"), own=("member", "mail__iexact"), erase=ROW,
        export=("agreement__placement__number", "party", "name", "capacity", "accepted", "address", "mail",
                "signed_at"),
        beside=("recorded_by",),
    )  # fmt: skip

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["wording", "party"], name="side_signs_a_text_once")]

    def __str__(self):
        return f"{self.agreement_id} {self.party}"


class SigningCode(models.Model):
    """Six digits, mailed to who opened a personal link to sign. Kept as a keyed hash; few tries, soon over."""

    link = models.ForeignKey(Link, models.CASCADE, related_name="+")
    code_hash = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"code {self.pk}"

    @classmethod
    def issue(cls, link):
        """Return the code to be mailed; the earlier ones of this link end."""
        code = f"{secrets.randbelow(10**6):06d}"
        cls.objects.filter(link=link).delete()
        cls.objects.create(link=link, code_hash=cls._hash(link, code))
        return code

    @classmethod
    def is_right(cls, link, code):
        """Whether this is the code that was mailed last. Each try counts; signing ends the link and its codes."""
        since = timezone.now() - timedelta(seconds=CODE_SECONDS)
        open_now = cls.objects.filter(link=link, tries__lt=TRIES, created_at__gt=since)
        if not open_now.update(tries=F("tries") + 1):
            return False
        row = cls.objects.filter(link=link).first()
        return bool(row) and constant_time_compare(row.code_hash, cls._hash(link, code.replace(" ", "")))

    @staticmethod
    def _hash(link, code):
        return salted_hmac(f"agreements.code.{link.pk}", code, algorithm="sha256").hexdigest()
