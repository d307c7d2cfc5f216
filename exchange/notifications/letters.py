"""From a row of the outbox to the message that leaves."""

from email.message import MIMEPart
from email.utils import parseaddr
from hashlib import sha256

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives

WIPED = {"subject": "", "text": "", "html": ""}

# Mail programs drop style sheets, so the rules move into the elements. It never fetches anything.
_inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)


def letter(mail):
    """Return the message: text always, HTML beside it, the calendar file attached."""
    message = EmailMultiAlternatives(
        mail.subject,
        mail.text,
        settings.DEFAULT_FROM_EMAIL,
        [mail.to],
        reply_to=[mail.reply_to],
        headers=_headers(mail),
    )
    if mail.html:
        message.attach_alternative(inlined(mail.html), "text/html")
    if mail.calendar:
        message.attach(_calendar(mail))
    return message


def inlined(html):
    """Return the HTML as mail programs want it, with every style in its element."""
    return _inliner.inline(html)


def _headers(mail):
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    headers = {
        "Message-ID": f"<{sha256(mail.key.encode()).hexdigest()[:32]}@{domain}>",
        "Auto-Submitted": "auto-generated",  # so that absence notes are not sent back
        "List-Id": f"<notifications.{domain}>",
        "Content-Language": mail.language,
    }
    if not mail.is_essential:
        headers["List-Unsubscribe"] = f"<mailto:{mail.reply_to}?subject=stop>"
    return headers


def _calendar(mail):
    part = MIMEPart()
    part.set_content(
        mail.calendar,
        subtype="calendar",
        params={"method": mail.calendar_method},
        disposition="attachment",
        filename="calendar.ics",
    )
    return part
