from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NotificationsConfig(AppConfig):
    name = "exchange.notifications"

    def ready(self):
        """Every app says in its mails.py which mails it sends; Maya's page lists them all."""
        autodiscover_modules("mails")
