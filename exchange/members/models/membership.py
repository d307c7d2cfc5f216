"""What a person is in an organisation, and how that ends."""

from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.personal import Personal

from .. import mails
from ..managers import MembershipQuerySet
from .organisation import Organisation
from .person import Member


class Membership(models.Model):
    """What a person is in an organisation. Ended, it stays as history and gives no right."""

    class Status(models.TextChoices):
        EMPLOYEE = "employee", _("Employee")
        SELF_EMPLOYED = "self_employed", _("Self-employed")
        VOLUNTEER = "volunteer", _("Volunteer")

    member = models.ForeignKey(Member, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    status = models.CharField(_("Status"), max_length=15, choices=Status, default=Status.EMPLOYEE)
    is_reference = models.BooleanField(_("Reference person"), default=False)
    is_deputy = models.BooleanField(_("Deputy"), default=False)
    is_signatory = models.BooleanField(_("Signatory"), default=False)
    is_approver = models.BooleanField(_("Approver"), default=False)
    workplace = models.CharField(max_length=10, blank=True, help_text="Postcode, where not the organisation's own.")
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    ROLES = ("is_reference", "is_deputy", "is_signatory", "is_approver")

    objects = MembershipQuerySet.as_manager()

    personal = Personal(
        keep="account", title=_("Your organisations"), own=("member",),
        export=("organisation", "status", "roles", "workplace", "started_at", "ended_at"),
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "organisation"], condition=Q(ended_at=None), name="membership_once"
            ),
        ]

    def __str__(self):
        return f"{self.member} · {self.organisation}"

    @property
    def roles(self):
        """The names of this person's roles, in the reader's language."""
        return [self._meta.get_field(name).verbose_name for name in self.ROLES if getattr(self, name)]

    def can_be_ended_by(self, member):
        return member.pk == self.member_id or member.may_answer_for(self.organisation) or member.is_coordinator

    @transaction.atomic
    def change(self, *, by, **values):
        """Give these roles and this status. Where no reference person is left, Maya hears of it."""
        if not (by.may_answer_for(self.organisation) or by.is_coordinator):
            raise PermissionDenied
        Membership.objects.current().filter(pk=self.pk).update(**values)
        self.refresh_from_db()
        self.organisation.mark_reference()

    @transaction.atomic
    def end(self, *, by):
        """End every right in this organisation at once; history stays. False when it had ended before.

        All the person's sessions end too, so that no open page goes on with what it could do before.
        """
        if not self.can_be_ended_by(by):
            raise PermissionDenied
        if not Membership.objects.current().filter(pk=self.pk).update(ended_at=timezone.now()):
            return False
        self.refresh_from_db()
        self._close_doors()
        self.organisation.mark_reference()
        mails.ended(self, by)
        return True

    def _close_doors(self):
        for session in UserSession.objects.filter(user=self.member):
            session.end()
        self.organisation.close_links_to(self.member)
        for invitation in self.organisation.invitations.open().filter(
            Q(email__iexact=self.member.email) | Q(invited_by=self.member)
        ):
            invitation.withdraw()
