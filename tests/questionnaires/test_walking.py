"""The questions one a page: what a personal link opens, what is kept, where it ends."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from exchange.notifications.models import Link
from exchange.questionnaires.models import Sheet
from tests.factories import MemberFactory, OrganisationFactory
from tests.placements.going import a_placement

from .asked import link_for, over, write

pytestmark = pytest.mark.django_db
LAST = "end"


def sheet_of(placement, party="worker"):
    return Sheet.objects.with_placement().get(placement=placement, questionnaire__party=party)


def kept(placement, party="worker"):
    return {answer.question.code: answer.value for answer in sheet_of(placement, party).answers.all()}


def words(answer):
    return " ".join(answer.content.decode().split())


def test_the_link_opens_without_signing_in_as_often_as_one_likes(client):
    placement = over()
    path = link_for(placement.worker)

    answers = [client.get(path) for _time in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert "Would you recommend this immersion to a colleague?" in words(answers[0])


def test_opening_keeps_nothing(client):
    placement = over()

    client.get(link_for(placement.worker) + "?question=3&value=5")

    assert kept(placement) == {}


@pytest.mark.parametrize(
    "number, value, code, result",
    [
        (1, "9", "W01", 9), (7, "4", "W07", 4), (7, "na", "W07", None), (10, "no", "W10", "no"),
        (11, ["time", "language"], "W11", ["time", "language"]), (12, "Longer.", "W12", "Longer."),
    ],
)  # fmt: skip
def test_each_answer_is_kept_when_one_goes_on(client, number, value, code, result):
    placement = over()

    answer = client.post(link_for(placement.worker), {"question": number, "value": value, "go": "next"})

    assert (answer.status_code, kept(placement)) == (302, {code: result})


def test_next_back_and_skipping_lead_where_they_say(client):
    path = link_for(over().worker)

    places = [
        client.post(path, {"question": number, "go": go}).url for number, go in [(2, "next"), (2, "back"), (12, "next")]
    ]

    assert places == [f"{path}?question=3", f"{path}?question=1", f"{path}?question=end"]


def test_one_comes_back_to_the_first_open_question(client):
    placement = over()
    write(sheet_of(placement), {"W01": 9, "W02": 4})

    assert "Question 3</b> of 12" in words(client.get(link_for(placement.worker)))


def test_what_is_typed_is_kept_without_leaving_the_page(client):
    placement = over()
    path = link_for(placement.worker)

    answer = client.post(path, {"question": 7, "value": "2"}, headers={"HX-Request": "true"})

    assert kept(placement) == {"W07": 2}
    assert f"Kept at {timezone.localtime():%-H:%M}"[:12] in words(answer)
    assert "<html" not in words(answer)


@pytest.mark.parametrize("value, sentence", [("7", "Select a valid choice"), ("x", "Select a valid choice")])
def test_bad_input_is_said_and_nothing_is_kept(client, value, sentence):
    placement = over()

    answer = client.post(link_for(placement.worker), {"question": 7, "value": value, "go": "next"})

    assert sentence in words(answer)
    assert kept(placement) == {}


def test_a_register_number_is_said_and_stays_in_the_box(client):
    placement = over()
    text = "Ask 93.05.18-223.61"

    answer = client.post(link_for(placement.worker), {"question": 12, "value": text, "go": "next"})

    assert "This looks like a national register number" in words(answer)
    assert text in words(answer)
    assert kept(placement) == {}


def finish(client, path, sentence=""):
    return client.post(path, {"question": LAST, "sentence": sentence, "go": "next"})


def test_the_end_thanks_and_uses_the_link_up(client):
    placement = over()
    path = link_for(placement.worker)

    answer = finish(client, path, "Thank you for the soup.")

    assert "Your sentence for the host team" in words(answer)
    assert sheet_of(placement).host_sentence == "Thank you for the soup."
    assert client.get(path).status_code == 410


def test_after_the_end_one_sees_what_has_changed(client):
    placement = over()
    before = Sheet.for_(placement, "before", "worker")
    before.answers.create(question=before.question("W07"), value=2)
    write(Sheet.for_(placement, "end", "worker"), {"W07": 5})

    page = words(finish(client, link_for(placement.worker)))

    assert "What has changed for you" in page
    assert "</small> A little</span>" in page
    assert "</small> Fully</span>" in page


def test_a_link_opens_its_own_sheet_alone(client):
    placement, other = over(), over()

    client.post(link_for(placement.host_lead), {"question": 1, "value": "10", "go": "next"})

    assert kept(placement, "host") == {"H01": 10}
    assert (kept(placement), kept(other), kept(other, "host")) == ({}, {}, {})


@pytest.mark.parametrize("token", ["no-such-token", "x" * 43])
def test_a_link_nobody_gave_opens_nothing(client, token):
    over()

    assert client.get(reverse("questionnaires:feedback", args=[token])).status_code == 410


def test_a_link_for_something_else_opens_nothing(client):
    sheet = sheet_of(over())
    soon = timezone.now() + dt.timedelta(days=1)
    _link, token = Link.issue("consent", about=sheet.about, address="x@example.org", expires_at=soon)

    assert client.get(reverse("questionnaires:feedback", args=[token])).status_code == 410


@pytest.mark.parametrize("party", ["worker", "host_lead"])
def test_the_same_questions_wait_in_ones_own_space(client, party):
    placement = over()
    client.force_login(getattr(placement, party))

    assert client.get(reverse("questionnaires:end", args=[placement.number])).status_code == 200


@pytest.mark.parametrize("name", ["end", "before", "preparation", "preparation_print", "sentence"])
def test_strangers_and_the_sender_find_no_questions_that_are_not_theirs(client, name):
    placement = over()
    stranger, approver = (
        MemberFactory(reference=OrganisationFactory()),
        MemberFactory(of=placement.sender, of__is_approver=True),
    )
    address = reverse(f"questionnaires:{name}", args=[placement.number])

    for member in (stranger, approver):
        client.force_login(member)
        assert client.get(address).status_code == 404


def test_before_the_end_nobody_is_asked(client):
    placement = a_placement("ready")
    client.force_login(placement.worker)

    assert client.get(reverse("questionnaires:end", args=[placement.number])).status_code == 404


def test_the_two_questions_before_end_with_the_second(client):
    placement = a_placement("confirmed")
    client.force_login(placement.worker)
    address = reverse("questionnaires:before", args=[placement.number])
    client.post(address, {"question": 1, "value": "3", "go": "next"})

    answer = client.post(address, {"question": 2, "value": "4", "go": "next"})

    assert answer.url == reverse("questionnaires:preparation", args=[placement.number])
    assert sheet_of(placement).finished_at is not None
    assert kept(placement) == {"W07": 3, "W08": 4}


def test_continue_later_says_until_when(client):
    placement = over()

    assert "Everything is kept" in words(client.get(link_for(placement.worker) + "?question=later"))
