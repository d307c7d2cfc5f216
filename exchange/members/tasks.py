"""Regular work: Maya is reminded of who waits, and what nobody confirmed does not stay."""

from datetime import timedelta

from django.utils import timezone

from exchange.jobs import regular
from exchange.notifications.models import Reminder
from exchange.programmes.models import Programme, Twin
from exchange.programmes.workdays import add_working_days, today

from . import commitment, mails
from .models import Change, Commitment, Organisation

KEEP = timedelta(days=30)


@regular(minutes=60)
def remind_of_applications():
    """Remind Maya, once, of an application that waits longer than was promised."""
    days = Programme.current().application_working_days
    for organisation in Organisation.objects.to_welcome().exclude(hold_until__gte=today()):
        since = timezone.localdate(organisation.waits_since())
        if today() > add_working_days(since, days):
            mails.still_waits(organisation, since)


@regular(minutes=60)
def remind_of_commitment():
    """Offer help halfway and when the months of the commitment are over; drop what was done meanwhile."""
    due = {key for organisation in commitment.to_remind() for key in mails.offer_help(organisation)}
    Reminder.objects.waiting().filter(name="members/remind_commitment").exclude(key__in=due).delete()


@regular(minutes=60)
def remember_words():
    """Follow what no organisation hears of: terms and twins that Maya changed."""
    rows = Organisation.objects.select_related("sector", "structure").prefetch_related("publics")
    rows.follow_words(Twin.objects.groups())


@regular(minutes=24 * 60)
def forget_unconfirmed():
    """Delete applications whose address nobody confirmed in 30 days, and the people who exist only through them."""
    for organisation in Organisation.objects.unconfirmed().filter(applied_at__lt=timezone.now() - KEEP):
        person = organisation.applicant()
        organisation.commitments.all().delete()
        organisation.delete()
        if person and is_only_applicant(person):
            person.delete()


@regular(minutes=24 * 60)
def forget_changes():
    Change.forget_old()


def is_only_applicant(person):
    """Whether nothing else is known of this person: no sign-in, no membership, no other application."""
    is_used = person.last_login or person.is_coordinator or person.memberships.exists()
    return not is_used and not Commitment.objects.filter(member=person).exists()
