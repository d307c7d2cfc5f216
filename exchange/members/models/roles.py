"""Who does what in an organisation, and who is reached for it; mixed into `Organisation`."""

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef
from django.utils import timezone

from exchange.notifications.models import Link
from exchange.notifications.outbox import Reader

ACTING = {"application", "invitation", "consent", "match", "offer_true"}  # links by which one acts for an organisation


class Roles:
    """Every answer is about today: ended memberships give no right."""

    def people(self, **role):
        """The members who belong here today, with this role; reference person first, then deputy."""
        rows = self.memberships.current().filter(member=OuterRef("pk"), **role)
        reference, deputy = (Exists(rows.filter(**{name: True})) for name in ("is_reference", "is_deputy"))
        return (
            get_user_model()
            .objects.filter(Exists(rows))
            .order_by(reference.desc(), deputy.desc(), "first_name", "last_name", "pk")
        )

    def leading(self):
        """Reference person first, then deputy."""
        return self.people(pk__in=self.memberships.current().leading().values("pk"))

    def reference_person(self):
        return self.people(is_reference=True).first()

    def deputy(self):
        return self.people(is_deputy=True).first()

    def signatories(self):
        """Who may sign: the signatories named, else the reference person."""
        named = self.people(is_signatory=True)
        return named if named.exists() else self.people(is_reference=True)

    def signatory(self):
        return self.signatories().first()

    def approvers(self):
        """Who consents for the employer, signed in: the approvers named; where nobody is, the reference person."""
        named = self.people(is_approver=True)
        return named if self.approver_mail or named.exists() else self.people(is_reference=True)

    def approver_readers(self):
        """Whom the employer's consent is asked of by personal link, also who has no account; each address once."""
        readers = [person.reader() for person in self.approvers()]
        guest = Reader(self.approver_mail, self.mail_language(), self.approver_name)
        is_told = guest.email.lower() in {reader.email.lower() for reader in readers}
        return readers if is_told or not guest.email else [*readers, guest]

    def close_consent_links(self, address):
        """Somebody else consents from now on: what was mailed to this address about our people opens nothing more."""
        subjects = [placement.about for placement in self.placements_sent.only("pk")]
        links = Link.objects.open().filter(purpose="consent", address__iexact=address, about__in=subjects)
        links.update(expires_at=timezone.now())

    def close_links_to(self, member):
        """What was mailed to this person to act for us opens nothing more.

        Other organisations' links go on, and so do one's own wishes and the feedback on what one has done.
        """
        ours = {
            "organisation": [self.pk],
            "invitation": self.invitations.values_list("pk", flat=True),
            "placement": self.placements_sent.values_list("pk", flat=True),
            "match": self.wishes.exclude(matches=None).values_list("matches", flat=True),
            "offer": self.offers.values_list("pk", flat=True),
        }
        subjects = [f"{kind}:{pk}" for kind, pks in ours.items() for pk in pks]
        links = Link.objects.open().filter(member=member, purpose__in=ACTING, about__in=subjects)
        links.update(expires_at=timezone.now())

    def readers_for_requests(self):
        """Whom a request reaches: the reference person, else the deputy, else the general address."""
        person = self.leading().first()
        if person:
            return [person.reader()]
        return [Reader(self.mail, self.mail_language())] if self.mail else []

    def mail_language(self):
        """The language for a mail to nobody in particular."""
        return "nl" if self.language_role == self.Role.NL else "fr"
