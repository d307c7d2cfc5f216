"""Who belongs to Maya's staff; mixed into `Member`. There is always one: nobody takes the own place away."""

from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import transaction

from .. import mails


class Staff:
    @classmethod
    def staff(cls):
        return cls.objects.filter(is_coordinator=True, is_active=True).order_by("first_name", "last_name", "pk")

    @classmethod
    @transaction.atomic
    def join_staff(cls, *, by, email, **person):
        """Make somebody one of Maya's staff; all of them are told. `person` says who it is where the address is new."""
        if not by.is_coordinator:
            raise PermissionDenied
        member = cls.objects.known(email) or cls.objects.create_user(email, **person)
        if not cls.objects.filter(pk=member.pk, is_coordinator=False).update(is_coordinator=True, is_active=True):
            return member
        member.confirm_address()
        mails.staff(member, by, joins=True)
        return member

    @transaction.atomic
    def leave_staff(self, *, by):
        """Take the place of a colleague away, at once in every open browser; all are told."""
        locked = type(self).objects.filter(is_coordinator=True, is_active=True).select_for_update().order_by("pk")
        if by.pk == self.pk or by not in list(locked):  # of two who put each other out, one is too late
            raise PermissionDenied
        if not type(self).objects.filter(pk=self.pk, is_coordinator=True).update(is_coordinator=False):
            return
        for session in UserSession.objects.filter(user=self):
            session.end()
        mails.staff(self, by, joins=False)
