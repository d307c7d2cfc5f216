"""Asking and answering by keyboard alone."""

import pytest

from exchange.placements.models import Placement
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory
from tests.walks.typist import Typist

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.once]


@pytest.fixture
def typist(open_page, live_server):
    return lambda: Typist(open_page(), live_server)


@pytest.fixture
def offer(transactional_db):
    host, sender = OrganisationFactory(), OrganisationFactory(consent="none")
    MemberFactory(reference=host, email="host@example.org")
    MemberFactory(of=sender, email="worker@example.org")
    return OfferFactory(organisation=host, title={"en": "Two days with us"})


def test_a_worker_asks_and_the_host_says_yes_without_a_mouse(typist, offer):
    worker, host = typist(), typist()

    worker.sign_in("worker@example.org")
    worker.enter("link", "Find a place")
    worker.enter("link", "Two days with us")
    worker.enter("link", "Ask for this immersion")
    worker.type("A word for the team", "To learn from your mornings.")
    worker.enter("button", "Send my request")
    placement = Placement.objects.get()
    assert (placement.state, placement.motivation) == ("requested", "To learn from your mornings.")

    host.sign_in("host@example.org")
    host.open(f"/immersions/{placement.number}/answer/")
    host.enter("button", "Yes, welcome")
    assert Placement.objects.get().state == "confirmed"


def test_the_first_step_of_a_page_leads_past_its_menu(typist):
    person = typist()
    person.open("/apply/")

    person.page.keyboard.press("Tab")
    person.page.keyboard.press("Enter")
    person.page.keyboard.press("Tab")

    assert person.page.evaluate("document.querySelector('main').contains(document.activeElement)")
