"""The relay of the demo world: it takes every letter and lets none leave the machine."""

from django.core.cache import cache
from django.core.mail.backends.base import BaseEmailBackend

from exchange.notifications.models import OutboxMail

KEPT = 15 * 60  # seconds for which a letter with a code can be read, whose words the platform itself forgets


class Relay(BaseEmailBackend):
    def send_messages(self, messages):
        secret = {message_id(mail): mail for mail in OutboxMail.objects.filter(state="sending", is_secret=True)}
        for message in messages:
            if mail := secret.get(message.extra_headers["Message-ID"]):
                cache.set(_key(mail), {"subject": mail.subject, "text": mail.text}, KEPT)
        return len(messages)


def message_id(mail):
    return mail.letter().extra_headers["Message-ID"]


def words(mail):
    """Subject and text of a letter; of one with a code, for as long as the code holds, then None."""
    if mail.is_secret and not mail.text:
        return cache.get(_key(mail))
    return {"subject": mail.subject, "text": mail.text}


def _key(mail):
    return f"demo-letter:{mail.pk}"
