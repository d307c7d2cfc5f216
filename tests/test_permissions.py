"""Every address against every role: what it answers, and that nobody reads what is not theirs."""

import io
import re
from zipfile import ZipFile

import pytest
from django.apps import apps
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.walks import addresses
from tests.walks.doors import DOORS, ROLES
from tests.walks.pages import XLSX

EVERY = set(ROLES)
MEMBERS = EVERY - {"anonymous", "former", "applicant"}
BOTH, INVOLVED = {"worker", "host", "maya"}, {"worker", "host", "sender", "approver", "maya"}
# Who may read the words that stand in the scene. Source: domain.md 9.3; `other` is the test of everything.
READERS = {
    "zqoffer": MEMBERS,
    "Timonier": INVOLVED,
    "0470 99 11 22": INVOLVED,
    "lea.timonier@example.org": INVOLVED,
    "zqmotivation": INVOLVED,
    "zqgoal": INVOLVED,
    "zqword": {"worker", "maya"},
    "zqmessage": BOTH,
    "zqshared": BOTH,
    "zqprivate": {"worker"},
    "zqhouse": BOTH,
    "zqteam": {"worker", "sender", "maya"},
    "zqmatched": BOTH,
    "zqgroup": {"sender", "approver", "host", "maya"},
    "zqproposes": INVOLVED,
    "zqtold": {"worker", "maya"},
    "zqjudged": {"host", "maya"},
    "zqsentence": BOTH,
    "zqnote": {"maya"},
    "zqquestion": {"worker", "maya"},
    "zqasked": BOTH,
    "zqcall": {"worker", "maya"},
    "zqguest": {"sender", "maya"},
    "Zqcolleague": {"worker", "sender", "approver", "maya"},
    "zqcorrection": {"applicant", "maya"},
}
# Whoever holds a personal link reads what it is about; the demo world shows all mails to everybody.
BY_LINK = {"members:application_confirm", "members:invitation", "placements:consent_link", "questionnaires:feedback"}
BY_LINK |= {"questionnaires:reply", "agreements:sign_link", "agreements:agreement_copy", "matching:wish_stop_link"}
BY_LINK |= {"matching:match_employer", "catalogue:true_link"}
SEARCHES = ["catalogue:list", "catalogue:organisations", "placements:list", "desk:placements", "desk:organisations"]
# What strangers may send something to: the public doors, and their own pages.
OPEN = re.compile(r"^(front|home|language|lost_link|account_|mfa_|usersessions|demo:|agreements:check)")
OWN = {
    "members:apply", "members:applied", "members:join", "members:joined", "members:organisation", "members:profile",
    "catalogue:list", "catalogue:offer", "catalogue:organisations", "catalogue:organisation", "catalogue:own_offers",
    "catalogue:offer_new", "catalogue:offer_question", "placements:ask", "placements:declare", "placements:list",
    "placements:host_calendar", "members:my_data", "members:travel", "members:call_back", "privacy", "accessibility",
    "healthz", "matching:favourite", "matching:show", "matching:wish_new",
}  # fmt: skip


def body(answer):
    """The words of a page, a paper, a table, a calendar file or an archive."""
    content = answer.getvalue() if answer.status_code == 200 else b""
    if answer["Content-Type"] == "application/pdf":
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if answer["Content-Type"] == XLSX and content:
        sheets = load_workbook(io.BytesIO(content), read_only=True).worksheets
        return "\n".join(str(cell) for sheet in sheets for row in sheet.values for cell in row if cell)
    if answer["Content-Type"] == "application/zip":
        with ZipFile(io.BytesIO(content)) as archive:
            return "".join(archive.read(name).decode() for name in archive.namelist() if not name.endswith(".pdf"))
    if answer["Content-Type"] == "image/jpeg":
        return ""
    return content.decode()


def foreign(text, role):
    return sorted(words for words, readers in READERS.items() if role not in readers and words in text)


def test_every_address_stands_in_the_table():
    assert sorted(DOORS) == sorted(addresses.names())


@pytest.mark.parametrize("name", DOORS)
def test_each_role_meets_its_door_and_reads_nothing_foreign(cast, name):
    met, leaks, address = {}, {}, addresses.address(cast, name)
    for role, browser in cast.browsers.items():
        answer = browser.get(address)
        met[role] = answer.status_code
        leaks[role] = foreign(body(answer), role)

    assert met == DOORS[name]
    assert name in BY_LINK or name.startswith("demo:") or {role: words for role, words in leaks.items() if words} == {}


@pytest.mark.parametrize("name", SEARCHES)
@pytest.mark.parametrize("words", ["zq", "Timonier", "lea.timonier@example.org", "zqmotivation", "zqprivate"])
def test_searching_finds_nothing_foreign(cast, name, words):
    for role, browser in cast.browsers.items():
        for headers in ({}, {"HX-Request": "true"}):
            text = body(browser.get(addresses.address(cast, name), {"q": words}, headers=headers))
            assert foreign(text.replace(words, ""), role) == []


def test_ones_own_data_hold_nothing_foreign(cast):
    for role in EVERY - {"anonymous"}:
        text = body(cast.browsers[role].post(addresses.address(cast, "members:my_data")))
        assert "@example.org" in text
        assert (role, foreign(text, role)) == (role, [])


@pytest.mark.parametrize("name", [name for name in DOORS if not OPEN.match(name) and name not in OWN | BY_LINK])
def test_what_a_stranger_sends_is_refused_and_changes_nothing(cast, name):
    before, met = rows(), {}
    for role in ("anonymous", "other", "former"):
        met[role] = cast.browsers[role].post(
            addresses.address(cast, name), {"name": "Zq", "accept": "on", "text": "zq"}
        )

    assert met["anonymous"].status_code == 302 and met["anonymous"].url.startswith("/accounts/login/")
    assert {met["other"].status_code, met["former"].status_code} <= {403, 404, 405}
    assert rows() == before


def rows():
    """How many rows there are of everything, and the state of all that has one."""
    models = [model for model in apps.get_models() if model._meta.app_label not in {"sessions", "usersessions"}]
    states = [
        list(model.objects.order_by("pk").values_list("state", flat=True))
        for model in models
        if hasattr(model, "state")
    ]
    return [model.objects.count() for model in models], states
