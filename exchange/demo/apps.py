from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "exchange.demo"

    def ready(self):
        from . import checks  # noqa: F401 - registers them
