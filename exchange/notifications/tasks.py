"""Sending. The row is the truth: a task that is lost, doubled or killed loses nothing and says nothing twice."""

import smtplib
import time
from contextlib import suppress

from django.core.mail import mailers
from django.utils import timezone

from exchange.jobs import regular

from . import outbox
from .models import OutboxMail, Reminder

SWEEP = 25  # seconds; with one slow relay on top still less than the worker's 60
MORNING = 8  # o'clock in Brussels; nobody is reminded at night


def send(pk):
    """Send this mail if it is due; urgent mail that waits goes first. Twice is harmless."""
    for mail in OutboxMail.objects.due().filter(is_urgent=True).exclude(pk=pk):
        _deliver(mail)
    for mail in OutboxMail.objects.due().filter(pk=pk):
        _deliver(mail)


@regular(minutes=1)
def sweep():
    """Find what a lost task or a dead worker left behind, settle what is in doubt, send what is due."""
    for mail in OutboxMail.objects.stuck():
        mail.doubt("The worker stopped while sending.")
    for mail in OutboxMail.objects.to_settle():
        mail.settle()
    end = time.monotonic() + SWEEP
    while time.monotonic() < end and (mail := OutboxMail.objects.due().first()):
        _deliver(mail)


@regular(minutes=60)
def gather_reminders():
    """Write today's reminder mails, from the morning on."""
    now = timezone.localtime()
    if now.hour < MORNING:
        return
    for address in Reminder.objects.waiting().order_by("to").values_list("to", flat=True).distinct():
        outbox.merge(address, now.date())


def _deliver(mail):
    """Claim, open, send, note. Until the connection stands nothing can have left; after that, silence is doubt."""
    if not mail.claim():
        return
    relay = mailers.default
    try:
        letter = mail.letter()
        letter.message()
        relay.open()
    except ValueError as error:  # an address or header that no relay would ever take
        mail.failed(error, for_good=True)
    except OSError as error:
        mail.failed(error)
    else:
        _hand_over(mail, letter, relay)
    finally:
        with suppress(OSError):
            relay.close()


def _hand_over(mail, letter, relay):
    try:
        relay.send_messages([letter])
    except ValueError as error:
        mail.failed(error, for_good=True)
    except smtplib.SMTPRecipientsRefused as error:
        mail.failed(error, for_good=all(code >= 500 for code, _ in error.recipients.values()))
    except smtplib.SMTPServerDisconnected as error:
        mail.doubt(error)
    except smtplib.SMTPException as error:
        mail.failed(error)
    except OSError as error:
        mail.doubt(error)
    else:
        mail.sent()
