"""What Maya decides about an absence, and what both had signed. Expectations: domain.md 7.3, product.md (Agree)."""

import pytest

from agreements.models import Agreement
from exchange.notifications.models import OutboxMail
from exchange.placements.models import Placement
from tests.factories import MemberFactory
from tests.placements.going import values

from .signing import a_signed_placement

pytestmark = pytest.mark.django_db


@pytest.fixture
def absent():
    """Signed, then marked absent."""
    placement = a_signed_placement(starts_in=5)
    placement.events.create(name="mark_absent", before="ready", after="no_show", party="host")
    Placement.objects.update(state="no_show")
    OutboxMail.objects.all().delete()
    placement.refresh_from_db()
    return placement


def settle(placement, days):
    placement.settle(by=MemberFactory(is_coordinator=True), outcome="ready", days=days)
    return sorted(map(str, Agreement.of(Placement.objects.get()).missing()))


def test_other_dates_than_those_signed_are_signed_again(absent):
    missing = settle(absent, values(50, 51))

    assert (absent.state, missing) == ("confirmed", ["host", "worker"])
    told = {mail.key.split(":")[2]: mail.text for mail in OutboxMail.objects.filter(name="placements/settle")}
    assert sorted(told) == ["host", "sender", "worker"]
    assert "Il faut la signer à nouveau" in told["worker"]


def test_the_dates_that_were_signed_need_no_new_signature(absent):
    missing = settle(absent, absent.days.all())

    assert (absent.state, missing) == ("ready", [])
    assert {mail.key.split(":")[2] for mail in OutboxMail.objects.all()} == {"worker", "host"}
