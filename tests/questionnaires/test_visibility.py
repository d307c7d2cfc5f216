"""Who reads which answer. The table is written from domain.md 5 and 9.3, not computed from the code."""

import pytest

from exchange.questionnaires.models import Answer, Sheet
from tests.factories import MemberFactory, OrganisationFactory

from .asked import maya, over, prepared, write

pytestmark = pytest.mark.django_db

SHARED_A, PRIVATE_A = "A1 A4 A5 A7", "A2 A3 A6"
B, C, BEFORE, END = "B1 B2 B3 B4 B5 B6 B7", "C1 C2 C3 C4", "W07 W08", "W01"


def people(placement):
    return {
        "worker": placement.worker,
        "host": placement.host_lead,
        "sender": placement.sender_lead,
        "colleague of the worker": MemberFactory(of=placement.sender),
        "colleague at the host": MemberFactory(of=placement.host),
        "approver": MemberFactory(of=placement.sender, of__is_approver=True),
        "signatory": MemberFactory(of=placement.host, of__is_signatory=True),
        "stranger": MemberFactory(reference=OrganisationFactory()),
        "maya": maya(),
    }


@pytest.mark.parametrize(
    "reader, codes",
    [
        ("worker", f"{SHARED_A} {PRIVATE_A} {B} {C} {BEFORE}"),
        ("host", f"{SHARED_A} {B}"),
        ("sender", C),
        ("colleague of the worker", ""),
        ("colleague at the host", ""),
        ("approver", ""),
        ("signatory", ""),
        ("stranger", ""),
        ("maya", f"{SHARED_A} {B} {C} {BEFORE}"),
    ],
)
def test_each_answer_of_the_preparation_is_read_by_whom_the_domain_says(reader, codes):
    member = people(prepared())[reader]

    seen = Answer.objects.visible_to(member).values_list("question__code", flat=True)

    assert sorted(seen) == sorted(codes.split())


@pytest.mark.parametrize(
    "reader, codes",
    [("worker", "W01"), ("host", "H01"), ("sender", ""), ("approver", ""), ("stranger", ""), ("maya", "H01 W01")],
)
def test_feedback_is_read_by_its_own_side_and_maya(reader, codes):
    placement = over()
    write(Sheet.for_(placement, "end", "worker"), {"W01": 9})
    write(Sheet.for_(placement, "end", "host"), {"H01": 8})

    seen = Answer.objects.visible_to(people(placement)[reader]).values_list("question__code", flat=True)

    assert sorted(seen) == codes.split()


def test_who_stands_in_for_a_worker_without_mail_reads_nothing_private():
    placement = prepared()
    placement.worker.has_mail = False
    placement.worker.save()

    seen = Answer.objects.visible_to(placement.sender_lead).values_list("question__code", flat=True)

    assert sorted(seen) == sorted(f"{SHARED_A} {B} {C} {BEFORE}".split())


def test_what_was_asked_back_is_seen_by_maya_and_the_side_that_answered():
    placement, els = over(), maya()
    asked = Sheet.for_(placement, "end", "worker").ask_back(by=els, text="Tell me more?")

    seen = {
        name: type(asked).objects.visible_to(member).exists()
        for name, member in [("worker", placement.worker), ("host", placement.host_lead), ("maya", els)]
    }

    assert seen == {"worker": True, "host": False, "maya": True}
