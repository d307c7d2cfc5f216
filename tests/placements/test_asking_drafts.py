"""What is kept while one asks: one draft per person who goes, one request per click however often it is clicked."""

import datetime as dt

import pytest
from django.urls import reverse

from exchange.placements.models import Placement
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, PlacementFactory, placement_date, term

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer():
    host = OrganisationFactory(sector=term("sector", "MH"))
    return OfferFactory(organisation=host, contact=MemberFactory(reference=host))


def rows(*numbers, **more):
    days = [(placement_date(number).isoformat(), "09:00", "17:00", "30") for number in numbers]
    names = ("date", "starts", "ends", "break_minutes")
    typed = {f"days-{n}-{name}": text for n, day in enumerate(days) for name, text in zip(names, day, strict=True)}
    return {"days-TOTAL_FORMS": len(days), "days-INITIAL_FORMS": 0, "function": "NUR", **typed, **more}


def ask(client, offer, *numbers, **typed):
    return client.post(reverse("placements:ask", args=[offer.pk]), rows(*numbers, motivation="To learn.", **typed))


def test_a_second_click_on_send_leads_to_the_request_and_leaves_no_draft(client, offer):
    client.force_login(MemberFactory(of=OrganisationFactory()))

    first, second = ask(client, offer, 0, 1, send=""), ask(client, offer, 0, 1, send="")

    assert first["Location"] == second["Location"]
    assert [placement.state for placement in Placement.objects.all()] == ["requested"]


def test_another_request_to_the_same_host_is_refused_and_kept(client, offer):
    client.force_login(MemberFactory(of=OrganisationFactory()))
    ask(client, offer, 0, 1, send="")

    page = ask(client, offer, 5, 6, send="")

    assert "There is already an open request to this host." in page.content.decode()
    assert sorted(Placement.objects.values_list("state", flat=True)) == ["draft", "requested"]


def test_a_draft_for_one_colleague_is_not_written_over_by_that_for_another(client, offer):
    sender = OrganisationFactory()
    lead = MemberFactory(reference=sender)
    marc, lise = (MemberFactory(of=sender, has_mail=False) for _number in range(2))
    client.force_login(lead)

    ask(client, offer, 0, 1, worker=marc.pk)
    ask(client, offer, 2, 3, worker=lise.pk)
    ask(client, offer, 4, 5, worker=marc.pk)

    drafts = {placement.worker: placement.dates() for placement in Placement.objects.all()}
    assert drafts == {
        marc: [placement_date(4), placement_date(5)],
        lise: [placement_date(2), placement_date(3)],
    }


@pytest.mark.parametrize("sectors, is_said", [(["MH", "MH"], True), (["MH", "DIS"], False)])
def test_who_is_in_two_organisations_is_told_what_holds_for_both(client, offer, sectors, is_said):
    worker = MemberFactory()
    for code in sectors:
        worker.memberships.create(organisation=OrganisationFactory(sector=term("sector", code)))
    client.force_login(worker)

    page = client.get(reverse("placements:ask", args=[offer.pk])).content.decode()

    assert ("works in the same sector as you" in page) == is_said


def test_what_has_begun_cannot_be_declared(client, offer):
    worker = MemberFactory(of=OrganisationFactory())
    client.force_login(worker)
    past = rows(-40, -39, send="", has_spoken="on")

    page = client.post(reverse("placements:declare", args=[offer.pk]), past).content.decode()

    assert "The first day has already passed." in page
    assert Placement.objects.get().state == "draft"


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ({"days-1-starts": "09:00", "days-1-ends": "10:00", "days-1-break_minutes": "60"}, "The break is as long as"),
        ({"days-0-starts": "22:00", "days-0-ends": "14:00"}, "run into those of the next date"),
    ],
)
def test_hours_that_cannot_be_are_not_sent(client, offer, typed, sentence):
    client.force_login(MemberFactory(of=OrganisationFactory()))
    offer.weekdays = list(range(7))
    offer.save()
    first = placement_date(0)
    days = {"days-0-date": first.isoformat(), "days-1-date": (first + dt.timedelta(days=1)).isoformat()}

    page = ask(client, offer, 0, 1, send="", **days, **typed)

    assert sentence in page.content.decode()
    assert not Placement.objects.exists()


def test_a_date_without_hours_is_no_date():
    days = [{"starts": "09:00", "ends": "17:30"}, {"starts": "09:00", "ends": "10:00", "break_minutes": 60}]
    values = [{"date": placement_date(n).isoformat(), "break_minutes": 0, **day} for n, day in enumerate(days)]
    placement = PlacementFactory()

    assert placement.refusal_of_length(placement.planned_days(values)).code == "short"
