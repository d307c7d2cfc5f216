"""Who reads the mails about a placement, and the one way to write them."""

from contextlib import contextmanager

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import translation

from exchange.members.models import Member
from exchange.notifications import outbox


def worker(placement):
    """The worker; for one without mail, the reference person who acts."""
    return [placement.worker.reader()] if placement.worker.has_mail else sender(placement)


def host(placement):
    """Who answers for the host, and the contact named in the offer."""
    readers = [person.reader() for person in placement.host.readers_for_requests()]
    contact = placement.offer.contact
    if contact and contact.has_mail and contact.is_in(placement.host):
        readers.append(contact.reader())
    return readers


def answering(placement):
    """The one person who must act for the host; the offer's contact need not be able to."""
    return placement.host.readers_for_requests()


def sender(placement):
    return [person.reader() for person in placement.sender.readers_for_requests()]


def approvers(placement):
    """The employer: who consents, and the reference person."""
    return [*sender(placement), *(person.reader() for person in placement.sender.approvers())]


def maya(placement=None):
    """Maya's own address, in the language of the first of her staff."""
    staff = Member.objects.filter(is_coordinator=True, is_active=True).order_by("pk").first()
    return [outbox.Reader(settings.MAYA_MAIL, staff.language if staff else "fr", settings.MAYA_NAME)]


@contextmanager
def rows_at_hand(placement):
    """Fetch the rows that mails name once for all readers, and forget them after: a next step may change them."""
    before = dict(getattr(placement, "_prefetched_objects_cache", {}))
    prefetch_related_objects([placement], "days", "goals")
    try:
        yield
    finally:
        placement._prefetched_objects_cache = before


def tell(event, name, parties, *, calendar=None, method="", urgent=False, **context):
    """Write one mail per address about this event. `parties` maps a role to its readers; the first role wins.

    `calendar` is a function that makes the file in the reader's language; it goes to worker and host, who meet.
    """
    told, placement = set(), event.placement
    values = {"placement": placement, "event": event, **context}
    every = [(role, reader) for role, readers in parties.items() for reader in readers]
    with rows_at_hand(placement):
        for role, reader in every:
            if reader.email.lower() in told:
                continue
            told.add(reader.email.lower())
            key = f"{name}:{event.pk}:{role}:{len(told)}"
            file = _file(calendar, method, reader) if calendar and role in {"worker", "host"} else {}
            said = {**values, "role": role}
            outbox.post(name, key=key, to=reader, context=said, about=placement.about, urgent=urgent, **file)


def _file(calendar, method, reader):
    with translation.override(reader.language):
        return {"calendar": calendar(), "method": method}
