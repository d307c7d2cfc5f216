from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CatalogueConfig(AppConfig):
    name = "catalogue"

    def ready(self):
        from exchange.programmes import search_index

        post_migrate.connect(search_index.after_migrating, sender=self)
