"""What was called off at the last moment is counted apart, for whose side did it."""

import pytest
from django.urls import reverse

from exchange.desk import cancellations
from tests.placements.going import a_placement, who

from .morning import signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "party, starts_in, host, sender",
    [("host", 1, 1, 0), ("worker", 1, 0, 1), ("sender", 1, 0, 1), ("maya", 1, 0, 0), ("host", 20, 0, 0)],
)
def test_a_late_cancellation_counts_for_the_side_that_cancelled(party, starts_in, host, sender):
    placement = a_placement("confirmed", starts_in)

    placement.cancel(by=who(placement, party), reason="dates")

    assert [cancellations.late_by(side) for side in (placement.host, placement.sender)] == [host, sender]


def test_maya_reads_the_number_on_the_page_of_the_organisation(client):
    placement = a_placement("confirmed", 1)
    placement.cancel(by=placement.host_lead, reason="staff")
    signed_in(client)

    pages = [client.get(reverse("desk:organisation", args=[side.pk])) for side in (placement.host, placement.sender)]

    assert ["Cancelled late" in page.content.decode() for page in pages] == [True, False]
