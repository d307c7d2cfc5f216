"""Whether an offer is still true: its host is asked each year, and an offer that nobody confirms is hidden.

The numbers are the programme's. Source: product.md, "Rules with numbers".
"""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from exchange.members.models import Organisation
from exchange.programmes.workdays import months_earlier, today

from . import mails
from .publishing import NotReady, OfferMoved

LAPSED = Q(state="hidden", lapsed_at__isnull=False)  # hidden by the calendar, not by its host
BACK = {"asked_true_at": None, "lapsed_at": None}


def after(date):
    """The first moment after this date, Brussels time."""
    return timezone.make_aware(dt.datetime.combine(date + dt.timedelta(days=1), dt.time.min))


class ConfirmingQuerySet(models.QuerySet):
    def to_ask(self, programme):
        """Found by members, and confirmed as long ago as the programme allows."""
        said = Coalesce("confirmed_at", "published_at", "created_at")
        latest = months_earlier(today(), programme.offer_confirm_months)
        return self._at_work(programme).filter(asked_true_at=None).alias(said=said).filter(said__lt=after(latest))

    def to_lapse(self, programme):
        """Asked so many days ago, and nobody has said anything."""
        latest = today() - dt.timedelta(days=programme.offer_hide_days)
        return self._at_work(programme).filter(asked_true_at__lt=after(latest))

    def _at_work(self, programme):
        """Those that members find, of organisations whose reminders do not rest."""
        resting = Organisation.objects.filter(hold_until__gte=today())
        rows = self.published().filter(programme=programme).exclude(organisation__in=resting)
        return rows.select_related("organisation", "contact", "programme").order_by("pk")


class Confirming(models.Model):
    """The verbs of keeping an offer true."""

    asked_true_at = models.DateTimeField(
        null=True, editable=False, help_text="When its host was asked whether it is still true; empty once answered."
    )
    lapsed_at = models.DateTimeField(null=True, editable=False, help_text="When it was hidden since nobody answered.")

    class Meta:
        abstract = True

    @property
    def hides_on(self):
        """The day on which it is hidden unless somebody says that it is true."""
        return timezone.localdate(self.asked_true_at) + dt.timedelta(days=self.programme.offer_hide_days)

    @property
    def has_lapsed(self):
        return self.state == "hidden" and self.lapsed_at is not None

    @property
    def asks_whether_true(self):
        """Whether its host is to say something now."""
        return self.has_lapsed or (self.state == "published" and self.asked_true_at is not None)

    @transaction.atomic
    def ask_whether_true(self):
        """Ask once; a second call finds the question asked."""
        rows = type(self).objects.filter(pk=self.pk, state="published", asked_true_at=None)
        if rows.update(asked_true_at=timezone.now()):
            self.refresh_from_db(fields=["asked_true_at"])
            mails.still_true(self)

    @transaction.atomic
    def lapse(self):
        """Hide what nobody confirmed, unless somebody did so this moment."""
        rows = type(self).objects.filter(pk=self.pk, state="published", asked_true_at=self.asked_true_at)
        if rows.update(state="hidden", lapsed_at=timezone.now()):
            self.refresh_from_db(fields=["state", "lapsed_at"])
            mails.lapse(self)

    def may_confirm(self, member):
        """Who runs it, its contact, and nobody else; None is the organisation's general mailbox, by its own link."""
        if member is None or self.is_run_by(member):
            return True
        return member.pk == self.contact_id and member.is_in(self.organisation)

    @transaction.atomic
    def confirm(self, by):
        """Still true: it stays for another year, and comes back if it was hidden since nobody answered."""
        if not self.may_confirm(by):
            raise PermissionDenied
        if missing := self.missing_to_publish():
            raise NotReady(missing)
        rows = type(self).objects.filter(Q(state="published") | LAPSED, pk=self.pk)
        now = timezone.now()
        if not rows.update(state="published", confirmed_at=now, touched_at=now, **BACK):
            raise OfferMoved("confirm")
        self.refresh_from_db(fields=["state", "confirmed_at", *BACK])
        mails.settled(self)
