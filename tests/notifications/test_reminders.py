import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from exchange.notifications import outbox, tasks
from exchange.notifications.models import MailSetting, OutboxMail, Reminder
from exchange.notifications.outbox import Reader

pytestmark = pytest.mark.django_db
YES = _("Yes")
NINE = dt.datetime(2027, 3, 9, 9, tzinfo=ZoneInfo("Europe/Brussels"))


@pytest.fixture
def clock():
    with time_machine.travel(NINE, tick=False) as clock:
        yield clock


@pytest.fixture
def remind(kinds, settings):
    settings.SITE_URL = "https://vlinder.example"

    def remind(
        key="1", email="Lena@example.org", language="fr", sentence=YES, name="tests/greet", about="placement:12"
    ):
        reader = Reader(email, language, "Lena")
        return outbox.remind(name, key=key, to=reader, sentence=sentence, url=f"/{key}/", about=about)

    return remind


def mails():
    tasks.gather_reminders()
    return list(OutboxMail.objects.order_by("pk"))


def test_a_reminder_may_be_as_long_as_many_dates_and_long_names_make_it(remind):
    kept = remind(sentence="Twelve Mondays at the house. " * 20)
    kept.full_clean()  # SQLite keeps what is too long; PostgreSQL does not

    assert Reminder.objects.get().sentence == "Twelve Mondays at the house. " * 20


def test_a_reminder_speaks_its_readers_language(remind, clock):
    remind(sentence=lambda: _("No"))

    assert [mail.subject for mail in mails()] == ["Non"]


def test_the_reminders_of_a_day_are_merged_into_one_mail(remind, clock):
    remind("1"), remind("2", email="lena@example.org", sentence=_("No")), remind("3", email="tom@example.org")

    lena, tom = mails()

    assert (lena.to, tom.to) == ("lena@example.org", "tom@example.org")
    assert "2" in lena.subject
    for part in ("Oui", "Non", "https://vlinder.example/1/", "https://vlinder.example/2/"):
        assert part in lena.text
        assert part in lena.html
    assert Reminder.objects.waiting().count() == 0


def test_mayas_own_words_stand_once_under_the_lines_of_their_kind(remind, clock):
    MailSetting.decide("tests/greet", is_on=True, paragraph={"fr": "Appelez-moi."})
    remind("1"), remind("2"), remind("3", name="tests/urge", sentence=_("No"))

    (mail,) = mails()

    lines = [line for line in mail.text.splitlines() if line in {"- Oui", "- Non", "Appelez-moi."}]
    assert lines == ["- Oui", "- Oui", "Appelez-moi.", "- Non"]
    assert mail.html.count('lang="fr">Appelez-moi.<') == 1


def test_mayas_own_words_stand_in_a_mail_of_one_line_in_the_language_they_are_in(remind, clock):
    MailSetting.decide("tests/greet", is_on=True, paragraph={"nl": "Bel me <gerust>."})
    remind("1")

    (mail,) = mails()

    assert (mail.subject, mail.text.count("Bel me <gerust>.")) == ("Oui", 1)
    assert '<span lang="nl">Bel me &lt;gerust&gt;.</span>' in mail.html


def test_a_person_gets_at_most_one_reminder_mail_a_day(remind, clock):
    remind("1")
    assert len(mails()) == 1

    remind("2")
    clock.shift(dt.timedelta(hours=3))
    assert len(mails()) == 1

    clock.move_to(NINE + dt.timedelta(days=1))
    assert len(mails()) == 2


def test_nobody_is_reminded_before_eight_in_brussels(remind, clock):
    remind()
    clock.move_to(NINE.replace(hour=7, minute=59))
    assert mails() == []

    clock.move_to(NINE.replace(hour=8, minute=0))
    assert len(mails()) == 1


def test_a_reminder_is_never_given_twice(remind, clock):
    first, second = remind("1"), remind("1")
    assert (first.key, second) == ("1", None)
    assert len(mails()) == 1

    clock.move_to(NINE + dt.timedelta(days=1))
    assert remind("1") is None
    assert len(mails()) == 1


def test_who_has_done_it_is_not_reminded(remind, clock):
    remind("1"), remind("2", about="placement:1")

    outbox.forget("placement:12")

    assert list(Reminder.objects.values_list("key", flat=True)) == ["2"]


def test_only_the_named_reminders_are_dropped(remind):
    remind("1"), remind("2", name="tests/urge")

    outbox.forget("placement:12", "tests/urge")

    assert list(Reminder.objects.values_list("key", flat=True)) == ["1"]


@pytest.mark.parametrize("name", ["tests/greet", "tests/urge"])
def test_a_reminder_that_maya_switched_off_is_not_kept(remind, name):
    MailSetting.decide(name, is_on=False, paragraph={})

    assert remind(name=name) is None


@pytest.mark.parametrize("name, essential", [("tests/greet", False), ("tests/urge", True)])
def test_the_mail_is_essential_when_one_of_its_reminders_is(remind, clock, name, essential):
    remind("1"), remind("2", name=name)

    assert [mail.is_essential for mail in mails()] == [essential]


def reminding():
    """The kinds that are a line of the reminder mail of a day."""
    return sorted(name for name in outbox.MAILS if name.partition("/")[2].partition("_")[0] == "remind")


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_every_reminder_has_a_subject_that_a_phone_shows_whole_and_a_button_that_says_what_it_does(language):
    kinds = [outbox.MAILS[name] for name in reminding() if not name.startswith("tests/")]

    with translation.override(language):
        assert [kind.name for kind in kinds if not 10 <= len(str(kind.subject)) <= 60] == []
        assert [kind.name for kind in kinds if not 3 <= len(str(kind.action)) <= 30] == []


def test_a_reminder_that_is_alone_says_its_sentence_once_under_its_subject(remind, clock):
    sentence = "Is “Two days” still true? One click says so; else members no longer find it from 28 December."
    remind(name="catalogue/remind_still_true", sentence=sentence, language="en")

    (mail,) = mails()

    assert mail.subject == "Is your offer still true?"
    assert (mail.text.count(sentence), mail.html.count(sentence)) == (1, 1)
    assert "Yes, it is\nhttps://vlinder.example/1/" in mail.text
