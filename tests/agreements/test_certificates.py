"""Issuing, choosing languages, revoking."""

import re

import pytest
from django.core.exceptions import PermissionDenied

from agreements import codes, tasks
from agreements.models import Certificate
from exchange.notifications import outbox
from exchange.notifications.models import OutboxMail, Reminder
from exchange.placements.states import MoveRefused
from exchange.programmes.texts import Texts
from tests.factories import MemberFactory, MembershipFactory

from .signing import a_certificate, a_past_placement

pytestmark = pytest.mark.django_db


def mails(name):
    return list(OutboxMail.objects.filter(name=f"agreements/{name}").values_list("to", flat=True))


def test_numbers_follow_each_other_and_no_code_is_alike():
    first, second = a_certificate(), a_certificate()

    year = first.issued_at.year
    assert [first.number, second.number] == [f"{year}-0001", f"{year}-0002"]
    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{12}", first.code)
    assert first.code != second.code


def test_issuing_takes_the_waiting_reminder_away():
    placement = a_past_placement()
    words = {"sentence": "Waits.", "url": "/", "about": placement.about}
    outbox.remind("placements/remind_certificate", key="certificate", to=placement.host_lead, **words)

    Certificate.issue(placement, by=placement.host_lead)

    assert not Reminder.objects.exists()


def test_a_refused_certificate_leaves_no_gap_in_the_numbers():
    first = a_certificate()
    with pytest.raises(MoveRefused):
        Certificate.issue(first.placement, by=first.placement.host_lead)

    assert a_certificate().number.endswith("-0002")


@pytest.mark.parametrize(
    "state, minutes, is_issued",
    [
        ("completed", 465, True),
        ("interrupted", 30, True),  # on two days: one hour
        ("interrupted", 29, False),
        ("interrupted", 0, False),
        ("no_show", None, False),
        ("ready", None, False),
        ("cancelled", None, False),
    ],
)
def test_a_certificate_follows_when_at_least_one_hour_was_done(state, minutes, is_issued):
    placement = a_past_placement(state=state, minutes=minutes)

    if is_issued:
        assert Certificate.issue(placement, by=placement.host_lead).facts["minutes"] == 2 * minutes
    else:
        with pytest.raises(MoveRefused):
            Certificate.issue(placement, by=placement.host_lead)


def test_reference_person_deputy_and_signatory_issue_and_nobody_else():
    placement = a_past_placement()
    for role in ("is_deputy", "is_signatory"):
        member = MembershipFactory(organisation=placement.host, **{role: True}).member
        assert Certificate.can_be_issued_by(member, placement)

    for stranger in (placement.worker, placement.sender_lead, MemberFactory(of=placement.host)):
        with pytest.raises(PermissionDenied):
            Certificate.issue(placement, by=stranger)


def test_what_it_says_is_frozen():
    certificate = a_certificate()
    certificate.placement.host.name = Texts(fr="Un autre nom")
    certificate.placement.host.save()

    certificate.refresh_from_db()
    assert certificate.facts["fr"]["host"] == "Centre de jour Les Tilleuls"


def test_days_without_hours_are_left_out():
    placement = a_past_placement()
    placement.days.filter(date=placement.last_day).update(real_minutes=0)

    assert len(Certificate.issue(placement, by=placement.host_lead).facts["days"]) == 1


def test_the_host_says_which_goals_were_treated():
    placement = a_past_placement(own_goal="Le travail de nuit")

    certificate = Certificate.issue(placement, by=placement.host_lead, goals=["own"])

    assert certificate.facts["fr"]["goals"] == ["le travail de nuit"]


@pytest.mark.parametrize("role, expected", [("FR", "fr"), ("NL", "nl"), ("BI", "fr")])
def test_it_is_first_in_the_hosts_language(role, expected):
    placement = a_past_placement()
    placement.host.language_role = role
    placement.host.save()

    assert Certificate.issue(placement, by=placement.host_lead).languages == [expected]


def test_the_holder_has_it_in_both_languages_from_the_same_facts():
    certificate = a_certificate()
    tasks.make_missing()

    certificate.add_language(by=certificate.placement.worker, language="nl")
    tasks.make_missing()

    assert [paper.filename for paper in certificate.documents.all()] == [
        f"attestation-{certificate.number}.pdf",
        f"attest-{certificate.number}.pdf",
    ]
    assert mails("issue") == [certificate.placement.worker.email]
    with pytest.raises(PermissionDenied):
        certificate.add_language(by=certificate.placement.host_lead, language="fr")


def test_revoking_tells_the_holder_why_and_a_new_one_can_follow():
    certificate = a_certificate()
    host = certificate.placement.host_lead

    certificate.revoke(by=host, reason="A wrong hour.")

    assert mails("revoke") == [certificate.placement.worker.email]
    assert "A wrong hour." in OutboxMail.objects.get(name="agreements/revoke").text
    assert Certificate.issue(certificate.placement, by=host).number != certificate.number
    with pytest.raises(MoveRefused):
        certificate.revoke(by=host, reason="Again.")


def test_the_host_or_maya_revokes_and_nobody_else():
    certificate = a_certificate()
    for stranger in (certificate.placement.worker, certificate.placement.sender_lead):
        with pytest.raises(PermissionDenied):
            certificate.revoke(by=stranger, reason="x")

    certificate.revoke(by=MemberFactory(is_coordinator=True), reason="x")
    assert certificate.revoked_at


@pytest.mark.parametrize(
    "text, code",
    [
        ("7K4M-9QXT-2RDA", "7K4M9QXT2RDA"),
        ("7k4m9qxt2rda", "7K4M9QXT2RDA"),
        (" 7K4M 9QXT 2RDA ", "7K4M9QXT2RDA"),
        ("IL4M-9QXT-2RDO", "114M9QXT2RD0"),
        ("7K4M-9QXT", ""),
        ("7K4M-9QXT-2RDU", ""),
        ("", ""),
    ],
)
def test_a_code_is_read_as_it_was_meant(text, code):
    assert codes.typed(text) == code


def test_a_code_is_shown_in_fours():
    assert codes.shown("7K4M9QXT2RDA") == "7K4M-9QXT-2RDA"
