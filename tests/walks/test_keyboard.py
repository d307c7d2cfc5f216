"""Asking and answering by keyboard alone: every step is reached with Tab, and shows that it has the focus."""

import pytest

from exchange.notifications.models import OutboxMail
from exchange.placements.models import Placement
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory
from tests.walks.person import CODE

pytestmark = pytest.mark.browser
MANY = 200  # more steps than any page has
FOCUSED = "one => one === document.activeElement"
SHOWN = (
    "one => { const look = getComputedStyle(one); return look.outlineStyle !== 'none' || look.boxShadow !== 'none'; }"
)


class Typist:
    """Somebody who uses no mouse."""

    def __init__(self, page, server):
        self.page, self.server = page, server

    def open(self, path):
        self.page.goto(f"{self.server.url}{path}")

    def reach(self, wanted):
        """Press Tab until this has the focus."""
        for _step in range(MANY):
            self.page.keyboard.press("Tab")
            if wanted.evaluate(FOCUSED):
                assert wanted.evaluate(SHOWN), f"{wanted} does not show its focus"
                return
        pytest.fail(f"{wanted} is not reached by Tab")

    def type(self, label, text):
        self.reach(self.page.locator("main").get_by_label(label))
        self.page.keyboard.type(text)

    def enter(self, role, name):
        """Go to a link or button and press Enter."""
        self.reach(self.page.get_by_role(role, name=name).first)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def sign_in(self, email):
        self.open("/accounts/login/")
        self.type("Your e-mail address", email)
        self.enter("button", "Send me a code")
        self.type("The code in the mail", CODE.search(OutboxMail.objects.get(to=email, is_secret=True).text).group())
        self.enter("button", "Sign in")


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
