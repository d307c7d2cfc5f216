import datetime as dt

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.db import transaction
from django.utils import timezone

from exchange import env
from exchange.notifications import tasks
from exchange.notifications.models import OutboxMail
from exchange.notifications.outbox import Reader
from tests.running import free_port

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2027, 3, 9, 12, tzinfo=dt.UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def relay(settings):
    """A function that starts a mail server which answers as told: relay(rcpt="550 unknown", data="250 kept")."""
    started = []

    class Relay:
        def __init__(self, rcpt, data):
            self.rcpt, self.data = rcpt, data

        async def handle_RCPT(self, server, session, envelope, address, options):
            envelope.rcpt_tos.append(address)
            return self.rcpt

        async def handle_DATA(self, server, session, envelope):
            if not self.data:
                server.transport.close()
            return self.data or "250 gone"

    def start(rcpt="250 fine", data="250 kept"):
        started.append(Controller(Relay(rcpt, data), hostname="127.0.0.1", port=free_port()))
        started[-1].start()
        settings.MAILERS = {"default": env.mailer(f"smtp://127.0.0.1:{started[-1].port}")}

    yield start
    for controller in started:
        controller.stop()


def state(mail):
    mail.refresh_from_db()
    return mail.state


def test_a_mail_arrives_as_its_reader_should_see_it(greet, mail_server):
    mail = greet(context={"thing": "été"}, calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", method="REQUEST")

    tasks.send(mail.pk)

    message = mail_server.mails[0]
    assert (message["To"], message["From"]) == ("lena@example.org", "Maya <papillon@maya.brussels>")
    assert (message["Subject"], message["Reply-To"]) == ("Oui été", "papillon@maya.brussels")
    assert (message["Auto-Submitted"], message["Content-Language"]) == ("auto-generated", "fr")
    assert "<p>Non Lena été</p>" in message.get_body(("plain",)).get_content()
    assert '<p style="color: #1D2433;">Non Lena été</p>' in message.get_body(("html",)).get_content()
    file = next(message.iter_attachments())
    assert (file.get_content_type(), file.get_param("method")) == ("text/calendar", "REQUEST")
    assert file.get_content().split() == ["BEGIN:VCALENDAR", "END:VCALENDAR"]
    assert (state(mail), mail.tries, mail.error) == ("sent", 1, "")


def test_courtesy_mail_says_how_to_stop_it_and_essential_mail_does_not(greet):
    courtesy, essential = greet().letter().message(), greet("tests/urge", key="2").letter().message()

    assert courtesy["List-Unsubscribe"] == "<mailto:papillon@maya.brussels?subject=stop>"
    assert essential["List-Unsubscribe"] is None
    assert essential["List-Id"] == "<notifications.maya.brussels>"


def test_a_mail_sent_twice_bears_the_same_message_id(greet):
    mail, other = greet(), greet(key="greet:2")

    assert mail.letter().message()["Message-ID"] == OutboxMail.objects.get(pk=mail.pk).letter().message()["Message-ID"]
    assert mail.letter().message()["Message-ID"] != other.letter().message()["Message-ID"]


def test_sending_twice_sends_once(greet, mail_server):
    mail = greet()

    tasks.send(mail.pk)
    tasks.send(mail.pk)

    assert len(mail_server.mails) == 1


def test_of_two_senders_one_may_send(greet):
    mail = greet()
    rival = OutboxMail.objects.get(pk=mail.pk)

    assert (mail.claim(), rival.claim()) == (True, False)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_inside_a_transaction(greet, mail_server):
    mail = greet()

    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        tasks.send(mail.pk)

    assert mail_server.mails == []


def test_urgent_mail_goes_first(greet, mail_server):
    greet(key="1")
    code = greet(key="2", to=Reader("tom@example.org", "nl"), urgent=True)
    last = greet(key="3")

    tasks.send(last.pk)

    assert [message["To"] for message in mail_server.mails] == ["tom@example.org", "lena@example.org"]
    assert state(code) == "sent"


def test_the_sweep_sends_what_a_lost_task_left_behind_and_nothing_before_its_time(greet, mail_server):
    due, later = greet(key="1"), greet(key="2")
    OutboxMail.objects.filter(pk=later.pk).update(due_at=timezone.now() + dt.timedelta(hours=1))

    tasks.sweep()

    assert (state(due), state(later)) == ("sent", "due")


def test_a_worker_killed_while_sending_leaves_a_doubt_settled_by_policy(greet, mail_server, clock):
    courtesy, essential = greet(), greet("tests/urge", key="2")
    assert courtesy.claim() and essential.claim()

    clock.shift(dt.timedelta(minutes=9))
    tasks.sweep()
    assert (state(courtesy), state(essential)) == ("sending", "sending")

    clock.shift(dt.timedelta(minutes=2))
    tasks.sweep()
    assert (state(courtesy), state(essential)) == ("uncertain", "due")

    clock.shift(dt.timedelta(minutes=2))
    tasks.sweep()
    assert (state(courtesy), state(essential)) == ("uncertain", "sent")
    assert len(mail_server.mails) == 1


def test_both_kinds_of_doubt_are_counted(greet, mail_server, clock):
    courtesy, essential = greet(), greet("tests/urge", key="2")
    assert courtesy.claim() and essential.claim()
    clock.shift(dt.timedelta(minutes=11))

    tasks.sweep()

    assert OutboxMail.objects.maybe_lost().get() == courtesy
    assert OutboxMail.objects.maybe_twice().get() == essential


def test_a_relay_that_breaks_off_leaves_a_doubt(greet, relay):
    relay(data="")
    mail = greet()

    tasks.send(mail.pk)

    assert (state(mail), mail.doubts) == ("uncertain", 1)


@pytest.mark.parametrize("answers", [{"rcpt": "450 later"}, {"data": "451 later"}, {"data": "554 spam?"}])
def test_a_refused_mail_is_tried_again_later(greet, relay, clock, answers):
    relay(**answers)
    mail = greet()

    tasks.send(mail.pk)

    assert (state(mail), mail.due_at) == ("due", NOON + dt.timedelta(minutes=1))


def test_a_relay_that_is_away_costs_no_mail(greet, settings, clock):
    settings.MAILERS = {"default": env.mailer(f"smtp://127.0.0.1:{free_port()}")}
    mail = greet()

    tasks.send(mail.pk)

    assert (state(mail), mail.due_at) == ("due", NOON + dt.timedelta(minutes=1))
    assert "refused" in mail.error


def test_after_seven_tries_a_mail_has_failed(greet, relay, clock):
    relay(rcpt="450 later")
    mail = greet()
    waits = []

    while state(mail) == "due":
        waits.append((mail.due_at - timezone.now()).total_seconds() / 60)
        clock.move_to(mail.due_at)
        tasks.send(mail.pk)

    assert waits == [0, 1, 5, 15, 60, 240, 720]
    assert (state(mail), mail.tries) == ("failed", 7)
    assert OutboxMail.objects.failed().get() == mail


def test_an_address_that_does_not_exist_is_not_tried_again(greet, relay):
    relay(rcpt="550 unknown")
    mail = greet()

    tasks.send(mail.pk)

    assert (state(mail), mail.tries) == ("failed", 1)
    assert "unknown" in mail.error


@pytest.mark.parametrize("values", [{"to": "not an address"}, {"subject": "a\nBcc: all@example.org"}])
def test_a_row_that_makes_no_letter_fails_and_holds_nobody_up(greet, mail_server, values):
    broken, fine = greet(key="1"), greet(key="2")
    OutboxMail.objects.filter(pk=broken.pk).update(**values)

    tasks.sweep()

    assert (state(broken), state(fine)) == ("failed", "sent")


def test_a_code_is_wiped_once_sent(greet, mail_server):
    mail = greet("tests/urge", context={"thing": "123456"}, secret=True)

    tasks.send(mail.pk)

    assert "123456" in mail_server.mails[0]["Subject"]
    assert state(mail) == "sent"
    assert (mail.subject, mail.text, mail.html) == ("", "", "")


def test_a_code_in_doubt_is_wiped_and_not_sent_again(greet, mail_server, clock):
    mail = greet("tests/urge", context={"thing": "123456"}, secret=True)
    assert mail.claim()
    clock.shift(dt.timedelta(minutes=11))

    tasks.sweep()

    assert (state(mail), mail.text, mail.can_go_again()) == ("uncertain", "", False)
    assert not mail.send_again()


def test_a_code_that_failed_is_wiped(greet, relay):
    relay(rcpt="550 unknown")
    mail = greet("tests/urge", context={"thing": "123456"}, secret=True)

    tasks.send(mail.pk)

    assert (state(mail), mail.text) == ("failed", "")


def test_maya_sends_a_failed_mail_again_once(greet, mail_server):
    mail = greet()
    OutboxMail.objects.filter(pk=mail.pk).update(state="failed", tries=7)

    assert (mail.send_again(), mail.send_again()) == (True, False)

    tasks.sweep()
    assert (state(mail), mail.tries) == ("sent", 1)
