"""Let a person back in who has lost the second step: an operator's last resort."""

import logging

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from exchange.members import mails
from exchange.members.models import Member

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Remove the second step of a person who has lost phone and recovery codes, after asking; it is logged."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--yes", action="store_true", help="Do not ask.")

    def handle(self, *, email, yes, **options):
        person = Member.objects.known(email)
        if person is None:
            raise CommandError(f"Nobody has the address {email}.")
        if not yes and input(f"Did you speak with {person.name} yourself? Type yes: ") != "yes":
            raise CommandError("Nothing was changed.")
        with transaction.atomic():
            Authenticator.objects.filter(user=person).delete()
            for session in UserSession.objects.filter(user=person):
                session.end()
            mails.let_in(person)
        log.warning("The second step of member %s was removed by an operator.", person.pk)
        self.stdout.write(f"{person.email} signs in by mail, then sets up a new second step.")
