"""The verbs of an organisation's membership: from the application to leaving; mixed into `Organisation`."""

import secrets
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from exchange.notifications.models import Link
from exchange.programmes.models import Programme
from exchange.programmes.workdays import today

from .. import mails
from ..states import MOVES, MoveRefused, Party, State

SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no sign that can be taken for another when read aloud or copied by hand


class Joining:
    """Each verb is one conditional UPDATE, an event and its mails, in one transaction."""

    @classmethod
    @transaction.atomic
    def apply(cls, *, text, language, by=None, email="", first_name="", last_name="", **columns):
        """Write down an application with its commitment. Until the address is confirmed it waits for its writer alone.

        `by` is a member who is signed in; a stranger gives `email`. A known address changes the mail, nothing else.
        """
        people = get_user_model().objects
        known = by or people.known(email)
        names = {"first_name": first_name, "last_name": last_name}
        member = known or people.create_user(email, language=language, **names)
        organisation = cls.objects.create(**columns)
        organisation.refresh_from_db()
        organisation.commitments.create(text=text, member=member, language=language)
        if by:
            organisation.confirm_mail()
        else:
            mails.apply(organisation, member, is_known=bool(known))
        return organisation

    def applicant(self):
        commitment = self.commitments.select_related("member").first()
        return commitment and commitment.member

    def waits_since(self):
        """The moment since which it is Maya's turn: the address was confirmed, or a correction came in."""
        corrected = self.events.filter(name="correct").last()
        return corrected.at if corrected else self.mail_confirmed_at

    @transaction.atomic
    def confirm_mail(self):
        """The applicant has opened the link: from now on the application waits for Maya."""
        row = type(self).objects.unconfirmed().filter(pk=self.pk)
        if not row.update(mail_confirmed_at=timezone.now()):
            raise MoveRefused("confirm_mail")
        self.refresh_from_db()
        applicant = self.applicant()
        self.memberships.create(member=applicant, is_reference=True)
        applicant.confirm_address()
        self._record("confirm_mail", self.state, applicant)

    def confirmation_sent_at(self):
        """When the link that confirms the address was last mailed."""
        return Link.last_sent_at("application", mails.about(self))

    def can_resend_confirmation(self):
        """An application that nobody confirmed, whose link went out more than 24 hours ago."""
        hours, last = Programme.current().resend_hours, self.confirmation_sent_at()
        is_open = self.state == State.APPLIED and not self.mail_confirmed_at
        return is_open and bool(last) and last <= timezone.now() - timedelta(hours=hours)

    @transaction.atomic
    def resend_confirmation(self):
        """Mail the link of the application once more, the earlier one ends; False where that is not possible now."""
        self._row().select_for_update().first()  # of two who press at once, one waits and is told that it was sent
        if not self.can_resend_confirmation():
            return False
        Link.close("application", mails.about(self))
        applicant = self.applicant()
        mails.apply(self, applicant, is_known=bool(applicant.last_login))
        return True

    @transaction.atomic
    def commit(self, *, by, text, language):
        """Who leads an invited organisation promises what all promise; from now on it waits for Maya's welcome."""
        self.commitments.create(text=text, member=by, language=language)
        self._move("commit", by, mail_confirmed_at=timezone.now())

    def ask_correction(self, *, by, note):
        self._move("ask_correction", by, note, where={"correction": ""}, correction=note)

    def correct(self, *, by):
        """The applicant has corrected: back to Maya."""
        self._move("correct", by, where={"correction__gt": ""}, correction="")

    def welcome(self, *, by):
        self._move("welcome", by, correction="", welcomed_at=timezone.now())

    def decline(self, *, by, reason):
        self._move("decline", by, reason, reason=reason)

    def pause(self, *, by, reason):
        self._move("pause", by, reason, reason=reason)

    def resume(self, *, by):
        self._move("resume", by, reason="")

    @transaction.atomic
    def leave(self, *, by, reason=""):
        """The organisation leaves the exchange; its people keep their papers and what they agreed on."""
        self._move("leave", by, reason, reason=reason, join_code=None)
        for invitation in self.invitations.open():
            invitation.withdraw()

    @transaction.atomic
    def hold(self, *, by, until):
        """Keep reminders to this organisation back until a date; None ends it. Maya's alone, told to nobody."""
        if not by.is_coordinator:
            raise PermissionDenied
        self._row().update(hold_until=until)
        self.hold_until = until
        if until:
            mails.rest(self)
            for placement in self._visits():
                placement.rest()

    def _visits(self):
        """The placements in which it sends or hosts."""
        side = models.Q(sender=self) | models.Q(offer__organisation=self)
        return self.placements_sent.model.objects.filter(side)

    def make_join_code(self, *, by):
        """Give a new code to hand out; the earlier one no longer opens anything."""
        self._refuse_stranger(by)
        code = "".join(secrets.choice(SIGNS) for _sign in range(8))
        self._row().update(join_code=code)
        self.join_code = code

    def drop_join_code(self, *, by):
        self._refuse_stranger(by)
        self._row().update(join_code=None)
        self.join_code = None

    def mark_reference(self):
        """Note since when there is no reference person, or that there is one again. The mails are written once."""
        row = self._row().filter(state__in=[State.ACTIVE, State.PAUSED])
        if self.people(is_reference=True).exists():
            row.update(without_reference_since=None)
        elif row.filter(without_reference_since=None).update(without_reference_since=today()):
            mails.no_reference(self)

    def can(self, name, by):
        """Whether this person may take this arrow from the present state; pages show buttons by the same table."""
        move = MOVES[name]
        return self.state in move.sources and bool(self.parties_of(by) & move.parties)

    def parties_of(self, by):
        parties = {Party.MAYA} if by.is_coordinator else set()
        return parties | ({Party.LEADING} if by.may_answer_for(self) else set())

    @transaction.atomic
    def _move(self, name, by, note="", where=None, **columns):
        """Take one arrow of MOVES, or raise and change nothing.

        The UPDATE names the state it leaves: of two who act on one organisation, one matches.
        """
        move, before = MOVES[name], self.state
        if not self.parties_of(by) & move.parties:
            raise PermissionDenied
        row = self._row().filter(state=before, state__in=move.sources, mail_confirmed_at__isnull=False, **(where or {}))
        values = {"state": move.target or before, **columns}
        if not row.update(**values):
            raise MoveRefused(name)
        self.refresh_from_db()
        self._record(name, before, by, note)

    def _record(self, name, before, by, note=""):
        event = self.events.create(name=name, before=before, after=self.state, by=by, note=note)
        mails.announce(event)

    def _refuse_stranger(self, by):
        if not self.parties_of(by):
            raise PermissionDenied

    def _row(self):
        return type(self).objects.filter(pk=self.pk)
