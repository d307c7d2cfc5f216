"""The one door for mail. A fact is told once: its key is unique, and the row is written with the change it tells."""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction
from django.template import Context, loader
from django.utils import translation

from exchange import jobs

from .models import MailSetting, OutboxMail, Reminder

MAILS = {}  # name → MailKind; the one table of all mails
BREAKING = {"Cc", "Cs", "Zl", "Zp"}  # kinds of signs that end a line or can't be sent
TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])  # they make a subject read as another one


@dataclass(frozen=True)
class Reader:
    """Whom a mail is for. A member, an invitation or a request says `reader()` to become one."""

    email: str
    language: str
    first_name: str = ""
    member: Any = None

    def reader(self):
        return self


@dataclass(frozen=True)
class MailKind:
    """One kind of mail: who reads it and what sets it off, as sentences.

    Essential mail goes again when it may be lost. A key (a code or link without which its reader stands before a
    closed door) is always sent; every other mail has a switch. `subject` and `action` are those of a reminder that is
    alone in its mail: a subject fits on the line of a phone.
    """

    name: str
    reader: Any
    trigger: Any
    is_essential: bool
    is_key: bool = False
    subject: Any = ""
    action: Any = ""


def declare(name, *, reader, trigger, essential, key=False):
    """Enter a mail into the table; `reader` and `trigger` are lazy sentences. Called by each app's mails.py."""
    if name in MAILS:
        raise ImproperlyConfigured(f"The mail {name} is declared twice.")
    MAILS[name] = MailKind(name, reader, trigger, essential, key)


def head(name, subject, action):
    """Give a reminder that is alone in its mail a short subject and a button that says what it does (lazy texts)."""
    MAILS[name] = replace(MAILS[name], subject=subject, action=action)


def absolute(path):
    """Return the address of a page as it must stand in a mail."""
    return urljoin(f"{settings.SITE_URL}/", path)


def post(name, *, key, to, context=None, about="", calendar="", method="", urgent=False, secret=False, essential=None):
    """Write one mail, in its reader's language, in the caller's transaction; it leaves after the commit.

    Returns the mail, or None where nothing was written: the key was there, Maya switched this mail off, or the
    reader has no address.
    `essential` overrules what was declared.
    """
    kind, reader, setting = MAILS[name], to.reader(), MailSetting.of(name)
    essential = kind.is_essential if essential is None else essential
    is_off = not (kind.is_key or setting.is_on)
    if is_off or not reader.email or OutboxMail.objects.filter(key=key).exists():
        return None
    subject, text, html = render(name, reader, context, setting.paragraph)
    mail = OutboxMail(
        key=key, name=name, to=reader.email, member=reader.member, language=reader.language, about=about,
        subject=subject, text=text, html=html, reply_to=settings.MAYA_MAIL, calendar=calendar, calendar_method=method,
        is_essential=essential, is_secret=secret, is_urgent=urgent,
    )  # fmt: skip
    if not _insert(mail):
        return None
    # robust: a page is not to break when the queue does; the sweep finds the row within a minute.
    transaction.on_commit(partial(jobs.enqueue, "exchange.notifications.tasks.send", mail.pk), robust=True)
    return mail


def render(name, reader, context=None, paragraph=None):
    """Return subject, text and HTML of a mail; the first line of the text is the subject."""
    with translation.override(reader.language):
        values = {**everywhere(reader, paragraph or {}), **(context or {})}
        subject, text = plain(name, Context(values, autoescape=False))
        html = _template(name).render(Context({**values, "layout": "mail/letter.html", "subject": subject}))
    return subject[:300], text.replace("\0", ""), html.replace("\0", "")  # a sign that PostgreSQL does not keep


def plain(name, context):
    """Subject and text of a mail, in the language that is spoken now."""
    context["layout"] = "mail/letter.txt"
    subject, _, text = _tidy(_template(name).render(context)).partition("\n")
    return one_line(subject), text.strip() + "\n"


def one_line(subject):
    """A subject that breaks no header and forges none. What joins letters stays: Persian and emoji need it."""
    signs = (" " if unicodedata.category(sign) in BREAKING else sign for sign in subject.translate(TURNING))
    return "".join(signs).strip()


def _template(name):
    return loader.get_template(f"mail/{name}.html").template


def remind(name, *, key, to, sentence, url, about=""):
    """Keep one sentence, with its link, for the reader's next reminder mail (at most one a day, merged).

    `sentence` is a lazy text or a function; it is said in the reader's language. Returns the reminder or None.
    """
    kind, reader = MAILS[name], to.reader()
    is_off = not (kind.is_key or MailSetting.of(name).is_on)
    if is_off or not reader.email or Reminder.objects.filter(key=key).exists():
        return None
    with translation.override(reader.language):
        words = str(sentence() if callable(sentence) else sentence)
    return _insert(
        Reminder(
            key=key, name=name, member=reader.member, to=reader.email.lower(), first_name=reader.first_name,
            language=reader.language, sentence=words, url=absolute(url), about=about, is_essential=kind.is_essential,
        )
    )  # fmt: skip


def forget(about, *names):
    """Drop the reminders about a thing that are in no mail yet, as when the person has done it. No name means all.

    Returns how many they were.
    """
    waiting = Reminder.objects.waiting().filter(about=about)
    return (waiting.filter(name__in=names) if names else waiting).delete()[0]


@transaction.atomic
def merge(address, today):
    """Write the one reminder mail of this day for an address; what comes later waits for tomorrow."""
    waiting = list(Reminder.objects.waiting().filter(to=address))
    if not waiting:
        return
    last = waiting[-1]
    mail = post(
        "notifications/reminders",
        key=f"reminders:{today}:{sha256(address.encode()).hexdigest()[:32]}",
        to=Reader(address, last.language, last.first_name, last.member),
        context={
            "reminders": with_paragraphs(waiting, last.language),
            "action_url": waiting[0].url if len(waiting) == 1 else "",
        },
        essential=any(reminder.is_essential for reminder in waiting),
    )
    if mail:
        Reminder.objects.filter(pk__in=[reminder.pk for reminder in waiting]).update(mail=mail)


def with_paragraphs(reminders, language):
    """The same lines, with Maya's own words about a kind under its last one, in this language if she wrote it."""
    settings_of = {row.name: row for row in MailSetting.objects.filter(name__in={line.name for line in reminders})}
    for line in reversed(reminders):
        setting = settings_of.pop(line.name, None)
        dress(line, setting.paragraph if setting else {}, language)
    return reminders


def dress(line, paragraph, language):
    """Give a reminder what its mail shows beside its sentence: its kind, and Maya's own words."""
    line.kind = MAILS.get(line.name)
    line.paragraph, line.paragraph_language = best_of(paragraph, language)


def best_of(paragraph, language):
    """Maya's paragraph in this language, else in one that is written; with the language it is in."""
    code = next((code for code in (language, "fr", "nl", "en") if paragraph.get(code)), language)
    return paragraph.get(code, ""), code


def everywhere(reader, paragraph):
    """What every mail may use, in its reader's language; Maya's paragraph falls back to one that is written."""
    text, language = best_of(paragraph, reader.language)
    return {
        "to": reader,
        "language": reader.language,
        "product": settings.PRODUCT_NAMES[reader.language],
        "coordinator": settings.MAYA_NAME,
        "maya": {"coordinator": settings.MAYA_NAME, "mail": settings.MAYA_MAIL, "phone": settings.MAYA_PHONE},
        "site_url": settings.SITE_URL,
        "paragraph": text,
        "paragraph_language": language,
    }


def _tidy(text):
    """Templates are indented and full of tags: take the blanks away and keep one empty line between paragraphs."""
    lines = "\n".join(line.strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def _insert(row):
    """Insert a row with a unique key; None when somebody was faster."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        if type(row).objects.filter(key=row.key).exists():
            return None
        raise
    return row
