from django.apps import AppConfig
from django.db.models.signals import post_migrate


class MembersConfig(AppConfig):
    name = "exchange.members"

    def ready(self):
        from exchange.programmes import search_index

        from .seed import load

        post_migrate.connect(load, sender=self)
        post_migrate.connect(search_index.after_migrating, sender=self)
