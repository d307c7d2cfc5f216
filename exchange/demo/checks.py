"""Looked at before every start: in the demo world one click signs in as anybody, so it stays on this machine."""

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, register

from exchange import env

NAMES = {"localhost", "testserver"}  # the second is what Django's own tests ask for
OPEN = Error(
    "DEMO lets everyone sign in as anybody, and these addresses can be reached from elsewhere.",
    hint="Keep SITE_URL and ALLOWED_HOSTS on 127.0.0.1, or set DEMO_FOR_EVERYONE=true as well.",
    id="demo.E001",
)
PRODUCTION = Error("DEMO is on: production has no demo world.", hint="Unset DEMO.", id="demo.E002")
DEBUGGED = Error(
    "DEMO and DEBUG are both on, and an error page would show everybody's data.", hint="Unset DEBUG.", id="demo.E003"
)


def is_loopback(host):
    """Whether this name of a host leads to this machine alone."""
    host = host.strip("[]")
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in NAMES


@register(Tags.security)
def stays_here(app_configs, **kwargs):
    if not settings.DEMO or env.flag("DEMO_FOR_EVERYONE", "false"):
        return []
    hosts = {urlsplit(settings.SITE_URL).hostname, *settings.ALLOWED_HOSTS}
    found = [] if all(is_loopback(host) for host in hosts) else [OPEN]
    return [*found, DEBUGGED] if settings.DEBUG else found


@register(Tags.security, deploy=True)
def is_off(app_configs, **kwargs):
    return [PRODUCTION] if settings.DEMO else []
