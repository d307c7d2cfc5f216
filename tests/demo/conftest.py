"""The demo world's own addresses exist only where DEMO is on; here they are always there."""

import pytest

from exchange.members.models import Member


@pytest.fixture
def demo(settings):
    """Settings as in the demo."""
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.demo.urls"


@pytest.fixture
def person(demo_world):
    """A function that finds somebody of the demo world by the part of the address before the @."""
    return lambda name: Member.objects.get(email=f"{name}@example.org")
