from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AgreementsConfig(AppConfig):
    name = "agreements"

    def ready(self):
        from . import guards, seed

        post_migrate.connect(seed.load, sender=self)
        post_migrate.connect(guards.make, sender=self)
