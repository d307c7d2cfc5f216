"""Every page of the URL list, opened by somebody entitled to it, on the rows of the demo world and the scene."""

import re
from collections import defaultdict

import pytest

from exchange.intake.models import Intake
from exchange.intake.values import text
from exchange.members.models import Organisation
from exchange.members.places import names
from tests.pseudo import Known, pseudo_language, stored, visible
from tests.test_pseudo_language import CONTACTS, data
from tests.walks import addresses
from tests.walks.doors import DOORS
from tests.walks.pages import ACTS, EXCEPTIONS, FILES, SHOWN, Walk, visitor
from tests.walks.scene import browsers

STEPS = {"account_confirm_login_code", "mfa_authenticate", "account_fresh", "account_email_verification_sent"}
# Pages of the same thing, by two ways.
TWINS = [
    {"account_login", "account_request_login_code"},
    {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"},
    {"members:applied", "members:joined"},
    {"members:organisation", "members:organisation_one"},
    {"catalogue:organisation", "desk:organisation"},
    {"catalogue:offer_edit", "catalogue:offer_preview"},
    {"catalogue:list", "matching:best"},
    {"placements:consent", "placements:consent_link"},
    {"placements:print", "questionnaires:preparation_print"},
    {"questionnaires:asked_back", "questionnaires:reply"},
    {"agreements:agreement", "agreements:sign_link"},
    {"notifications:letter", "demo:letter"},
]
LANGUAGES = ["fr", "nl", "en"]
MAIN = [
    *("front", "members:apply", "home", "catalogue:list", "catalogue:offer", "placements:ask", "placements:detail"),
    *(
        "agreements:agreement",
        "agreements:attendance",
        "agreements:certificate",
        "questionnaires:feedback",
        "desk:home",
    ),
]

WRITTEN_BEFORE = {"notifications:letter", "notifications:detail", "demo:mail", "demo:letter", "demo:mails"}
NO_WORDS = re.compile(r"\w\w|[a-z2-7]{32}|(\w{4}-){2}\w{4}")  # initials, the key of an app, the code of a certificate
# Texts of the agreement (agreements/data, in three languages) with names and hours filled in.
FILLED = {
    "wijzigen kan enkel in onderling overleg schriftelijk",
    "quelqu’un vous accompagne chaque jour",
    "vous passez",
    "j’ai lu la je l’accepte pour l’organisation",
    "au sein l’organisation",
    "un·e collègue l’accompagne chaque jour",
    "vous recevez pendant",
}


def between(tag, text):
    return [
        re.sub(r"<[^>]+>|\s+", " ", found).strip() for found in re.findall(rf"(?s)<{tag}\b[^>]*>(.*?)</{tag}>", text)
    ]


def test_every_address_is_a_page_a_file_or_an_act():
    assert sorted({*SHOWN, *FILES, *ACTS, *STEPS, *EXCEPTIONS}) == sorted(DOORS)
    assert len(EXCEPTIONS) <= 5


def test_every_page_opens_with_its_own_heading(cast):
    headings, broken = defaultdict(set), []
    for name in SHOWN:
        text = cast.browsers[visitor(name)].get(addresses.address(cast, name)).getvalue().decode()
        found, titles = between("h1", text), between("title", text.partition("</head>")[0])
        if len(found) != 1 or len(titles) != 1 or re.search(r"\bNone\b|\{\{|\{%", text):
            broken.append((name, found, titles))
        headings[found[0] if found else ""].add(name)

    assert broken == []
    assert [names for names in headings.values() if len(names) > 1 and names not in TWINS] == []


@pytest.mark.parametrize("name", FILES)
def test_every_file_has_its_kind(cast, name):
    assert cast.browsers[visitor(name)].get(addresses.address(cast, name))["Content-Type"] == FILES[name]


def brought_in():
    """The words of the files that Maya looks at: data, though not kept as text."""
    return {
        text(cell) for intake in Intake.objects.exclude(content=None) for row in intake.rows() for cell in row.cells
    }


def towns():
    """The municipalities of each postcode in use, two where it covers both: names, not sentences."""
    codes = Organisation.objects.values_list("postcode", flat=True)
    return {names(code, language) for code in codes for language in LANGUAGES}


def test_every_page_is_translated(cast, monkeypatch):
    known, found = Known({*stored(), *data(), *CONTACTS, *brought_in(), *towns()}), {}
    with pseudo_language(monkeypatch):
        for name in set(SHOWN) - WRITTEN_BEFORE:
            answer = cast.browsers[visitor(name)].get(addresses.address(cast, name))
            pieces = known.strange(visible(answer.getvalue().decode()))
            if left := [piece for piece in pieces if piece not in FILLED and not NO_WORDS.fullmatch(piece)]:
                found[name] = left

    assert found == {}


@pytest.fixture
def walk(scene_store, live_server, transactional_db, settings, open_page):
    """A function that begins a walk in a language at some widths, on the scene that a live server shows."""
    settings.ROOT_URLCONF, settings.DEMO = addresses.URLS, True
    scene_store.put_back()
    scene_store.cast.browsers = browsers(scene_store.cast)
    return lambda language, *widths: Walk(scene_store.cast, live_server, open_page, language, widths)


@pytest.mark.browser
def test_the_main_pages_fit_a_small_phone_and_please_axe(walk):
    walk = walk("fr", 320)
    for name in MAIN:
        walk.visit(name)

    assert "\n".join(walk.complaints) == ""


@pytest.mark.once
@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_well_in_every_language_and_width(walk, language):
    walk = walk(language, 1360, 320)
    for name in SHOWN:
        walk.visit(name)
    walk.steps()

    assert "\n".join(walk.complaints) == ""


@pytest.mark.once
@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_that_is_sent_empty_says_what_is_wrong(walk, language):
    walk = walk(language, 320)
    for name in SHOWN:
        walk.send_empty(name)

    assert "\n".join(walk.complaints) == ""
