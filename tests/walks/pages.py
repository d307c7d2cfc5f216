"""Which addresses are pages, who opens each, and a browser that goes to all of them."""

from django.test import Client

from exchange.members.models import Member
from exchange.notifications.models import OutboxMail
from tests.walks import addresses
from tests.walks.doors import DOORS
from tests.walks.entering import hand_over, signed_in
from tests.walks.person import CODE, COLOURS, axe, violations

VISITORS = ["worker", "host", "sender", "approver", "applicant", "maya", "anonymous"]  # the first who may
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = {
    "account_qr": "image/svg+xml",
    "mfa_download_recovery_codes": "text/plain",
    "catalogue:photo": "image/jpeg",
    "catalogue:photo_small": "image/jpeg",
    "placements:boss_sheet_pdf": "application/pdf",
    "placements:calendar": "text/calendar; charset=utf-8",
    "agreements:agreement_pdf": "application/pdf",
    "agreements:agreement_copy": "application/pdf",
    "agreements:certificate_pdf": "application/pdf",
    "intake:template_csv": "text/csv; charset=utf-8",
    "intake:template_xlsx": XLSX,
    "intake:export_csv": "text/csv; charset=utf-8",
    "intake:export_xlsx": XLSX,
    "demo:calendar": "text/calendar; charset=utf-8",
}
EXCEPTIONS = {
    "healthz": "tells a machine how the worker is",
    "account_signup": "leads to the page of applying",
    "mfa_login_webauthn": "answers the script of the sign-in page",
    "desk:staff_leave": "leads back to the page of the staff, where a fresh sign-in returns to",
}
SIDEWAYS = """() => document.scrollingElement.scrollWidth <= innerWidth ? "" :
    [...document.querySelectorAll("body *")].filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .slice(-2).map(one => one.outerHTML.slice(0, 160)).join(" | ")"""
CUT = """() => [...document.querySelectorAll(".table")].filter(one => one.scrollWidth > one.clientWidth + 1)
    .map(one => one.innerText.slice(0, 80)).join(" | ")"""
FORMS = """() => [...document.querySelectorAll("main form")].map((form, number) =>
    form.method === "post" && [...form.elements].some(one => one.type !== "hidden" && one.tagName !== "BUTTON"
    && one.tagName !== "FIELDSET") ? number : -1).filter(number => number >= 0)"""
EMPTY = """number => {
    const form = document.querySelectorAll("main form")[number];
    for (const one of form.elements) {
        if (one.type === "checkbox" || one.type === "radio") one.checked = false;
        else if (one.type !== "hidden" && one.tagName !== "BUTTON") one.value = "";
    }
    form.noValidate = true;
    form.requestSubmit([...form.elements].find(one => one.type === "submit" && !one.formNoValidate));
}"""


def visitor(name):
    """The role that opens this page; None where nobody is shown anything, since it only acts."""
    return next((role for role in VISITORS if DOORS[name][role] == 200), None)


SHOWN = [name for name in DOORS if visitor(name) and name not in FILES]
ACTS = [name for name, row in DOORS.items() if 405 in row.values()]


class Walk:
    """One language, at one width or several: a browser per role, and what was wrong on the pages."""

    def __init__(self, cast, server, open_page, language, widths):
        self.cast, self.server, self.widths, self.complaints = cast, server, widths, []
        self.without = [] if language == "fr" else [COLOURS]  # a colour knows no language
        Member.objects.update(language=language)
        self.new_page = lambda: open_page(width=widths[0], locale=language)
        self.pages = {role: self.enter(client) for role, client in cast.browsers.items()}

    def enter(self, client=None):
        page = self.new_page()
        page.context.add_init_script(axe.axe_script)  # quicker than once it is asked for
        if client and "sessionid" in client.cookies:
            hand_over(client, page, self.server.url)
        return page

    def path(self, name):
        return f"{self.server.url}{addresses.address(self.cast, name)}"

    def visit(self, name):
        page = self.pages[visitor(name)]
        self.check(name, page, page.goto(self.path(name)))

    def check(self, name, page, answer):
        headings = page.locator("h1").count()
        if (answer and answer.status != 200) or headings != 1:
            self.complaints.append(f"{name}: {answer and answer.status}, {headings} headings")
        for width in self.widths:
            page.set_viewport_size({"width": width, "height": 800})
            if wide := page.evaluate(SIDEWAYS):
                self.complaints.append(f"{name} is too wide at {width}: {wide}")
            if cut := page.evaluate(CUT):
                self.complaints.append(f"{name} hides a part of a table at {width}: {cut}")
            self.complaints += [f"{name} at {width}: {found}" for found in violations(page, without=self.without)]

    def send_empty(self, name):
        """Empty every form of a page, send it, and look at the answer."""
        page, path = self.pages[visitor(name)], self.path(name)
        page.goto(path)
        for place, number in enumerate(page.evaluate(FORMS)):
            if place:
                page.goto(path)
            with page.expect_navigation() as answer:
                page.evaluate(EMPTY, number)
            self.check(f"{name} sent empty", page, answer.value)

    def steps(self):
        """The pages that only stand between two others."""
        self.second_step()
        page = self.enter(stale(self.cast.worker))
        self.check("account_fresh", page, page.goto(self.path("account_fresh")))
        page = self.enter(signed_in(self.cast.worker))  # the walk may have taken longer than a sign-in is fresh
        page.goto(self.path("account_email"))
        page.locator("main [name=email]").last.fill("zqnew@example.org")
        with page.expect_navigation() as answer:
            page.locator("main [name=action_add]").click()
        self.check("account_email_verification_sent", page, answer.value)

    def second_step(self):
        """Maya signs in: the code of the mail, then the app."""
        page = self.new_page()
        page.goto(self.path("account_login"))
        page.locator("main [name=email]").fill(self.cast.maya.email)
        with page.expect_navigation() as answer:
            page.locator("main form button").first.click()
        self.check("account_confirm_login_code", page, answer.value)
        mail = OutboxMail.objects.filter(to=self.cast.maya.email, is_secret=True).latest("pk")
        page.locator("main [name=code]").fill(CODE.search(mail.text).group())
        with page.expect_navigation() as answer:
            page.locator("main form button").first.click()
        self.check("mfa_authenticate", page, answer.value)


def stale(member):
    """Signed in, a while ago."""
    client = Client()
    client.force_login(member)
    return client
