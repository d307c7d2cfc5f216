"""What one may ask of people, memberships and organisations."""

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string

from exchange.programmes.change import Noting
from exchange.programmes.search import Searchable

from .states import State


class MemberManager(BaseUserManager):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def known(self, email):
        """The person with this address, in any case, or None."""
        return self.filter(email__iexact=email.strip()).first()

    def create_user(self, email, **fields):
        """A person known by this address; there is no password to give."""
        return self.create(email=email.strip().lower(), **fields)

    def create_without_mail(self, **fields):
        """A worker who has no address, for whom the reference person acts."""
        return self.create(email=self.nowhere(), has_mail=False, **fields)

    def nowhere(self):
        """An address for a row that must have one: it leads nowhere (RFC 2606), and nothing is ever sent to it."""
        return f"{get_random_string(16).lower()}@mail.invalid"


class MembershipQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ended_at=None)

    def leading(self):
        """Reference persons and deputies."""
        return self.filter(models.Q(is_reference=True) | models.Q(is_deputy=True))


class OrganisationQuerySet(Noting, Searchable):
    # `name`, `municipality` and `received` stand on the card of each of its places
    found_by = frozenset({"state", "sector", "structure", "setting", "postcode", "name", "municipality", "received"})

    def active(self):
        return self.filter(state=State.ACTIVE)

    def visible_to(self, member):
        """Maya sees all; a member sees its own organisations and, from an active one, every active one."""
        if member.is_coordinator:
            return self
        own = models.Q(pk__in=member.organisations().values("pk"))
        if member.sees_catalogue():
            return self.filter(own | models.Q(state=State.ACTIVE))
        return self.filter(own)

    def of(self, member):
        """The organisations this person belongs to today."""
        return self.filter(pk__in=member.memberships.current().values("organisation"))

    def led_by(self, member):
        """The organisations for which this person is reference person or deputy."""
        return self.filter(pk__in=member.memberships.current().leading().values("organisation"))

    def to_welcome(self):
        """Applications that wait for Maya, oldest first: the address is confirmed and no correction is awaited."""
        return self.applied().filter(correction="").order_by("applied_at")

    def to_correct(self):
        """Applications that wait for the applicant's correction."""
        return self.applied().exclude(correction="").order_by("applied_at")

    def applied(self):
        return self.filter(state=State.APPLIED, mail_confirmed_at__isnull=False)

    def unconfirmed(self):
        """Applications whose address was never confirmed: Maya may send the link again; the sweep forgets them."""
        return self.filter(state=State.APPLIED, mail_confirmed_at=None)

    def without_reference(self):
        """Members whose last reference person left, the longest first."""
        return self.filter(state__in=[State.ACTIVE, State.PAUSED], without_reference_since__isnull=False).order_by(
            "without_reference_since"
        )


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Neither accepted nor lapsed nor taken back."""
        return self.filter(accepted_at=None, expires_at__gt=timezone.now())
