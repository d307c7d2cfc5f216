"""How often something may be tried from one place, or about one thing."""

from allauth.core.internal import ratelimit

RATES = {
    "check": "60/m/ip",
    "name": "30/h/ip,20/h/key",  # the key is the certificate
    "code": "5/h/key",  # the key is the personal link
}


def allowed(request, action, key=""):
    """Count one try; False when there were too many. Kept in the cache all processes share."""
    return bool(ratelimit.consume(request, app="agreements", action=action, config=RATES, key=str(key), limit_get=True))
