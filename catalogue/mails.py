"""Who hears of what about an offer."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from exchange.notifications import outbox

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
    "catalogue/back",
    reader=_("The contact of the offer"),
    trigger=_("The pause of an offer is over"),
    essential=False,
)


def keepers(offer):
    """Who looks after an offer: its contact while that person works there, else whoever gets the requests."""
    contact = offer.contact
    if contact and contact.has_mail and contact.is_in(offer.organisation):
        return [contact.reader()]
    return offer.organisation.readers_for_requests()


def back(offer):
    for reader in keepers(offer):
        outbox.post(
            "catalogue/back",
            key=f"offer-back:{offer.pk}:{offer.paused_until}:{reader.email.lower()}",
            to=reader,
            context={"offer": offer, "action_url": outbox.absolute(offer.get_absolute_url())},
            about=f"offer:{offer.pk}",
        )


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
