"""Days on which a host receives nobody: told before a request is sent, with the next possible day."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from catalogue.models import ClosedPeriod
from exchange.placements.models import Placement
from exchange.placements.states import MoveRefused
from exchange.placements.suggestions import suggestions
from exchange.programmes.texts import Texts
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, PlacementFactory, term

pytestmark = pytest.mark.django_db
TUESDAY, WEDNESDAY = dt.date(2027, 3, 23), dt.date(2027, 3, 24)
HOURS = {"starts": dt.time(9), "ends": dt.time(17), "break_minutes": 30}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(dt.datetime(2027, 3, 1, 10, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def offer():
    return OfferFactory()


@pytest.fixture
def host(offer):
    return MemberFactory(reference=offer.organisation)


def request(offer, state="draft"):
    asked = {"asked_at": None} if state == "draft" else {}
    return PlacementFactory(offer=offer, state=state, days=[TUESDAY, WEDNESDAY], **asked)


def days(*dates):
    return [{"date": date, **HOURS} for date in dates]


@pytest.mark.parametrize("values, sentence, again", [
    ({"months": [4, 5]}, "This host receives nobody in March. The next possible day is Thu 1 April.", (4, 1)),
    # Monday the 29th is Easter Monday
    ({"weekdays": [0, 1]}, "This host receives nobody on Wednesday. The next possible day is Tue 30 March.", (3, 30)),
])  # fmt: skip
def test_a_month_or_a_weekday_not_offered_is_refused_with_the_next_day(values, sentence, again):
    refusal = request(OfferFactory(**values)).refusal_to_ask()

    assert (refusal.code, refusal.sentence) == ("closed", sentence)
    assert refusal.possible_on == dt.date(2027, *again)


@pytest.mark.parametrize("first, last, refused", [
    ((3, 20), (3, 22), False), ((3, 20), (3, 23), True), ((3, 24), (3, 24), True), ((3, 25), (3, 30), False),
])  # fmt: skip
def test_a_closed_period_counts_both_its_ends(offer, host, first, last, refused):
    offer.close(host, dt.date(2027, *first), dt.date(2027, *last), Texts())

    assert bool(request(offer).refusal_to_ask()) is refused


def test_the_host_says_why_in_its_own_words(offer, host):
    offer.close(host, dt.date(2027, 3, 15), dt.date(2027, 3, 26), Texts(en="We move house."))

    assert request(offer).refusal_to_ask().sentence == (
        "Closed from 15 March 2027 to 26 March 2027. We move house. The next possible day is Tue 30 March."
    )  # Monday the 29th is Easter Monday


def test_who_sends_such_a_request_is_refused_and_keeps_the_draft(offer, host):
    offer.close(host, TUESDAY, TUESDAY, Texts())
    draft = request(offer)

    with pytest.raises(MoveRefused):
        draft.send(by=draft.worker)

    draft.refresh_from_db()
    assert (draft.state, draft.dates()) == ("draft", [TUESDAY, WEDNESDAY])


def test_the_page_shows_the_sentence_and_what_was_typed(client, offer, host):
    offer.close(host, TUESDAY, TUESDAY, Texts())
    worker = MemberFactory(of=OrganisationFactory(consent="none"), function=term("profession", "EDU"))
    client.force_login(worker)
    rows = {"days-TOTAL_FORMS": 2, "days-INITIAL_FORMS": 0, "motivation": "I want to learn.", "send": ""}
    for number, date in enumerate((TUESDAY, WEDNESDAY)):
        rows |= {f"days-{number}-date": date.isoformat(), f"days-{number}-starts": "09:00"}
        rows |= {f"days-{number}-ends": "17:00", f"days-{number}-break_minutes": "30"}

    page = client.post(reverse("placements:ask", args=[offer.pk]), {**rows, "proposal": ""}).content.decode()

    assert "Closed on 23 March 2027. The next possible day is Wed 24 March." in page
    assert "I want to learn." in page and 'value="2027-03-23"' in page


@pytest.mark.parametrize("move, values", [
    ("propose_dates", {"sets": [days(TUESDAY, WEDNESDAY)]}), ("propose_change", {"days": days(TUESDAY, WEDNESDAY)}),
])  # fmt: skip
def test_the_host_may_propose_a_closed_day_and_the_worker_may_not(move, values):
    offer = OfferFactory(weekdays=[0])
    host = MemberFactory(reference=offer.organisation)
    placement = request(offer, "requested" if move == "propose_dates" else "confirmed")

    with pytest.raises(MoveRefused) as refused:
        getattr(placement, move)(by=placement.worker, **values)
    assert refused.value.sentence.startswith("This host receives nobody on Tuesday.")
    getattr(placement, move)(by=host, **values)

    assert [row.party for row in placement.date_sets.filter(is_open=True)] == ["host"]


def test_the_host_may_say_yes_to_a_closed_day_and_is_told_before(offer, host):
    placement = request(offer, "requested")
    offer.close(host, TUESDAY, WEDNESDAY, Texts())

    assert placement.notices(party="host") == ["Your offer says that you are closed on one of these days."]
    placement.accept(by=host)
    assert Placement.objects.get(pk=placement.pk).state == "confirmed"


def test_neither_the_first_day_nor_a_suggestion_lies_in_a_closed_period(offer, host):
    offer.close(host, dt.date(2027, 3, 1), dt.date(2027, 3, 19), Texts())

    assert offer.first_possible_date() == dt.date(2027, 3, 22)
    assert suggestions(offer)[0].key == "2027-03-22,2027-03-23"


@pytest.mark.parametrize("first, last, errors", [
    ("2027-04-05", "2027-04-01", ["The last day comes before the first."]),
    ("2027-02-01", "2027-02-28", ["This period is over already."]),
    ("2027-04-01", "2027-04-05", []),
])  # fmt: skip
def test_a_host_adds_a_period_and_removes_it(client, offer, host, first, last, errors):
    client.force_login(host)

    page = client.post(reverse("catalogue:offer_closed", args=[offer.pk]), {"first": first, "last": last})

    assert (page.context["form"].errors["last"] if page.context else []) == errors
    assert offer.closed_periods.count() == (0 if errors else 1)
    for period in offer.closed_periods.all():
        client.post(reverse("catalogue:offer_reopen", args=[offer.pk, period.pk]))
    assert offer.closed_periods.count() == 0


def test_only_the_host_closes_and_opens(client, offer, host):
    period = offer.close(host, TUESDAY, TUESDAY, Texts())
    stranger = MemberFactory(reference=OrganisationFactory())
    client.force_login(stranger)

    with pytest.raises(PermissionDenied):
        offer.close(stranger, TUESDAY, TUESDAY, Texts())
    assert client.post(reverse("catalogue:offer_reopen", args=[offer.pk, period.pk])).status_code == 404
    assert list(ClosedPeriod.objects.all()) == [period]


def test_members_read_the_closed_periods_on_the_page(client, offer, host):
    offer.close(host, TUESDAY, WEDNESDAY, Texts(en="We move house."))
    client.force_login(MemberFactory(of=OrganisationFactory()))

    page = client.get(offer.get_absolute_url()).content.decode()

    assert "Closed from 23 March 2027 to 24 March 2027." in page and "We move house." in page
