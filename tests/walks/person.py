"""Somebody at a browser of their own, who finds the way as people do: by headings, labels, buttons and mails."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe

from tests.running import until

CODE = re.compile(r"\b[A-Z]{4}-[A-Z]{4}\b")
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
DAY = 24 * 3600  # seconds
axe = Axe()
COLOURS = "color-contrast"  # takes axe longer than all its other rules together


def violations(page, *, without=()):
    """What axe finds on the page, in one line each; `without`: rules that are left out.

    Nothing is fetched beforehand: that takes half of the time, and serves pages with sound or that turn.
    """
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(axe.axe_script)
    options = {"resultTypes": ["violations"], "preload": False, "rules": {rule: {"enabled": False} for rule in without}}
    found = page.evaluate("options => axe.run(document, options).then(said => said.violations)", options)
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def app_code(secret, days_ahead=0):
    """What an authenticator app shows, on the day of the platform's clock."""
    return format_hotp_value(hotp_value(secret, int(time.time() + days_ahead * DAY) // 30))


class Person:
    """Drives one browser against a running platform, and looks at every page it comes to."""

    def __init__(self, page, platform, email, language, first_name="", last_name="", scripts=True):
        self.page, self.platform, self.email, self.language = page, platform, email, language
        self.first_name, self.last_name, self.scripts = first_name, last_name, scripts
        page.on("response", self._note)

    @property
    def name(self):
        return f"{self.first_name} {self.last_name}"

    def _note(self, response):
        if response.request.is_navigation_request():
            self.status = response.status

    def look(self):
        """The page must be well, have one heading, and nothing that axe minds."""
        where, headings = self.page.url, self.page.locator("h1").all_inner_texts()
        assert (self.status, len(headings)) == (200, 1), (where, self.status, headings)
        # axe is a script; the walk over all pages weighs their colours
        assert not self.scripts or violations(self.page, without=[COLOURS]) == [], where

    def open(self, address):
        self.page.goto(address if address.startswith("http") else f"{self.platform.url}{address}")
        self.look()

    def press(self, name):
        """Press the button with this on it, and come to the page behind it."""
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("button", name=name, exact=True).first.click()
        self.look()

    def follow(self, name):
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("link", name=name).first.click()
        self.look()

    def unfold(self, words):
        self.page.locator("main summary", has_text=words).click()

    def write(self, **fields):
        """Fill in fields by their names: text, True to tick, the words of a choice, a list of such words."""
        for name, value in fields.items():
            for one in value if isinstance(value, list) else [value]:
                self._write(self.page.locator(f"main [name='{name}']"), name, one)

    def _write(self, field, name, value):
        if value is True:
            field.check()
        elif field.first.get_attribute("type") in {"radio", "checkbox"}:
            self.page.locator(f"main label:has([name='{name}'])", has_text=value).first.locator("input").check()
        elif field.locator("option").count():
            field.select_option(field.locator("option", has_text=value).first.get_attribute("value"))
        else:
            field.fill(value)

    def search(self, words, button):
        """Type into the search; with scripts the list follows by itself, without them the button fetches it."""
        self.write(q=words)
        if not self.scripts:
            return self.press(button)
        self.page.keyboard.press("Tab")
        self.page.wait_for_url("**q=**")
        return self.look()

    def says(self, text):
        return text in self.page.locator("main").inner_text()

    def links_of(self, path, words=""):
        """The addresses with this in them, in the mails to this person that hold these words; the newest first."""
        texts = [mail.get_body(("plain",)).get_content() for mail in self.platform.inbox.to(self.email)]
        found = [link for text in reversed(texts) if words in text for link in ADDRESS.findall(text)]
        return [link for link in found if path in link]

    def open_mail(self, path, words=""):
        """Follow the link with this in its address, once a mail with these words has brought it."""
        links = until(lambda: self.links_of(path, words), seconds=90)
        assert links, (path, [str(mail["Subject"]) for mail in self.platform.inbox.to(self.email)])
        self.open(links[0])

    def codes(self):
        texts = [mail.get_body(("plain",)).get_content() for mail in self.platform.inbox.to(self.email)]
        return [found.group() for text in texts if (found := CODE.search(text))]

    def new_code(self, button):
        """Ask for a code with this button, and read it in the mail that comes."""
        before = len(self.codes())
        self.press(button)
        assert until(lambda: len(self.codes()) > before, seconds=90), button
        return self.codes()[-1]

    def download(self, ending, folder):
        """Fetch the paper behind the link that ends like this; return where it lies."""
        with self.page.expect_download() as download:
            self.page.locator(f"main a[href$='{ending}']").first.click()
        path = folder / download.value.suggested_filename
        download.value.save_as(path)
        return path
