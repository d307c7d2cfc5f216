"""The verbs of asking: from the draft of a request to its confirmation."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.notifications.models import Link
from exchange.programmes.models import Counter
from exchange.programmes.workdays import today

from .. import mails, words
from ..states import CLOCK, MoveRefused, Party, State
from .arranging import Arranging
from .moving import Moving
from .rules import Rules

DATE_SETS = 3  # at once; more is no longer a proposal
CONSENTS = {"consent", "consent_first", "refuse_consent"}
NOT_ACCEPTED = {"accepted_at": None, "accepted_by": None}


class Asking(Arranging, Rules, Moving):
    """What worker, employer and host do until a placement is confirmed; mixed into `Placement`."""

    @classmethod
    @transaction.atomic
    def draft(cls, *, by, worker, offer, sender, **words):
        """Keep a request while it is being written, by the worker or by the reference person of one without mail."""
        year = today().year
        number = f"{year}-{Counter.next('placement', year):03d}"
        placement = cls(number=number, programme=offer.programme, offer=offer, created_by=by)
        speaks = worker.language if worker.language in {"fr", "nl"} else offer.organisation.mail_language()
        placement.agreement_language = speaks  # until the two sides choose
        placement.write(by=by, worker=worker, sender=sender, **words)
        return placement

    @transaction.atomic
    def write(self, *, by, worker, sender, days=(), goals=(), **columns):
        """Write what is asked, while nobody else has heard of it."""
        membership = worker.memberships.current().filter(organisation=sender).first()
        if not membership or not (by == worker or (by.may_answer_for(sender) and not worker.has_mail)):
            raise PermissionDenied
        if self.state != State.DRAFT:
            raise MoveRefused("write")
        columns |= {"worker": worker, "sender": sender, "status": membership.status, "consent_rule": sender.consent}
        for column, value in columns.items():
            setattr(self, column, value)
        self.save(update_fields=columns if self.pk else None)  # never the state: it may have been sent meanwhile
        self.set_days(days)
        self.goals.set(goals)

    def ask(self, *, by):
        """Send the request on its way: to the employer first where the sender wants that, else to the host."""
        return self.ask_consent(by=by) if self.consent_comes_first() else self.send(by=by)

    @transaction.atomic
    def send(self, *, by):
        """Put the request to the host; the employer is asked beside, where the sender wants that."""
        self._check("send", by)
        self._queue()
        self._obey("send", self.refusal_to_ask())
        if self.consent_comes_first():
            raise MoveRefused("send", _("The employer has to agree before the host is asked."))
        self._move("send", by, asked_at=timezone.now(), **self._consent_columns())

    @transaction.atomic
    def ask_consent(self, *, by):
        """Ask the employer before the host hears of it."""
        self._check("ask_consent", by)
        self._queue()
        self._obey("ask_consent", self.refusal_to_ask())
        if not self.consent_comes_first():
            raise MoveRefused("ask_consent", _("The host can be asked at once."))
        self._move("ask_consent", by, **self._consent_columns())

    @transaction.atomic
    def declare(self, *, by):
        """Tell the platform what worker and host agreed between them; the host countersigns."""
        self._check("declare", by)
        self._queue()
        self._obey("declare", self.refusal_to_declare())
        self._move("declare", by, asked_at=timezone.now(), has_spoken=True, **self._consent_columns())

    @transaction.atomic
    def consent(self, *, by, name="", function="", note="", told=False):
        """The employer agrees. Where the host said yes before, the confirmation follows at once."""
        self._check("consent_first" if self.state == State.EMPLOYER_PENDING else "consent", by)
        self._obey("consent", self.refusal_of_leaving())
        self.refresh_from_db(fields=["accepted_at", "accepted_by"])
        first, now = self.state == State.EMPLOYER_PENDING, timezone.now()
        given = {"consent_at": now, "consent_name": name or by.name, "consent_function": function}
        given |= {"asked_at": now} if first else {}
        move = "consent_first" if first else "consent"
        self._move(move, by, inner_note=note, told=told, only=self._consent_wanted(), **given)
        Link.close("consent", self.about)
        self._confirm_as_accepted(told)

    @transaction.atomic
    def refuse_consent(self, *, by, note="", told=False):
        """The employer does not agree. The note is for the worker's side, never for the host."""
        self._move("refuse_consent", by, inner_note=note, told=told, only=self._consent_wanted())
        Link.close("consent", self.about)

    @transaction.atomic
    def propose_dates(self, *, by, sets):
        """Propose up to three sets of dates (each as for `planned_days`); earlier proposals end."""
        if not 1 <= len(sets) <= DATE_SETS:
            raise MoveRefused("propose_dates", _("Propose one, two or three sets of dates."))
        self._check("propose_dates", by)
        sets = [self.planned_days(values) for values in sets]
        party = self.side_of(by)
        for days in sets:
            self._obey("propose_dates", self._refusal_to_propose(days, party))
        self.date_sets.filter(is_open=True).update(is_open=False)
        self.date_sets.bulk_create(
            [self.date_sets.model(placement=self, party=party, days=[day.as_value() for day in days]) for days in sets]
        )
        self._move("propose_dates", by, moved_at=timezone.now(), **NOT_ACCEPTED)

    @transaction.atomic
    def agree_dates(self, *, by, date_set, note="", told=False):
        """Take one set of dates that the other side proposed."""
        self._check("agree_dates", by)
        if not self.parties_of(by) & ({Party.HOST, Party.WORKER, Party.MAYA} - {date_set.party}):
            raise PermissionDenied
        if not self.date_sets.filter(pk=date_set.pk, is_open=True).update(is_open=False):
            raise MoveRefused("agree_dates")
        self.date_sets.filter(is_open=True).update(is_open=False)
        was_asked = self.awaits_consent
        event = self._move("agree_dates", by, note=note, told=told, **self._take_dates(date_set.days))
        if self.awaits_consent and not was_asked:
            mails.asking.ask_consent(event)

    @transaction.atomic
    def accept(self, *, by, date_set=None, note="", told=False):
        """The host says yes (to one of the worker's sets of dates): confirm, or wait for the employer."""
        if date_set:
            self.agree_dates(by=by, date_set=date_set, told=True)
        if not self.awaits_consent:
            verb = self.countersign if self.state == State.DECLARED else self.confirm
            return verb(by=by, note=note, told=told)
        values = {"accepted_at": timezone.now(), "accepted_by": by}
        return self._move("accept", by, note=note, told=told, only=Q(consent_at=None), **values)

    def confirm(self, *, by, note="", told=False):
        """Give the worker the place, and Maya the news in the worker's name."""
        return self._secure("confirm", by, note, told)

    def countersign(self, *, by, note="", told=False):
        """The host confirms what the worker declared; the same checks as for `confirm`."""
        return self._secure("countersign", by, note, told)

    @transaction.atomic
    def _secure(self, name, by, note, told):
        self._check(name, by)
        self._queue()
        self._obey(name, self.refusal_to_confirm())
        if self.date_sets.filter(is_open=True, party=Party.WORKER).exists():
            raise MoveRefused(name, _("The worker proposed other dates. Choose one of them."))
        event = self._move(name, by, note=note, told=told)
        self.date_sets.filter(is_open=True).update(is_open=False)
        for other in self._others().on(self.dates()).open():
            other.make_room()
        return event

    @transaction.atomic
    def refuse(self, *, by, reason, note="", told=False):
        """The host says no; `reason` is a code of the list of refusals."""
        self._move("refuse", by, reason=reason, note=note, told=told)
        Link.close("consent", self.about)

    @transaction.atomic
    def withdraw(self, *, by, note="", told=False):
        self._move("withdraw", by, note=note, told=told)
        Link.close("consent", self.about)

    @transaction.atomic
    def lapse(self):
        """Nobody answered in time; which requests these are is known to `tasks.asking`."""
        self._move("lapse", CLOCK)
        Link.close("consent", self.about)

    @transaction.atomic
    def make_room(self):
        """The worker goes elsewhere on one of these days."""
        self._move("make_room", CLOCK, **NOT_ACCEPTED)
        Link.close("consent", self.about)

    @transaction.atomic
    def fall_away(self):
        """The worker, or one of the organisations, has left; which requests these are is known to `tasks.leaving`."""
        self._move("fall_away", CLOCK, **NOT_ACCEPTED)
        Link.close("consent", self.about)

    @transaction.atomic
    def reopen(self, *, by, days=None):
        """Ask again what was closed without an answer, on the same dates or on these; the rules hold anew."""
        self._check("reopen", by)
        if "reopen" in self.closed_moves():
            raise MoveRefused("reopen", _("This closed too long ago. Please make a new request."))
        self._queue()
        consent = {} if days is None else self._take_dates(days)
        self._obey("reopen", self.refusal_to_ask(party=self.side_of(by)))
        self._move("reopen", by, asked_at=timezone.now(), **NOT_ACCEPTED, **consent)

    @transaction.atomic
    def say(self, *, by, text):
        """Write in the conversation; the other side gets it by mail. The same words twice in a row count once."""
        party = self.side_of(by, Party.MAYA)
        last = self.messages.last()
        if last and (last.author_id, last.text) == (by.pk, text):
            return last
        message = self.messages.create(author=by, party=party, text=text)
        mails.asking.message(message)
        return message

    def _confirm_as_accepted(self, told):
        """Confirm where the host has said yes before. Where the place has gone meanwhile, the host decides anew."""
        self.refresh_from_db(fields=["accepted_at", "accepted_by"])
        if not self.accepted_by_id:
            return
        try:
            self.accept(by=self.accepted_by, told=told)
        except (MoveRefused, PermissionDenied):
            type(self).objects.filter(pk=self.pk).update(**NOT_ACCEPTED)
            mails.asking.confirm_again(self)

    def sets_proposed_by(self, party):
        """The open sets of dates of one side: rows whose `text` says them."""
        sets = list(self.date_sets.filter(is_open=True, party=party))
        for row in sets:
            row.planned = self.planned_days(row.days)
            row.text = words.dates_text(row.planned)
        return sets

    def can_speak(self, by):
        """Whether this person has a side in the conversation, and there is another side to hear it."""
        return self.asked_at is not None and bool(self.parties_of(by) & {Party.WORKER, Party.HOST, Party.MAYA})

    def alternatives(self, number):
        """Published offers like this one, of other hosts than the worker's own."""
        own = set(self.worker.organisations().values_list("pk", flat=True)) | {self.offer.organisation_id}
        like = [offer for offer in self.offer.similar(limit=number + 3) if offer.organisation_id not in own]
        return like[:number]

    @property
    def awaits_consent(self):
        """The employer is asked about this one and has not answered."""
        return self.consent_rule in self.ASKED_EACH_TIME and self.consent_at is None

    def consent_comes_first(self):
        return self._consent_columns()["consent_rule"] == self.sender.Consent.STRICT

    def _consent_wanted(self):
        return Q(consent_at=None, consent_rule__in=self.ASKED_EACH_TIME)

    @property
    def closes_on(self):
        """The date on which this closes by itself when nobody acts; None where it does not."""
        programme, asked = self.programme, self.asked_at
        days = {
            State.EMPLOYER_PENDING: programme.consent_lapse_days,
            State.REQUESTED: programme.answer_lapse_days,
            State.NEGOTIATING: programme.answer_lapse_days,
            State.DECLARED: programme.declared_lapse_days,
        }.get(self.state)
        if days is None:
            return None
        date = timezone.localdate(self.moved_at) + dt.timedelta(days=days)
        if self.awaits_consent and asked:
            date = min(date, timezone.localdate(asked) + dt.timedelta(days=programme.consent_lapse_days))
        return date

    @property
    def closes_text(self):
        return words.day_text(self.closes_on) if self.closes_on else ""

    def closed_moves(self):
        closed = super().closed_moves()
        if not self.awaits_consent:
            closed |= CONSENTS
        last = timezone.localdate(self.moved_at) + dt.timedelta(days=self.programme.reopen_days)
        if self.asked_at is None or today() > last:
            closed.add("reopen")
        return closed | ({"accept"} if self.accepted_at else set())
