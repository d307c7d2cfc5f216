from django.apps import AppConfig
from django.db.models.signals import post_migrate


class QuestionnairesConfig(AppConfig):
    name = "exchange.questionnaires"

    def ready(self):
        from .seed import load

        post_migrate.connect(load, sender=self)
