"""What is mistyped or made up on the pages of asking is refused where it stands, and breaks nothing."""

import pytest
from django.urls import reverse

from exchange.placements.models import Placement
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, PlacementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client):
    """A function that sends the page of asking as a worker."""
    offer = OfferFactory()
    client.force_login(MemberFactory(of=OrganisationFactory()))
    return lambda data: client.post(reverse("placements:ask", args=[offer.pk]), data)


def test_a_date_of_a_mistyped_year_is_refused_where_it_stands(ask):
    data = {"days-TOTAL_FORMS": 2, "days-INITIAL_FORMS": 0, "motivation": "To learn.", "function": "NUR", "send": ""}
    for number, date in enumerate(["9999-12-30", "9999-12-31"]):
        row = {"date": date, "starts": "22:00", "ends": "06:00", "break_minutes": "30"}
        data |= {f"days-{number}-{name}": value for name, value in row.items()}

    page = ask(data)

    assert [list(row) for row in page.context["days"].errors] == [["date"], ["date"]]
    assert b'value="9999-12-31"' in page.content
    assert not Placement.objects.exists()


@pytest.mark.parametrize("total", ["²", "", "9" * 5000])
def test_a_number_of_rows_that_is_none_breaks_nothing(ask, total):
    assert ask({"days-TOTAL_FORMS": total, "more": "days"}).status_code == 200


def test_a_set_of_dates_that_is_none_is_not_taken(client):
    placement = PlacementFactory()
    client.force_login(placement.worker)

    page = client.post(reverse("placements:dates", args=[placement.number]), {"set": "²"})

    assert (page.status_code, Placement.objects.get().state) == (200, "requested")
