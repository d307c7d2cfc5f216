"""How often something may be tried from one place, or about one address."""

from allauth.core.internal import ratelimit

RATES = {
    "apply": "20/h/ip,3/h/key",  # the key is the address a mail would go to
    "join": "10/h/ip,3/h/key",
    "fresh": "5/h/key",
    "call_back": "10/d/key",
}


def allowed(request, action, key):
    """Count one try; False when there were too many. Kept in the cache all processes share."""
    return bool(ratelimit.consume(request, app="members", action=action, config=RATES, key=key.lower()))
