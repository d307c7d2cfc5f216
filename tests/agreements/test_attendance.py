"""The host's page after the last day, and the certificate's own."""

import re
import time

import pytest
from django.urls import reverse

from agreements import tasks
from agreements.models import Certificate, Document
from exchange.notifications.models import OutboxMail
from exchange.placements.models import Placement
from exchange.placements.states import MoveRefused
from tests.factories import MemberFactory, MembershipFactory

from .signing import a_certificate, a_past_placement, rename
from .test_pages import enter, page

pytestmark = pytest.mark.django_db
__all__ = ["enter"]  # the fixture


@pytest.fixture
def over():
    return a_past_placement(state="ready")


def corrected(placement, *hours, **more):
    """The form with these hours per day, as (hours, minutes)."""
    boxes = {f"hours_{n}": pair[0] for n, pair in enumerate(hours)} | {
        f"minutes_{n}": pair[1] for n, pair in enumerate(hours)
    }
    return {"corrected": "1", **boxes, **more}


def test_as_planned_is_one_button_that_confirms_and_issues(enter, over):
    client = enter(over.host_lead)

    answer = client.post(page(over, "attendance"), {"planned": "1"})

    assert answer.url == page(over, "certificate")
    over.refresh_from_db()
    assert over.state == "completed"
    assert Certificate.objects.get().facts["minutes"] == 2 * 450


def test_hours_are_prefilled_as_planned(enter, over):
    text = enter(over.host_lead).get(page(over, "attendance")).content.decode()

    assert re.findall(r'name="(hours|minutes)_\d" value="(\d+)"', text) == [
        ("hours", "7"), ("minutes", "30"), ("hours", "7"), ("minutes", "30"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "hours, minutes",
    [([(7, 30), (3, 0)], 450 + 180), ([(8, 30), (7, 30)], 510 + 450), ([(7, 30), (0, 0)], 450)],
)
def test_hours_are_corrected_per_day_up_to_the_margin(enter, over, hours, minutes):
    enter(over.host_lead).post(page(over, "attendance"), corrected(over, *hours, goals=["calm"]))

    assert Certificate.objects.get().facts["minutes"] == minutes


def test_more_than_planned_plus_the_margin_is_refused_and_stays_typed(enter, over):
    answer = enter(over.host_lead).post(page(over, "attendance"), corrected(over, (8, 31), (7, 30)))

    text = answer.content.decode()
    assert ("8 heures et 30 minutes" in text.replace("\N{NO-BREAK SPACE}", " "), 'value="31"' in text) == (True, True)
    assert Certificate.objects.count() == 0
    over.refresh_from_db()
    assert over.state == "ready"


def test_no_hours_at_all_asks_first_whether_the_visitor_was_absent(enter, over):
    answer = enter(over.host_lead).post(page(over, "attendance"), corrected(over, (0, 0), (0, 0)))

    assert answer.url == reverse("placements:absent", args=[over.number])
    over.refresh_from_db()
    assert over.state == "ready"


def test_a_mere_signatory_issues_too(enter, over):
    board = MembershipFactory(organisation=over.host, is_signatory=True).member

    enter(board).post(page(over, "attendance"), {"planned": "1"})

    assert Certificate.objects.get().issued_by == board


def test_neither_worker_nor_sender_nor_stranger_issues(enter, over):
    seen = [
        enter(who).post(page(over, "attendance"), {"planned": "1"}).status_code
        for who in (over.worker, over.sender_lead, MemberFactory())
    ]

    assert seen == [403, 403, 404]
    assert Certificate.objects.count() == 0


def test_a_sign_in_of_long_ago_is_asked_again(enter, over):
    answer = enter(over.host_lead, is_fresh=False).post(page(over, "attendance"), {"planned": "1"})

    assert answer.url.startswith(reverse("account_fresh"))
    assert Certificate.objects.count() == 0


def test_after_an_early_end_the_certificate_is_issued_for_the_hours_done(enter):
    placement = a_past_placement(state="interrupted", minutes=100)

    enter(placement.host_lead).post(page(placement, "attendance"), {"issue": "1"})

    assert Certificate.objects.get().facts["minutes"] == 200


def test_before_the_end_there_is_nothing_to_confirm(enter):
    placement = a_past_placement(state="cancelled")

    answer = enter(placement.host_lead).get(page(placement, "attendance"))

    assert answer.url == reverse("placements:detail", args=[placement.number])


def test_holder_host_and_sender_download_the_paper_and_strangers_do_not(enter):
    certificate = a_certificate()
    tasks.make_certificate(certificate.pk)
    url = reverse("agreements:certificate_pdf", args=[certificate.number, "fr"])
    placement = certificate.placement

    for who in (placement.worker, placement.host_lead, placement.sender_lead):
        assert enter(who).get(url).content == bytes(Document.objects.get(certificate=certificate).content)
    assert enter(MemberFactory()).get(url).status_code == 404
    assert enter(placement.worker).get(url.replace("fr.pdf", "nl.pdf")).status_code == 404


def test_the_holder_asks_for_the_other_language_by_one_button(enter):
    certificate = a_certificate()

    enter(certificate.placement.worker).post(
        reverse("agreements:certificate_language", args=[certificate.number]), {"language": "nl"}
    )

    certificate.refresh_from_db()
    assert certificate.languages == ["fr", "nl"]


def test_revoking_asks_for_a_reason(enter):
    certificate = a_certificate()
    client = enter(certificate.placement.host_lead)
    url = reverse("agreements:certificate_revoke", args=[certificate.number])

    assert client.post(url, {"reason": ""}).status_code == 200
    client.post(url, {"reason": "Une heure était fausse."})

    certificate.refresh_from_db()
    assert certificate.revocation_reason == "Une heure était fausse."
    assert enter(certificate.placement.worker).post(url, {"reason": "x"}).status_code == 403


def test_the_mail_about_the_certificate_leads_to_its_page():
    certificate = a_certificate()
    tasks.make_certificate(certificate.pk)

    mail = OutboxMail.objects.get(name="agreements/issue")
    assert page(certificate.placement, "certificate") in mail.text


def test_what_was_typed_survives_a_fresh_sign_in(enter, over):
    client = enter(over.host_lead, is_fresh=False)
    client.post(page(over, "attendance"), corrected(over, (6, 15), (7, 30)))
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
    session.save()

    text = client.get(page(over, "attendance")).content.decode()

    assert 'name="minutes_0" value="15"' in text
    assert Certificate.objects.count() == 0


def test_signed_late_the_hours_are_confirmed_and_the_certificate_waits_for_maya(enter):
    placement = a_past_placement(state="ready")
    Placement.objects.update(signed_late=True)
    client = enter(placement.host_lead)
    assert "confirmer les heures" in client.get(page(placement, "attendance")).content.decode()

    client.post(page(placement, "attendance"), {"planned": "1"})

    placement.refresh_from_db()
    assert (placement.state, Certificate.objects.count()) == ("completed", 0)
    placement.decide_late(by=MemberFactory(is_coordinator=True), is_allowed=True)
    client.post(page(placement, "attendance"), {"issue": "1"})
    assert Certificate.objects.get().facts["minutes"] == 2 * 450


def test_without_learning_goals_the_hours_are_confirmed_all_the_same(enter, over):
    """After a talk a request needs dates alone."""
    over.goals.clear()
    client = enter(over.host_lead)

    shown = client.get(page(over, "attendance"))
    client.post(page(over, "attendance"), corrected(over, (7, 30), (7, 0)))

    assert (shown.status_code, "goals" in shown.context["form"].fields) == (200, False)
    assert Certificate.objects.get().facts["minutes"] == 450 + 420


@pytest.mark.parametrize(
    "state, heading, below",
    [("ready", "How did it go?", "As planned?"), ("completed", "Issue the certificate", "These hours are confirmed")],
)
def test_once_the_hours_are_known_the_page_asks_for_the_certificate(enter, state, heading, below):
    placement = a_past_placement(state=state)
    rename(placement.host_lead, "Karim", "Aziz", language="en")

    html = enter(placement.host_lead).get(page(placement, "attendance")).content.decode()

    assert re.findall(r"<h([12])>(.*?)</h", html)[:2] == [("1", heading), ("2", below)]


def test_after_an_early_end_by_the_worker_the_host_says_the_hours_first(enter):
    placement = a_past_placement(state="interrupted", minutes=450)
    placement.events.create(name="end_early", before="ready", after="interrupted", party="worker")
    client = enter(placement.host_lead)

    shown = client.get(page(placement, "attendance"))
    client.post(page(placement, "attendance"), corrected(placement, (7, 30), (2, 15)))

    assert (shown.context["waits"], "absent" in shown.content.decode()) == (True, True)
    assert Certificate.objects.get().facts["minutes"] == 450 + 135
    assert placement.events.filter(name="confirm_hours").count() == 1


def test_revoked_the_hours_are_corrected_and_a_new_number_says_them(enter):
    certificate = a_certificate(minutes=451)
    placement = certificate.placement
    client = enter(placement.host_lead)
    assert client.get(page(placement, "attendance")).url == reverse("placements:detail", args=[placement.number])
    certificate.revoke(by=placement.host_lead, reason="Les heures sont fausses.")

    text = client.get(page(placement, "attendance")).content.decode()
    client.post(page(placement, "attendance"), corrected(placement, (7, 30), (6, 0)))

    assert re.findall(r'name="(?:hours|minutes)_\d" value="(\d+)"', text) == ["7", "31", "7", "31"]
    new = Certificate.objects.valid().get()
    assert (new.facts["minutes"], new.number != certificate.number) == (450 + 360, True)


def test_a_refused_correction_leaves_the_old_hours(enter):
    certificate = a_certificate(minutes=451)
    certificate.revoke(by=certificate.issued_by, reason="Les heures sont fausses.")
    placement = Placement.objects.get()

    answer = enter(certificate.issued_by).post(page(placement, "attendance"), corrected(placement, (7, 0), (8, 31)))

    assert "7\xa0heures et 31\xa0minutes" in answer.content.decode()
    assert (placement.real_minutes(), Certificate.objects.valid().count()) == (902, 0)


def test_while_a_certificate_is_valid_its_hours_stay():
    placement = a_certificate().placement

    with pytest.raises(MoveRefused):
        placement.confirm_hours(by=placement.host_lead, minutes=dict.fromkeys(placement.dates(), 60))


def test_the_page_of_a_revoked_certificate_keeps_the_hours_it_said(enter):
    certificate = a_certificate(minutes=450)
    certificate.revoke(by=certificate.issued_by, reason="Les heures sont fausses.")
    placement = Placement.objects.get()

    placement.confirm_hours(by=certificate.issued_by, minutes=dict.fromkeys(placement.dates(), 60))

    assert "15\xa0heures" in enter(certificate.issued_by).get(page(placement, "certificate")).content.decode()
