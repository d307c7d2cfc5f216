"""Maya's template that a new database starts with. A version that is there is never written again."""

from django.apps import apps as installed

from exchange.programmes.seed import is_gone

from .texts import data


def load(sender, apps=installed, **kwargs):
    """Add the version of the file unless it is there; called after every migration."""
    if is_gone(sender, apps):
        return
    content = data("agreement")
    apps.get_model("agreements", "Template").objects.get_or_create(
        version=content["version"], defaults={"content": content}
    )
