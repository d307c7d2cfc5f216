"""An immersion by keyboard alone: asked and answered, prepared, signed, certified, told about, read."""

import pytest

from agreements.models import Certificate
from exchange.placements.models import Placement
from exchange.questionnaires.models import Sheet
from tests.agreements.signing import a_confirmed_placement, a_past_placement
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory
from tests.questionnaires.asked import link_for, maya, over
from tests.walks.entering import hand_over, signed_in
from tests.walks.typist import Typist

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.once]


@pytest.fixture
def typist(open_page, live_server):
    return lambda: Typist(open_page(), live_server)


@pytest.fixture
def typist_of(typist):
    """A function: somebody without a mouse who has just signed in as this member."""

    def typist_of(member):
        person = typist()
        hand_over(signed_in(member), person.page, person.server.url)
        return person

    return typist_of


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
    worker.reach(worker.page.get_by_label("Your profession"))
    worker.page.keyboard.press("ArrowDown")
    worker.enter("button", "Send my request")
    placement = Placement.objects.get()
    assert (placement.state, placement.motivation) == ("requested", "To learn from your mornings.")

    host.sign_in("host@example.org")
    host.open(f"/immersions/{placement.number}/answer/")
    host.enter("button", "Yes, welcome")
    assert Placement.objects.get().state == "confirmed"


def test_both_sides_prepare_and_sign_without_a_mouse(typist_of, transactional_db):
    placement = a_confirmed_placement()
    worker, host = typist_of(placement.worker), typist_of(placement.host_lead)

    worker.open(f"/immersions/{placement.number}/preparation/")
    worker.reach(worker.page.locator("[name=answer-A1]"))
    worker.page.keyboard.type("Apprendre du terrain.")
    worker.enter("button", "Enregistrer et continuer plus tard")
    for person, member in ((host, placement.host_lead), (worker, placement.worker)):
        person.open(f"/immersions/{placement.number}/agreement/")
        person.reach(person.page.locator("main [name=name]"))
        person.page.keyboard.type(member.name)
        person.tick(person.page.locator("main [name=accept]"))
        person.enter("button", "Signer la convention")

    placement.refresh_from_db()
    assert (placement.state, placement.agreement.signatures.count()) == ("ready", 2)
    assert Sheet.for_(placement, "preparation", "worker").answers.get().value == "Apprendre du terrain."


def test_the_host_issues_the_certificate_without_a_mouse(typist_of, transactional_db):
    placement = a_past_placement(state="ready")
    host = typist_of(placement.host_lead)

    host.open(f"/immersions/{placement.number}/attendance/")
    host.enter("button", "Tout s’est passé comme prévu")

    assert Certificate.objects.get().placement == placement


def test_the_worker_tells_and_maya_reads_without_a_mouse(typist, typist_of, transactional_db):
    placement = over()
    guest, reader = typist(), typist_of(maya())

    guest.open(link_for(placement.worker))
    while not (last := guest.page.get_by_role("button", name="Send my answers")).count():
        field = guest.page.locator("main form").locator("[type=radio], [type=checkbox], textarea, [type=number]").first
        if field.get_attribute("type") in {"radio", "checkbox"}:
            guest.tick(field)
        else:
            guest.reach(field)
            guest.page.keyboard.type("3" if field.get_attribute("type") == "number" else "More time.")
        guest.enter("button", guest.page.locator("main [name=go][value=next]").inner_text())
    guest.enter("button", last.inner_text())
    sheet = Sheet.objects.get(placement=placement, questionnaire__party="worker", questionnaire__moment="end")
    reader.open(f"/desk/answers/{sheet.pk}/")
    reader.enter("button", "Read")

    sheet.refresh_from_db()
    assert (sheet.finished_at is None, sheet.read_at is None) == (False, False)
    assert sheet.answers.count() == sheet.questionnaire.questions.count()


def test_the_first_step_of_a_page_leads_past_its_menu(typist):
    person = typist()
    person.open("/apply/")

    person.page.keyboard.press("Tab")
    person.page.keyboard.press("Enter")
    person.page.keyboard.press("Tab")

    assert person.page.evaluate("document.querySelector('main').contains(document.activeElement)")
