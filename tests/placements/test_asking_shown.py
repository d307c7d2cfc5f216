"""What the page of asking shows to whom: its door, what is wrong where, and the employer's part in it."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from exchange.placements.models import Placement
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, PlacementFactory, placement_date

pytestmark = pytest.mark.django_db
SETTLED = ["At the same time as the host.", "Before the host is asked.", "This has been settled for everybody."]


@pytest.fixture
def offer():
    host = OrganisationFactory()
    MemberFactory(reference=host)
    return OfferFactory(organisation=host)


@pytest.fixture
def worker():
    return MemberFactory(of=OrganisationFactory())


def two_days(**more):
    """What the form sends for two of the dates that the host offers."""
    data = {"days-TOTAL_FORMS": 2, "days-INITIAL_FORMS": 0, "motivation": "To learn.", "function": "NUR"}
    for number in (0, 1):
        row = {"date": placement_date(number).isoformat(), "starts": "09:00", "ends": "17:00", "break_minutes": "30"}
        data |= {f"days-{number}-{name}": value for name, value in row.items()}
    return data | more


@pytest.mark.parametrize("reader, is_shown", [("worker", True), ("maya", False)])
def test_only_who_may_ask_is_shown_the_buttons_for_it(client, worker, offer, reader, is_shown):
    client.force_login(worker if reader == "worker" else MemberFactory(is_coordinator=True))

    page = client.get(reverse("catalogue:offer", args=[offer.pk])).content.decode()

    doors = [reverse(f"placements:{verb}", args=[offer.pk]) in page for verb in ("ask", "declare")]
    assert doors == [is_shown] * 2


def test_the_summary_leads_to_what_is_wrong_and_its_group_is_described_by_it(client, worker, offer):
    client.force_login(worker)

    page = client.post(
        reverse("placements:ask", args=[offer.pk]), two_days(send="", goals=["0"], proposal="no such date")
    ).content.decode()

    assert set(re.findall(r'href="#(.*?)"', page)) >= {"id_goals", "id_proposal"}
    assert re.search(r'<fieldset [^>]*id="id_goals" aria-describedby="id_goals_helptext id_goals_error"', page)
    assert re.search(r'<fieldset [^>]*id="id_proposal" aria-describedby="id_proposal_error"', page)
    assert page.count('id="id_goals_error"') == page.count('id="id_proposal_error"') == 1


def test_the_summary_stands_above_the_ways_around_the_form(client, worker, offer):
    client.force_login(worker)

    page = client.post(reverse("placements:ask", args=[offer.pk]), two_days(send="", motivation="")).content.decode()

    assert '<a href="#id_motivation">Write one sentence, so that the team knows why.</a></li>' in page
    assert page.index('class="summary"') < page.index("Already agreed: declare it") < page.index('class="ask"')


@pytest.mark.parametrize("verb, days, then", [
    ("ask", "Which days suit you?", "Yes, other dates, or a no with its reason."),
    ("declare", "Which days did you agree on?", "It confirms the days, or says that this was not agreed."),
])  # fmt: skip
def test_declaring_asks_for_the_days_agreed_and_only_for_their_confirmation(client, worker, offer, verb, days, then):
    client.force_login(worker)

    page = client.get(reverse(f"placements:{verb}", args=[offer.pk])).content.decode()

    assert (days in page, then in page) == (True, True)


@pytest.mark.parametrize(
    "state, words", [("requested", "No, not this time"), ("declared", "That is not what we agreed")]
)
def test_the_hosts_no_fits_what_was_asked(client, worker, offer, state, words):
    placement = PlacementFactory(offer=offer, worker=worker, state=state)
    client.force_login(offer.organisation.reference_person())

    page = client.get(reverse("placements:answer", args=[placement.number])).content.decode()

    assert f"<summary><h2>{words}</h2></summary>" in page


@pytest.mark.parametrize("consent, given, until, status, sentence", [
    ("each", None, None, "employee", "At the same time as the host."),
    ("strict", None, None, "employee", "Before the host is asked."),
    ("general", dt.date(2026, 1, 5), None, "employee", "This has been settled for everybody."),
    ("general", dt.date(2020, 1, 5), dt.date(2021, 1, 5), "employee", "At the same time as the host."),
    ("general", None, None, "employee", "At the same time as the host."),
    ("strict", None, None, "self_employed", "This has been settled for everybody."),
])  # fmt: skip
@pytest.mark.parametrize("is_kept", [False, True])
def test_what_follows_names_the_rule_of_consent_as_it_holds(
    client, offer, consent, given, until, status, sentence, is_kept
):
    given = {"consent_given_by": "Ada Baas", "consent_given_on": given, "consent_until": until} if given else {}
    sender = OrganisationFactory(consent=consent, **given)
    client.force_login(MemberFactory(of=sender, of__status=status))
    address = reverse("placements:ask", args=[offer.pk])
    if is_kept:
        client.post(address, two_days(keep="", own_insurance="on"))

    page = client.get(address).content.decode()

    assert Placement.objects.exists() == is_kept
    assert [words for words in SETTLED if words in page] == [sentence]
