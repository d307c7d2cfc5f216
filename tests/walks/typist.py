"""Somebody at a browser without a mouse: every step is reached with Tab, and shows that it has the focus."""

import pytest

from exchange.notifications.models import OutboxMail
from tests.walks.person import CODE

MANY = 200  # more steps than any page has
FOCUSED = "one => one === document.activeElement"
SHOWN = """one => [one, one.closest("label")].some(part => {
    const look = part && getComputedStyle(part);
    return look && (look.outlineStyle !== "none" || look.boxShadow !== "none");
})"""  # a choice shows it around its words


class Typist:
    """Drives one browser by its keys alone."""

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

    def tick(self, wanted):
        """Choose one box or button of a group, as keys do: Tab goes to the group, arrows go through it."""
        if wanted.get_attribute("type") == "radio":
            group = self.page.locator(f"input[name='{wanted.get_attribute('name')}']")
            first = group.and_(self.page.locator(":checked"))
            self.reach(first if first.count() else group.first)
            for _step in range(group.count()):
                if wanted.evaluate(FOCUSED):
                    break
                self.page.keyboard.press("ArrowDown")
        else:
            self.reach(wanted)
        self.page.keyboard.press("Space")

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
