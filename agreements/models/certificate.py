"""The certificate of participation."""

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.members.models import Member
from exchange.personal import Personal
from exchange.placements.models import Placement
from exchange.placements.states import MoveRefused, Party
from exchange.programmes.models import Counter

from .. import codes, mails
from ..contents import freeze
from ..languages import common_language, host_languages
from .agreement import Signer


def can_be_certified(placement):
    """Whether a certificate is due: at least an hour was done, and no valid certificate is there."""
    return placement.can_be_certified and not placement.certificates.valid().exists()


class CertificateQuerySet(models.QuerySet):
    def valid(self):
        return self.filter(revoked_at=None)

    def visible_to(self, member):
        """The certificates of the placements this member sees."""
        return self.filter(placement__in=Placement.objects.visible_to(member))


class Certificate(models.Model):
    """A certificate of participation. What it says is frozen in `facts`; revoked, it stays and says so."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="certificates")
    number = models.CharField(max_length=12, unique=True, help_text="Year and count: 2027-0014.")
    code = models.CharField(max_length=12, unique=True, help_text="12 characters of Crockford's base 32.")
    facts = models.JSONField(
        help_text="Names, dates, minutes per day, themes, goals, as printed; see `contents.freeze`."
    )
    languages = models.JSONField(default=list, help_text='["fr"], ["nl"] or both, at the holder\'s choice.')
    issued_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    revocation_reason = models.TextField(blank=True)

    objects = CertificateQuerySet.as_manager()

    personal = Personal(
        keep="certificate", title=gettext_lazy("Your certificates"), own=("placement__worker",), erase=("facts",),
        export=("placement__number", "number", "shown_code", "languages", "issued_at", "revoked_at",
                "revocation_reason"),
        beside=("issued_by", "revoked_by"),
    )  # fmt: skip

    class Meta:
        ordering = ["-issued_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["placement"], condition=Q(revoked_at=None), name="one_valid_certificate_per_placement"
            )
        ]

    def __str__(self):
        return self.number

    @classmethod
    @transaction.atomic
    def issue(cls, placement, *, by, goals=None):
        """Issue it for the hours confirmed; the papers follow within seconds. `goals`: terms treated, default all.

        Number, code and facts come into being together. Raises MoveRefused where nothing is due (any more).
        """
        placement = Placement.objects.select_for_update().get(pk=placement.pk)
        if not cls.can_be_issued_by(by, placement):
            raise PermissionDenied
        if not can_be_certified(placement):
            raise MoveRefused("issue", _("No certificate is due here."))
        now = timezone.now()
        year = timezone.localdate(now).year
        number = f"{year}-{Counter.next('certificate', year):04d}"
        certificate = cls(placement=placement, number=number, code=codes.new(), issued_by=by, issued_at=now)
        certificate.facts = freeze(certificate, Signer(by.name, by.function_text, by.email, by), goals)
        certificate.languages = [cls.first_language(placement)]
        certificate.save(force_insert=True)
        mails.certified(certificate)
        return certificate

    @staticmethod
    def can_be_issued_by(member, placement):
        """Reference person, deputy, signatory of the host."""
        return member.may_answer_for(placement.host) or member.may_sign_for(placement.host)

    @staticmethod
    def first_language(placement):
        """The host's language; where it has two, the one it shares with the worker."""
        spoken = host_languages(placement.host)
        return spoken[0] if len(spoken) == 1 else common_language(placement)

    @property
    def shown_code(self):
        return codes.shown(self.code)

    def is_held_by(self, member):
        """Whether this member chooses its languages: the worker, or who acts for one without an account."""
        return Party.WORKER in self.placement.parties_of(member)

    @transaction.atomic
    def add_language(self, *, by, language):
        """Have the same facts on a further paper, in the other language."""
        if not self.is_held_by(by):
            raise PermissionDenied
        row = Certificate.objects.select_for_update().get(pk=self.pk)
        if row.revoked_at:
            raise MoveRefused("add_language", _("This certificate was revoked."))
        if language not in row.languages:
            self.languages = [*row.languages, language]
            self.save(update_fields=["languages"])
            mails.make_paper("certificate", self.pk)

    def can_be_revoked_by(self, member):
        return not self.revoked_at and (member.is_coordinator or member.may_answer_for(self.placement.host))

    @transaction.atomic
    def revoke(self, *, by, reason):
        """Take it back with a reason, told to the holder; the check page tells that it holds no more."""
        if not (by.is_coordinator or by.may_answer_for(self.placement.host)):
            raise PermissionDenied
        values = {"revoked_at": timezone.now(), "revoked_by": by, "revocation_reason": reason}
        if not Certificate.objects.valid().filter(pk=self.pk).update(**values):
            raise MoveRefused("revoke", _("This certificate was revoked before."))
        self.refresh_from_db()
        mails.revoke(self)
