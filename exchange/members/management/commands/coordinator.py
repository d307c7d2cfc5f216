"""Make somebody one of Maya's staff."""

from django.core.management.base import BaseCommand

from exchange.members.models import Member


class Command(BaseCommand):
    help = "Make a person one of Maya's staff. At the first sign-in a second step has to be set up."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--first-name", default="")
        parser.add_argument("--last-name", default="")
        parser.add_argument("--language", choices=["fr", "nl", "en"], default="fr")

    def handle(self, *, email, first_name, last_name, language, **options):
        person = Member.objects.known(email) or Member.objects.create_user(
            email, first_name=first_name, last_name=last_name, language=language
        )
        Member.objects.filter(pk=person.pk).update(is_coordinator=True, is_active=True)
        person.confirm_address()
        self.stdout.write(f"{person.email} is one of Maya's staff.")
