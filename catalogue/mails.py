"""Who hears of what about an offer."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exchange.notifications import outbox
from exchange.notifications.models import Link, MailSetting
from exchange.programmes.dates import date_words
from exchange.programmes.workdays import today

LINK_DAYS = 90  # how long the link opens that says: still true

outbox.declare(
    "catalogue/question",
    reader=_("The contact and the reference person of the host"),
    trigger=_("A member puts a question about an offer"),
    essential=True,
)
outbox.declare(
    "catalogue/answer",
    reader=_("The member who put the question"),
    trigger=_("The host answers a question about its offer"),
    essential=True,
)

outbox.declare(
    "catalogue/contact_left",
    reader=_("The new contact of an offer"),
    trigger=_("The contact of an offer has left the organisation"),
    essential=True,
)
outbox.declare(
    "catalogue/back",
    reader=_("The contact of the offer"),
    trigger=_("The pause of an offer is over"),
    essential=False,
)

outbox.declare(
    "catalogue/remind_still_true",
    reader=_("The contact of the offer"),
    trigger=_("Nobody has confirmed an offer for as long as the programme allows"),
    essential=True,
)
outbox.head("catalogue/remind_still_true", _("Is your offer still true?"), _("Yes, it is"))
outbox.declare(
    "catalogue/lapse",
    reader=_("The contact of the offer"),
    trigger=_("An offer is hidden, since nobody said that it is still true"),
    essential=True,
)


outbox.declare(
    "catalogue/taken_off",
    reader=_("The contact of the offer"),
    trigger=_("Maya hides an offer, and says why"),
    essential=True,
)


def keepers(offer):
    """Who looks after an offer: its contact while that person works there, else whoever gets the requests."""
    contact = offer.contact
    if contact and contact.has_mail and contact.is_in(offer.organisation):
        return [contact.reader()]
    return offer.organisation.readers_for_requests()


def _tell(offer, name, moment, url, **said):
    """A mail to who looks after an offer. `moment` tells this time from the next; `url` is the way for a reader."""
    for reader in keepers(offer):
        outbox.post(
            f"catalogue/{name}",
            key=f"offer-{name}:{offer.pk}:{moment}:{reader.email.lower()}",
            to=reader,
            context={"offer": offer, "action_url": outbox.absolute(url(reader)), **said},
            about=f"offer:{offer.pk}",
        )


def back(offer):
    _tell(offer, "back", offer.paused_until, lambda reader: offer.get_absolute_url())


def contact_left(offer, before):
    """`before`: who was the contact, and has left."""
    _tell(offer, "contact_left", f"{before.pk}:{today()}", lambda reader: _edit(offer), before=before)


def is_asking():
    """Whether Maya lets hosts be asked; where she does not, no offer is hidden for want of an answer."""
    return MailSetting.of("catalogue/remind_still_true").is_on


def still_true(offer):
    """A line in the next reminder mail, with a link that asks for no sign-in."""
    for reader in keepers(offer):
        outbox.remind(
            "catalogue/remind_still_true",
            key=f"offer-true:{offer.pk}:{offer.asked_true_at:%Y%m%d%H%M%S}:{reader.email.lower()}",
            to=reader,
            sentence=lambda: _asks(offer),
            url=true_url(offer, reader),
            about=f"offer:{offer.pk}",
        )


def _asks(offer):
    values = {"title": offer.title.best(), "date": date_words(offer.hides_on, "j F Y")}
    says = gettext("Is “%(title)s” still true? One click says so; else members no longer find it from %(date)s.")
    return says % values


def lapse(offer):
    """It is hidden, and one click brings it back: on this link, or on the one that asked."""
    outbox.forget(f"offer:{offer.pk}", "catalogue/remind_still_true")
    _tell(offer, "lapse", f"{offer.lapsed_at:%Y%m%d%H%M%S}", lambda reader: true_url(offer, reader))


def taken_off(offer, words):
    """Maya hid it: why, and where its host mends it."""
    _tell(offer, "taken_off", f"{timezone.now():%Y%m%d%H%M%S%f}", lambda reader: _edit(offer), words=words)


def _edit(offer):
    return reverse("catalogue:offer_edit", args=[offer.pk])


def true_url(offer, reader):
    """A personal link that confirms this one offer, without signing in."""
    values = {"address": reader.email, "member": reader.member}
    expires_at = timezone.now() + dt.timedelta(days=LINK_DAYS)
    _link, token = Link.issue("offer_true", about=f"offer:{offer.pk}", expires_at=expires_at, **values)
    return reverse("catalogue:true_link", args=[token])


def settled(offer):
    """Nobody is asked any more whether it is true."""
    Link.close("offer_true", f"offer:{offer.pk}")
    outbox.forget(f"offer:{offer.pk}", "catalogue/remind_still_true")


def asked(question):
    """To the host's reference person and to the offer's contact, while that person works there; each address once."""
    offer = question.offer
    readers = offer.organisation.readers_for_requests()
    if offer.contact_id and offer.contact.has_mail and offer.contact.is_in(offer.organisation):
        readers.append(offer.contact.reader())
    for address, reader in {reader.email.lower(): reader for reader in readers}.items():
        outbox.post(
            "catalogue/question",
            key=f"question:{question.pk}:{address}",
            to=reader,
            context={
                "question": question,
                "action_url": outbox.absolute(reverse("catalogue:question_answer", args=[question.pk])),
            },
            about=f"offer:{offer.pk}",
        )


def answered(question):
    outbox.post(
        "catalogue/answer",
        key=f"question-answered:{question.pk}",
        to=question.member,
        context={
            "question": question,
            "action_url": outbox.absolute(f"{question.offer.get_absolute_url()}#questions"),
        },
        about=f"offer:{question.offer_id}",
    )
