"""A place in an organisation offered to one address."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.notifications.models import Link
from exchange.personal import ROW, Personal
from exchange.programmes.dates import moment_words
from exchange.programmes.models import Programme

from .. import mails
from ..managers import InvitationQuerySet
from ..states import MoveRefused
from .membership import Membership
from .organisation import Organisation
from .person import LANGUAGES, Member


class Invitation(models.Model):
    """A place in an organisation offered to one address for 14 days; its link is a `notifications.Link`."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("E-mail address"))
    language = models.CharField(_("Language of the mail"), max_length=2, choices=LANGUAGES, default="fr")
    status = models.CharField(_("Status"), max_length=15, choices=Membership.Status, default=Membership.Status.EMPLOYEE)
    is_reference = models.BooleanField(_("Reference person"), default=False)
    is_deputy = models.BooleanField(_("Deputy"), default=False)
    is_signatory = models.BooleanField(_("Signatory"), default=False)
    is_approver = models.BooleanField(_("Approver"), default=False)
    invited_by = models.ForeignKey(
        Member, models.PROTECT, null=True, related_name="+", help_text="Nobody: the person typed the code handed out."
    )
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    personal = Personal(
        keep="log", title=_("Invitations to you"), own=("email__iexact",), beside=("invited_by",), erase=ROW,
        export=("organisation", "email", "status", "sent_at", "expires_at", "accepted_at"),
    )  # fmt: skip

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.email} → {self.organisation}"

    @classmethod
    @transaction.atomic
    def invite(cls, organisation, *, email, language, by=None, **values):
        """Offer a place; an earlier invitation to the same address no longer holds."""
        if by and not (by.may_answer_for(organisation) or by.is_coordinator):
            raise PermissionDenied
        if by and (sentence := cls.refusal(organisation, email)):
            raise MoveRefused("invite", sentence)
        for earlier in organisation.invitations.open().filter(email__iexact=email):
            earlier.withdraw()
        values |= {"organisation": organisation, "email": email.strip().lower(), "language": language}
        invitation = cls(invited_by=by, **values)
        invitation.expires_at = invitation.sent_at + timedelta(days=Programme.current().invitation_days)
        invitation.save()
        invitation._send()
        return invitation

    @classmethod
    def refusal(cls, organisation, email):
        """Why this address is not invited now: it was within 24 hours. None where it can be."""
        sent = organisation.invitations.filter(email__iexact=email.strip(), accepted_at=None)
        last = sent.exclude(invited_by=None).filter(sent_at__gt=cls.resend_before()).order_by("sent_at").last()
        if not last:
            return None
        day = moment_words(last.sent_at)
        return _("An invitation went to this address on %(day)s. One mail in 24 hours is enough.") % {"day": day}

    @property
    def about(self):
        return f"invitation:{self.pk}"

    @staticmethod
    def resend_before():
        """What was sent before this moment may be sent again."""
        return timezone.now() - timedelta(hours=Programme.current().resend_hours)

    @transaction.atomic
    def resend(self):
        """Send it once more, for as long again; False within 24 hours of the last time. The earlier link is closed."""
        now, lives = timezone.now(), timedelta(days=Programme.current().invitation_days)
        row = Invitation.objects.filter(pk=self.pk, accepted_at=None, sent_at__lte=self.resend_before())
        if not row.update(sent_at=now, expires_at=now + lives):
            return False
        self.refresh_from_db()
        Link.close("invitation", self.about)
        self._send()
        return True

    def withdraw(self):
        """Take it back: the link opens nothing any more."""
        Link.close("invitation", self.about)
        Invitation.objects.open().filter(pk=self.pk).update(expires_at=timezone.now())

    def is_for(self, member):
        return member.email.lower() == self.email.lower()

    @transaction.atomic
    def accept(self, link, *, spoken=(), **person):
        """Use the link up and take the place; return who took it. Raises LinkUsed when somebody did before.

        `person` (names, function, language) and `spoken` (languages) say who it is where the address is new or had
        no name yet.
        """
        link.use()
        Invitation.objects.filter(pk=self.pk).update(accepted_at=timezone.now())
        member = Member.objects.known(self.email) or Member.objects.create_user(self.email)
        if person:
            Member.objects.filter(pk=member.pk).update(**person)
            member.refresh_from_db()
            member.spoken.add(*spoken)
        member.confirm_address()
        self._give_place(member)
        self.organisation.mark_reference()
        mails.accepted(self, member)
        return member

    def _give_place(self, member):
        """A new membership; where there is one, the roles are added to it."""
        roles = {name: True for name in Membership.ROLES if getattr(self, name)}
        row = self.organisation.memberships.current().filter(member=member)
        if not row.update(status=self.status, **roles):
            self.organisation.memberships.create(member=member, status=self.status, **roles)

    def _send(self):
        _link, token = Link.issue(
            "invitation", about=self.about, address=self.email, expires_at=self.expires_at,
            member=Member.objects.known(self.email),
        )  # fmt: skip
        mails.invited(self, token)
