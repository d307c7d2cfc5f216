"""An educator from Jette finds a Dutch-speaking mobile team, sees why, and asks: by mouse, by keyboard, on a phone."""

import re

import pytest
from playwright.sync_api import expect

from exchange.placements.models import Placement
from exchange.programmes.texts import Texts
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, term
from tests.walks.entering import hand_over, signed_in
from tests.walks.person import violations
from tests.walks.typist import FOCUSED, Typist

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.once]
WISHED = {"language": "nl", "month": "3", "from_home": "45", "structure": "MOB", "profession": "EDU"}
REST = [month for month in range(1, 13) if month != 3]


def team(name, structure="MOB", postcode="1030", professions=("EDU",), **offer):
    """A place in mental health; by default all that is wished."""
    kinds = {"sector": term("sector", "MH"), "structure": term("structure", structure)}
    host = OrganisationFactory(name=Texts(nl=name), postcode=postcode, **kinds)
    MemberFactory(reference=host)
    made = OfferFactory(organisation=host, **{"languages": ["nl"]} | offer)
    made.professions.set([term("profession", code) for code in professions])
    return made


@pytest.fixture
def wished(transactional_db):
    """One place fits; each of the others misses one thing."""
    team("Frans team", languages=["fr"])
    team("Dagcentrum", structure="DAY")
    team("Team in april", months=REST)
    team("Team aan zee", postcode="8400")
    team("Team voor verpleegkundigen", professions=["NUR"])
    return team("Mobiel team De Brug")


@pytest.fixture
def enter(transactional_db, open_page, live_server):
    """A function that opens the catalogue as the educator; takes what `open_page` takes."""
    house = OrganisationFactory(postcode="1090", consent="none")
    educator = MemberFactory(of=house, language="fr", home_postcode="1090", function=term("profession", "EDU"))

    def enter(**options):
        page = open_page(locale="fr", **options)
        hand_over(signed_in(educator), page, live_server.url)
        page.goto(f"{live_server.url}/catalogue/")
        page.evaluate("window.same = true")
        return page

    return enter


def box(page, name, value):
    return page.locator(f"input[name='{name}'][value='{value}']")


def fold(page, name, value):
    """The heading under which this choice is folded away; None where it stands open."""
    found = page.locator("details.fold:not([open])").filter(has=box(page, name, value)).locator("summary")
    return found if found.count() else None


def names(page):
    return [name.split(":")[0].strip() for name in page.locator("#results .card h2").all_inner_texts()]


def check_found(page):
    """The one place is left, the address says it all, and the page was never loaded anew."""
    page.wait_for_url(lambda url: all(f"{name}={value}" in url for name, value in WISHED.items()))
    page.wait_for_function("document.querySelectorAll('#results .card').length === 1")
    assert names(page) == ["Mobiel team De Brug"]
    assert page.evaluate("window.same") is True


def check_asked(offer):
    placement = Placement.objects.get()
    assert (placement.state, placement.offer, placement.motivation) == ("requested", offer, "Voir et apprendre.")


def choose(page, name, value):
    if summary := fold(page, name, value):
        summary.click()
    with page.expect_response(lambda answer: f"{name}={value}" in answer.url):
        box(page, name, value).check()


def ask(page, offer):
    """Best for me, the place, its form; with a mouse or a finger."""
    page.locator("#results a[href*='/catalogue/best/']").click()
    page.wait_for_url(re.compile("/catalogue/best/.*structure=MOB"))
    assert "autre secteur" in page.locator(".card .why").inner_text().lower()
    for path in (offer.get_absolute_url(), f"/catalogue/offers/{offer.pk}/ask/?month=3"):
        page.locator(f"main a[href$='{path}']").first.click()
        page.wait_for_url(re.compile(f"{re.escape(path)}$"))
        assert violations(page) == []
    assert "mars" in page.locator("main .choice").first.inner_text()
    page.locator("[name=motivation]").fill("Voir et apprendre.")
    with page.expect_navigation():
        page.locator("button[name=send]").click()


def let_go(page, chip, gone):
    """Take a filter away; the answer is for an address without `gone`."""
    with page.expect_response(lambda answer: "/catalogue/?" in answer.url and gone not in answer.url):
        chip()


def test_a_chip_takes_its_filter_away_in_place_on_a_phone(enter, wished):
    page = enter(width=360, has_touch=True, is_mobile=True)
    page.locator(".filters > summary").tap()
    for name in ("language", "month", "from_home"):
        choose(page, name, WISHED[name])

    let_go(page, page.get_by_role("link", name="Mars", exact=False).tap, "month=3")
    expect(page.locator(".chips a[id]")).to_have_count(2)

    assert [box(page, name, WISHED[name]).is_checked() for name in ("language", "month", "from_home")] == [1, 0, 1]
    assert page.locator("#in_use").inner_text() == "2"
    mobile = box(page, "structure", "MOB").get_attribute("id")
    assert page.locator(f"#places_{mobile} span").first.text_content() == "3"
    assert box(page, "month", "4").is_visible() and page.evaluate("window.same") is True
    assert "language=nl" in page.url and "month" not in page.url

    let_go(page, page.get_by_role("link", name="Tout retirer").tap, "from_home=45")
    expect(page.locator("#results .card")).to_have_count(6)
    assert page.locator("[name=from_home]:checked").get_attribute("value") == ""
    assert (page.locator("#in_use").is_visible(), page.evaluate("window.same")) == (False, True)


def test_the_focus_stays_where_a_chip_was(enter, wished, live_server):
    page = enter()
    page.goto(f"{live_server.url}/catalogue/?q=mob&language=nl&month=3")
    page.evaluate("window.same = true")
    typist = Typist(page, live_server)

    typist.reach(page.locator(".chips a[data-filter=q]"))
    for left, focused in ((2, "chip_1"), (1, "chip_1"), (0, "results")):
        page.keyboard.press("Enter")
        expect(page.locator(".chips a[id]")).to_have_count(left)
        expect(page.locator(f"#{focused}")).to_be_focused()

    assert (page.locator("#id_q").input_value(), page.locator(".finder :checked:not([value=''])").count()) == ("", 0)
    assert (len(names(page)), page.evaluate("window.same")) == (6, True)


def test_going_back_brings_the_list_and_the_boxes_of_then(enter, wished):
    page = enter()
    for name in ("language", "month", "structure"):
        choose(page, name, WISHED[name])
    expect(page.locator("#results .card")).to_have_count(3)

    for cards, ticked in ((4, [1, 1, 0]), (5, [1, 0, 0]), (6, [0, 0, 0])):
        page.go_back()
        expect(page.locator("#results .card")).to_have_count(cards)
        assert [box(page, name, WISHED[name]).is_checked() for name in ("language", "month", "structure")] == ticked
    assert page.evaluate("sessionStorage.getItem('htmx-history-cache')") is None


def test_by_mouse(enter, wished):
    page = enter()
    for name, value in WISHED.items():
        choose(page, name, value)
    check_found(page)

    ask(page, wished)
    check_asked(wished)


def test_by_keyboard(enter, wished, live_server):
    page = enter()
    typist = Typist(page, live_server)
    for name, value in WISHED.items():
        if summary := fold(page, name, value):
            typist.reach(summary)
            page.keyboard.press("Enter")
        with page.expect_response(lambda answer, chosen=f"{name}={value}": chosen in answer.url):
            typist.tick(box(page, name, value))
    check_found(page)
    assert box(page, name, value).evaluate(FOCUSED)  # the new list has not taken it away

    typist.enter("link", "Le mieux pour moi")
    typist.enter("link", "Mobiel team De Brug")
    typist.enter("link", "Demander cette immersion")
    typist.reach(page.locator("[name=motivation]"))
    page.keyboard.type("Voir et apprendre.")
    typist.enter("button", "Envoyer ma demande")
    check_asked(wished)


def test_on_a_phone_of_360_pixels(enter, wished):
    page = enter(width=360, has_touch=True, is_mobile=True)
    page.locator(".filters > summary").tap()
    for name, value in WISHED.items():
        choose(page, name, value)
    check_found(page)

    page.locator(".filters > summary").tap()
    assert page.evaluate("document.scrollingElement.scrollWidth") == 360
    ask(page, wished)
    check_asked(wished)
