"""What is kept, for how long, and what is refused."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from exchange.notifications.models import Link, OutboxMail
from exchange.programmes.texts import Texts
from exchange.questionnaires import seed
from exchange.questionnaires.models import Question, Questionnaire, Sheet, SheetClosed, VersionInUse
from tests.placements.going import a_placement

from .asked import maya, over, prepared, refused, write

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "code, value, kept",
    [
        ("W01", 0, 0), ("W01", 10, 10), ("W02", 5, 5), ("W02", None, None), ("W10", "yes", "yes"),
        ("W11", ["travel", "time"], ["time", "travel"]), ("W11", ["nothing"], ["nothing"]),
        ("W11", ["nothing", "time"], ["time"]), ("W12", " More time. \r\nThanks. ", "More time. \nThanks."),
    ],
)  # fmt: skip
def test_an_answer_is_kept_as_it_is_given(code, value, kept):
    sheet = Sheet.for_(over(), "end", "worker")

    write(sheet, {code: value})

    assert sheet.answers.get().value == kept


@pytest.mark.parametrize(
    "code, value",
    [("W01", 11), ("W01", None), ("W02", 0), ("W02", "4"), ("W02", True), ("W10", "maybe"), ("W11", ["weather"])],
)
def test_what_is_no_answer_is_refused(code, value):
    sheet = Sheet.for_(over(), "end", "worker")

    assert refused(sheet, code, value) == "Choose one of these."
    assert sheet.answers.count() == 0


def test_a_register_number_is_refused():
    sheet = Sheet.for_(over(), "end", "worker")

    assert refused(sheet, "W12", "93.05.18-223.61") == "This looks like a national register number. Please take it out."


def test_a_text_that_is_emptied_is_taken_back():
    sheet = write(Sheet.for_(over(), "end", "worker"), {"W12": "Wait."})

    write(sheet, {"W12": ""})

    assert sheet.answers.count() == 0


def test_an_answer_can_be_changed_and_says_when_and_in_which_language():
    sheet = write(Sheet.for_(over(), "end", "worker"), {"W01": 3})

    with translation.override("nl"):
        write(sheet, {"W01": 7})

    assert [answer.value for answer in sheet.answers.all()] == [7]
    assert Sheet.objects.get(pk=sheet.pk).language == "nl"
    assert timezone.now() - sheet.answers.get().at < dt.timedelta(minutes=1)


def test_a_sheet_is_made_once_for_each_side_and_moment():
    placement = a_placement("confirmed")

    sheets = [Sheet.for_(placement, "preparation", party) for party in ("worker", "worker", "host", "sender")]

    assert [sheet.pk == sheets[0].pk for sheet in sheets] == [True, True, False, False]


def test_who_began_with_a_version_goes_on_with_it():
    placement = a_placement("confirmed")
    first = Sheet.for_(placement, "before", "worker")
    Questionnaire.objects.create(moment="before", party="worker", version=2)

    assert Sheet.for_(placement, "before", "worker") == first
    assert Sheet.for_(a_placement("confirmed"), "before", "worker").questionnaire.version == 2


def test_seeding_again_changes_nothing():
    Question.objects.filter(code="W01").update(text=Texts(en="Edited"))

    seed.load(Question._meta.app_config)

    assert Question.objects.count() == 41
    assert Question.objects.get(code="W01").text["en"] == "Edited"


def test_a_version_with_answers_never_changes():
    placement = prepared()
    question = placement.sheets.get(questionnaire__moment="before").question("W07")

    for change in (question.save, question.delete, question.questionnaire.save):
        with pytest.raises(VersionInUse):
            change()


def test_finished_feedback_takes_no_more_answers():
    sheet = write(Sheet.for_(over(), "end", "worker"), {"W01": 8})
    sheet.finish()

    with pytest.raises(SheetClosed):
        write(sheet, {"W01": 1})
    with pytest.raises(SheetClosed):
        Sheet.objects.get(pk=sheet.pk).finish()
    assert sheet.answers.get().value == 8


@pytest.mark.parametrize("days_ago, is_open", [(30, True), (31, False)])
def test_feedback_can_be_given_until_thirty_days_after_the_last_day(days_ago, is_open):
    placement = over()
    gone_since = dt.timedelta(days=30 - days_ago)
    Sheet.objects.filter(placement=placement).update(lapses_on=timezone.localdate() + gone_since)

    assert Sheet.for_(placement, "end", "worker").is_open is is_open


def test_who_was_absent_is_asked_nothing_more():
    placement = over("ready")
    type(placement).objects.update(state="no_show")
    sheet = Sheet.objects.with_placement().get(placement=placement, questionnaire__party="worker")

    assert (sheet.is_open, Sheet.objects.open().count()) == (False, 0)


def test_the_outline_stays_open_until_the_last_day_finished_or_not():
    sheet = Sheet.for_(a_placement("ready", starts_in=-1), "preparation", "host")
    sheet.finish()

    write(sheet, {"B1": "The morning circle."})

    assert sheet.answers.get(question__code="B1").value == "The morning circle."


def test_the_two_questions_before_close_when_it_begins():
    placement = a_placement("ready", starts_in=-1)

    with pytest.raises(SheetClosed):
        write(Sheet.for_(placement, "before", "worker"), {"W07": 3})


def test_the_sentence_goes_to_the_host_alone_and_is_answered_once():
    placement = over()
    sheet = Sheet.for_(placement, "end", "worker")
    sheet.finish("Your patience stays with me.")

    sheet.thank(text="Come back.")

    with pytest.raises(SheetClosed):
        sheet.thank(text="Twice.")
    mails = OutboxMail.objects.filter(name__in=["questionnaires/tell_host", "questionnaires/thank"]).order_by("pk")
    assert [mail.to for mail in mails] == [placement.host_lead.email, placement.worker.email]
    assert "Your patience stays with me." in mails[0].text
    assert "Come back." in mails[1].text


def test_finishing_closes_the_link():
    sheet = Sheet.for_(over(), "end", "worker")

    sheet.finish()

    assert Link.objects.open().filter(about=sheet.about).count() == 0
    assert OutboxMail.objects.filter(name="questionnaires/tell_host").count() == 0


def test_maya_reads_once_and_notes():
    sheet, els = Sheet.for_(over(), "end", "worker"), maya()
    sheet.finish()
    sheet.mark_read(els)

    sheet.mark_read(maya_two := type(els).objects.create_user("hugo@example.org", is_coordinator=True))
    sheet.keep_note("Call in May.")

    assert (Sheet.objects.get(pk=sheet.pk).read_by, maya_two.pk is not None) == (els, True)
    assert Sheet.objects.finished().unread().count() == 0
    assert Sheet.objects.get(pk=sheet.pk).note == "Call in May."


def test_a_reply_is_kept_once_and_maya_hears_of_it():
    asked = Sheet.for_(over(), "end", "worker").ask_back(by=maya(), text="What did you miss?")
    asked.answer(text="A quiet room.")

    with pytest.raises(SheetClosed):
        asked.answer(text="Again.")
    assert "A quiet room." in OutboxMail.objects.get(name="questionnaires/replied").text


def test_a_text_has_an_end():
    with pytest.raises(ValidationError, match="2000"):
        write(Sheet.for_(over(), "end", "worker"), {"W12": "x" * 2001})
