"""What every page knows of the place it stands in."""

from django.conf import settings
from django.utils.translation import get_language


def product_name(language=None):
    """The product's name in a language (default: the reader's)."""
    return settings.PRODUCT_NAMES.get(language or get_language(), settings.PRODUCT_NAMES["en"])


def maya():
    """Maya's contacts as settings give them."""
    return {
        "coordinator": settings.MAYA_NAME,
        "mail": settings.MAYA_MAIL,
        "phone": settings.MAYA_PHONE,
        "phone_coordination": settings.MAYA_COORDINATION_PHONE,
    }


def site(request):
    return {"product": product_name(), "maya": maya(), "demo": settings.DEMO}
