"""The outline: saved as typed, shared as the table says, on paper too."""

import re

import pytest
from django.urls import reverse

from exchange.questionnaires.models import Sheet
from tests.placements.going import a_placement

from .asked import maya, prepared, write

pytestmark = pytest.mark.django_db


def address(placement, name="preparation"):
    return reverse(f"questionnaires:{name}", args=[placement.number])


def seen(client, placement, member, name="preparation"):
    client.force_login(member)
    page = client.get(address(placement, name)).content.decode()
    return " ".join(sorted(set(re.findall(r"said ([ABC]\d)", page))))


ALL_B, ALL_C = "B1 B2 B3 B4 B5 B6 B7", "C1 C2 C3 C4"


@pytest.mark.parametrize("name", ["preparation", "preparation_print"])
@pytest.mark.parametrize(
    "reader, codes",
    [
        ("worker", f"A1 A2 A3 A4 A5 A6 A7 {ALL_B} {ALL_C}"),
        ("host_lead", f"A1 A4 A5 A7 {ALL_B}"),
        ("sender_lead", ALL_C),
        ("maya", f"A1 A4 A5 A7 {ALL_B} {ALL_C}"),
    ],
)
def test_each_reader_sees_on_the_page_what_the_table_gives(client, name, reader, codes):
    placement = prepared()
    placement.maya = maya()

    assert seen(client, placement, getattr(placement, reader), name) == codes


def kept(placement, party):
    sheet = Sheet.for_(placement, "preparation", party)
    return {answer.question.code: answer.value for answer in sheet.answers.all()}


def test_one_box_is_kept_as_it_is_typed(client):
    placement = a_placement("confirmed")
    client.force_login(placement.worker)

    answer = client.post(address(placement), {"answer-A1": "We have questions."}, headers={"HX-Request": "true"})

    page = answer.content.decode()
    assert kept(placement, "worker") == {"A1": "We have questions."}
    assert "Kept on" in page
    assert "1 of 7 questions answered" in page


def test_without_scripts_one_button_keeps_every_box(client):
    placement = a_placement("confirmed")
    client.force_login(placement.host_lead)

    client.post(address(placement), {"answer-B1": "Lunch.", "was-B1": "", "answer-B2": "Nadia.", "was-B2": ""})

    assert kept(placement, "host") == {"B1": "Lunch.", "B2": "Nadia."}


def test_a_page_left_open_overwrites_nothing_of_a_colleague(client):
    placement = a_placement("confirmed")
    write(Sheet.for_(placement, "preparation", "host"), {"B1": "Written by a colleague."})
    client.force_login(placement.host_lead)

    client.post(address(placement), {"answer-B1": "", "was-B1": "", "answer-B2": "Nadia.", "was-B2": ""})

    assert kept(placement, "host") == {"B1": "Written by a colleague.", "B2": "Nadia."}


def test_nobody_writes_in_the_part_of_another_side(client):
    placement = a_placement("confirmed")
    client.force_login(placement.host_lead)

    client.post(address(placement), {"answer-A1": "Mine now.", "answer-C1": "Mine too."})

    assert (kept(placement, "worker"), kept(placement, "sender")) == ({}, {})


def test_a_register_number_is_refused_and_stays_in_the_box(client):
    placement = a_placement("confirmed")
    client.force_login(placement.worker)

    page = client.post(address(placement), {"answer-A2": "93.05.18-223.61", "answer-A1": "Why not."}).content.decode()

    assert "This looks like a national register number. Please take it out." in page
    assert ">93.05.18-223.61</textarea>" in page
    assert kept(placement, "worker") == {"A1": "Why not."}


@pytest.mark.parametrize("pressed, is_finished", [({}, False), ({"finish": ""}, True)])
def test_one_says_when_it_is_enough(client, pressed, is_finished):
    placement = a_placement("confirmed")
    client.force_login(placement.worker)

    client.post(address(placement), {"answer-A1": "Why not.", **pressed})

    assert bool(Sheet.for_(placement, "preparation", "worker").finished_at) is is_finished


@pytest.mark.parametrize(
    "sent, words",
    [
        (None, "Start"),
        ({"answer-A1": "Why not."}, "Continue"),
        ({"answer-A1": "Why not.", "finish": ""}, "Look at"),
        ({f"answer-A{number}": "Yes." for number in range(1, 8)}, "Look at"),
    ],
)
def test_the_page_of_the_immersion_says_how_far_one_is(client, sent, words):
    placement = a_placement("confirmed")
    client.force_login(placement.worker)
    if sent:
        client.post(address(placement), sent)

    html = client.get(f"/immersions/{placement.number}/").content.decode()

    assert [each for each in ("Start", "Continue", "Look at") if f"{each} my preparation" in html] == [words]


def test_the_last_answer_finishes_it(client):
    placement = a_placement("confirmed")
    client.force_login(placement.sender_lead)

    client.post(address(placement), {f"answer-C{number}": "Yes." for number in (1, 2, 3, 4)})

    assert Sheet.for_(placement, "preparation", "sender").finished_at is not None


def test_after_the_last_day_it_can_be_read_and_not_written(client):
    placement = prepared()
    type(placement).objects.update(state="completed")

    assert "said A3" in client_page(client, placement)
    assert "<textarea" not in client_page(client, placement)


def client_page(client, placement):
    client.force_login(placement.worker)
    return client.get(address(placement)).content.decode()


def test_before_the_confirmation_there_is_no_outline(client):
    placement = a_placement("requested")
    client.force_login(placement.worker)

    assert client.get(address(placement)).status_code == 404


def test_who_stands_in_is_not_asked_what_is_private_but_finds_it_on_paper(client):
    placement = a_placement("confirmed")
    placement.worker.has_mail = False
    placement.worker.save()
    client.force_login(placement.sender_lead)

    page, paper = (
        client.get(address(placement, name)).content.decode() for name in ("preparation", "preparation_print")
    )

    assert ("answer-A1" in page, "answer-A3" in page, "answer-C1" in page) == (True, False, True)
    assert "What do you believe today about this public" in paper


def test_what_is_refused_is_not_counted_as_answered(client):
    placement = a_placement("confirmed")
    client.force_login(placement.worker)
    sent = {"answer-A2": "93.05.18-223.61"}

    page = client.post(address(placement), sent, headers={"HX-Request": "true"}).content.decode()

    assert "0 of 7 questions answered" in page


def test_the_bar_of_progress_is_named_by_the_sentence_above_it(client):
    placement = prepared()
    client.force_login(placement.worker)

    for path in (address(placement), reverse("placements:detail", args=[placement.number])):
        page = client.get(path).content.decode()
        named = re.search(r'<progress [^>]*aria-labelledby="(.*?)"', page)[1]
        assert page.count(f'id="{named}"') == 1
