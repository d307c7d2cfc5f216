"""Maya reads, notes, asks back; per organisation what was said; the short answers of others."""

import pytest
from django.urls import reverse

from exchange.notifications.models import OutboxMail
from exchange.questionnaires.models import AskedBack, Sheet
from exchange.questionnaires.templatetags import questions
from tests.factories import MemberFactory, OrganisationFactory

from .asked import link_for, maya, over, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet():
    """The finished feedback of a worker."""
    sheet = write(
        Sheet.for_(over(), "end", "worker"), {"W01": 9, "W07": 4, "W11": ["time"], "W12": "One more morning."}
    )
    sheet.finish("Thank you for the soup.")
    return Sheet.objects.with_placement().get(pk=sheet.pk)


@pytest.fixture
def els(client):
    els = maya()
    client.force_login(els)
    return els


def address(sheet):
    return reverse("questionnaires:answer", args=[sheet.pk])


def page(client, path):
    return " ".join(client.get(path).content.decode().split())


def test_maya_reads_every_answer_and_finds_the_phones(client, els, sheet):
    type(sheet.placement.worker).objects.filter(pk=sheet.placement.worker_id).update(phone="02 000 00 31")

    found = page(client, address(sheet))

    assert '<b class="figure">9</b>' in found
    assert "One more morning." in found
    assert "Thank you for the soup." in found
    assert 'href="tel:020000031"' in found


@pytest.mark.parametrize("who", ["worker", "host_lead", "sender_lead", "stranger"])
def test_nobody_else_opens_mayas_pages(client, who):
    placement = over()
    sheet = Sheet.for_(placement, "end", "worker")
    client.force_login(getattr(placement, who, None) or MemberFactory(reference=OrganisationFactory()))

    pages = [address(sheet), reverse("questionnaires:said", args=[placement.host.pk])]

    assert [client.get(path).status_code for path in pages] == [404, 404]


def test_reading_leads_to_the_next(client, els, sheet):
    other = write(Sheet.for_(over(), "end", "host"), {"H01": 7})
    other.finish()

    answer = client.post(address(sheet), {"read": ""})

    assert answer.url == address(other)
    assert Sheet.objects.get(pk=sheet.pk).read_by == els


def test_a_note_is_kept_for_maya(client, els, sheet):
    client.post(address(sheet), {"keep": "", "note": "Call in May."})

    assert Sheet.objects.get(pk=sheet.pk).note == "Call in May."
    assert "Call in May." in page(client, address(sheet))


def test_what_maya_asks_back_is_mailed_and_answered_by_link_without_signing_in(client, els, sheet):
    client.post(address(sheet), {"ask": "", "text": "Which morning?"})
    client.logout()
    path = link_for(sheet.placement.worker, "questionnaires/ask_back")
    assert "Which morning?" in page(client, path)

    client.post(path, {"text": "The Monday one."})

    assert AskedBack.objects.get().reply == "The Monday one."
    assert client.get(path).status_code == 410
    assert OutboxMail.objects.filter(name="questionnaires/replied").count() == 1


def test_an_empty_question_is_not_sent(client, els, sheet):
    answer = client.post(address(sheet), {"ask": "", "text": " "})

    assert "Write your question." in answer.content.decode()
    assert AskedBack.objects.count() == 0


def test_the_side_that_answered_may_reply_signed_in_and_others_find_nothing(client, els, sheet):
    path = reverse("questionnaires:asked_back", args=[sheet.ask_back(by=els, text="Which morning?").pk])
    client.force_login(MemberFactory(reference=sheet.placement.host))
    assert client.get(path).status_code == 404
    client.force_login(sheet.placement.worker)

    client.post(path, {"text": "Monday."})

    assert AskedBack.objects.get().reply == "Monday."


def test_maya_does_not_answer_herself(client, els, sheet):
    asked = sheet.ask_back(by=els, text="Which morning?")

    client.post(reverse("questionnaires:asked_back", args=[asked.pk]), {"text": "Mine."})

    assert AskedBack.objects.get().reply == ""


def test_what_was_said_counts_each_answer_and_leaves_out_what_does_not_apply(client, els, sheet):
    host = sheet.placement.host
    second = Sheet.for_(over(), "end", "worker")
    type(second.placement.offer).objects.filter(pk=second.placement.offer_id).update(organisation=host)
    write(second, {"W01": 6, "W07": None}).finish()

    found = page(client, reverse("questionnaires:said", args=[host.pk]))

    assert '<b class="figure">7.5</b> <span class="muted">/ 10 · 2 answers</span>' in found
    assert '<b class="figure">4.0</b> <span class="muted">/ 5 · 1 answer</span>' in found
    assert "One more morning." in found
    assert "2 people answered. Fewer than five" in found


def test_what_is_not_finished_is_not_counted(client, els):
    placement = over()
    write(Sheet.for_(placement, "end", "worker"), {"W12": "Half a thought"})

    assert "Half a thought" not in page(client, reverse("questionnaires:said", args=[placement.host.pk]))


def sentence(sheet):
    return reverse("questionnaires:sentence", args=[sheet.placement.number])


def test_the_host_answers_the_shared_sentence_and_reads_nothing_else(client, sheet):
    client.force_login(MemberFactory(reference=sheet.placement.host))
    assert "Thank you for the soup." in page(client, sentence(sheet))
    assert "One more morning." not in page(client, sentence(sheet))

    client.post(sentence(sheet), {"text": "Come back soon."})

    assert Sheet.objects.get(pk=sheet.pk).host_reply == "Come back soon."


@pytest.mark.parametrize("who, status", [("worker", 200), ("sender_lead", 404)])
def test_the_sentence_is_between_worker_and_host(client, sheet, who, status):
    people = {"worker": sheet.placement.worker, "sender_lead": MemberFactory(reference=sheet.placement.sender)}
    client.force_login(people[who])

    assert client.get(sentence(sheet)).status_code == status


def test_the_worker_cannot_answer_in_the_name_of_the_host(client, sheet):
    client.force_login(sheet.placement.worker)

    client.post(sentence(sheet), {"text": "Myself."})

    assert Sheet.objects.get(pk=sheet.pk).host_reply == ""


@pytest.mark.parametrize("who, sees", [("worker", True), ("host", True), ("sender", False)])
def test_the_shared_sentence_stands_with_the_immersion(client, sheet, who, sees):
    placement = sheet.placement
    people = {"worker": placement.worker, "host": placement.host, "sender": placement.sender}
    side = people[who]
    client.force_login(side if who == "worker" else MemberFactory(reference=side))

    found = page(client, reverse("placements:detail", args=[placement.number]))

    assert ("Thank you for the soup." in found) is sees


@pytest.mark.parametrize("who, waits", [("worker", True), ("sender", False)])
def test_beside_the_certificate_the_open_questions_wait(rf, who, waits):
    placement = over()
    request = rf.get("/")
    request.user = {"worker": placement.worker, "sender": placement.sender_lead}[who]

    assert questions.feedback_door({"request": request}, placement)["waits"] is waits
