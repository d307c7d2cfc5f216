from contextlib import suppress

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation
from django_q.models import OrmQ

from exchange.notifications import outbox
from exchange.notifications.models import MailSetting, OutboxMail
from exchange.notifications.outbox import Reader

pytestmark = pytest.mark.django_db


def test_a_fact_is_told_once(greet):
    first, second = greet(), greet()

    assert OutboxMail.objects.get() == first
    assert second is None


def test_of_two_who_tell_the_same_fact_at_once_one_writes(greet):
    class Rival:
        def __str__(self):
            greet()  # the other one inserts while this mail is being rendered
            return "rival"

    assert greet(context={"thing": Rival()}) is None
    assert OutboxMail.objects.count() == 1


def test_a_mail_speaks_its_readers_language_whatever_the_senders(greet):
    with translation.override("en"):
        french, dutch = greet(key="1"), greet(key="2", to=Reader("tom@example.org", "nl", "Tom"))

    assert (french.subject, dutch.subject) == ("Oui", "Ja")
    assert french.text == "<p>Non Lena </p>\n\n<p>Papillon</p>\n\nMaya\n"
    assert dutch.text == "<p>Nee Tom </p>\n\n<p>Vlinder</p>\n\nMaya\n"


def test_words_of_people_are_escaped_in_html_and_plain_in_text(greet):
    mail = greet(context={"thing": "<b>L'été & moi</b>"})

    assert mail.subject == "Oui <b>L'été & moi</b>"
    assert "<b>L'été & moi</b>" in mail.text
    assert "<b>" not in mail.html
    assert "&lt;b&gt;L&#x27;été &amp; moi&lt;/b&gt;" in mail.html


@pytest.mark.parametrize("sign", ["\r", "\x0b", "\x00", "\u2028"])
def test_a_sign_that_would_break_the_header_becomes_a_blank(greet, sign):
    letter = greet(context={"thing": f"Eve{sign}Bcc: all@example.org"}).letter()

    assert letter.message()["Subject"] == "Oui Eve Bcc: all@example.org"
    assert letter.message()["Bcc"] is None


@pytest.mark.parametrize("sign", ["\u202e", "\u2066"])
def test_a_sign_that_turns_the_direction_of_reading_is_left_out(greet, sign):
    assert greet(context={"thing": f"Eve{sign}gro"}).subject == "Oui Evegro"


@pytest.mark.parametrize("name", ["Cerf\u200dVolant 👩\u200d⚕️", "علی\u200cرضا", "\u200fשרה", "10\u2009% asbl"])
def test_a_name_keeps_the_signs_that_join_its_letters(greet, name):
    assert greet(context={"thing": name}).subject == f"Oui {name}"


def test_a_newline_in_a_name_ends_the_subject_and_adds_no_header(greet):
    letter = greet(context={"thing": "Eve\nBcc: all@example.org"}).letter()

    assert letter.message()["Subject"] == "Oui Eve"
    assert letter.message()["Bcc"] is None
    assert letter.recipients() == ["lena@example.org"]


@pytest.mark.parametrize("name", ["tests/greet", "tests/urge"])
def test_a_mail_that_maya_switched_off_is_not_written(greet, name):
    MailSetting.decide(name, is_on=False, paragraph={})

    assert greet(name) is None
    assert OutboxMail.objects.count() == 0


def test_a_mail_without_which_nobody_gets_in_has_no_switch(greet):
    MailSetting.decide("tests/key", is_on=False, paragraph={})

    assert greet("tests/key").is_essential


def test_every_mail_has_a_switch_but_those_that_open_a_door_or_are_sent_by_hand():
    assert sorted(kind.name for kind in outbox.MAILS.values() if kind.is_key) == [
        "agreements/code", "agreements/sign", "desk/lost_link", "desk/nudge", "members/address_taken",
        "members/apply", "members/apply_known", "members/fresh", "members/invite", "members/join",
        "members/new_address", "members/security", "members/sign_in", "members/sign_in_unknown",
        "members/staff", "notifications/reminders", "placements/ask_consent", "questionnaires/ask_back",
    ]  # fmt: skip


@pytest.mark.parametrize("language, said", [("fr", "Bonne fête"), ("nl", "Bonne fête"), ("en", "Enjoy")])
def test_mayas_paragraph_is_said_in_the_readers_language_else_in_one_that_is_written(greet, language, said):
    MailSetting.decide("tests/greet", is_on=True, paragraph={"fr": "Bonne fête", "en": "Enjoy"})

    mail = greet(to=Reader("lena@example.org", language))

    assert said in mail.text
    assert f"<p>{said}</p>" in mail.html


def test_who_has_no_address_is_not_written_to(greet):
    assert greet(to=Reader("", "fr")) is None
    assert OutboxMail.objects.count() == 0


def test_a_mail_is_written_with_the_change_it_tells_or_not_at_all(greet):
    with suppress(ZeroDivisionError), transaction.atomic():
        greet()
        raise ZeroDivisionError

    assert OutboxMail.objects.count() == 0


def test_a_written_mail_wakes_the_worker(greet, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        greet()

    assert OrmQ.objects.count() == 1


def test_a_queue_that_is_down_breaks_no_page(greet, django_capture_on_commit_callbacks, monkeypatch):
    def down(*args):
        raise ConnectionError

    monkeypatch.setattr("django_q.tasks.async_task", down)

    with django_capture_on_commit_callbacks(execute=True):
        greet()

    assert OutboxMail.objects.due().count() == 1


def test_who_is_written_to_about_a_thing_can_be_found(greet):
    mail = greet(about="placement:12")
    greet(key="greet:2", about="placement:1")

    assert OutboxMail.objects.about("placement:12").get() == mail


def test_a_mail_can_be_declared_once_only():
    with pytest.raises(Exception, match="declared twice"):
        outbox.declare("notifications/reminders", reader="", trigger="", essential=True)


def test_addresses_in_mails_are_absolute(settings):
    settings.SITE_URL = "https://vlinder.example"

    assert outbox.absolute("/desk/") == "https://vlinder.example/desk/"
    assert outbox.absolute("https://vlinder.example/desk/") == "https://vlinder.example/desk/"


@pytest.mark.parametrize(
    "values",
    [{"state": "lost"}, {"state": "sent"}, {"state": "sending"}, {"calendar": "BEGIN"}, {"calendar_method": "CANCEL"}],
)
def test_the_database_refuses_a_mail_that_makes_no_sense(greet, values):
    mail = greet()

    with pytest.raises(IntegrityError), transaction.atomic():
        OutboxMail.objects.filter(pk=mail.pk).update(**values)


def test_the_database_refuses_to_keep_a_code_that_was_sent(greet):
    mail = greet(secret=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        OutboxMail.objects.filter(pk=mail.pk).update(state="sent", sent_at=mail.created_at)
