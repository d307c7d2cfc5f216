"""The life of an offer: what it still misses, and the verbs that publish, hide, archive and copy it."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from . import mails
from .words import joined

# verb → the states it may leave, the state it leads to
MOVES = {
    "publish": ({"draft"}, "published"),
    "republish": ({"hidden", "archived"}, "published"),
    "hide": ({"published"}, "hidden"),
    "archive": ({"draft", "published", "hidden"}, "archived"),
}


class Missing(NamedTuple):
    """One rule that an offer breaks: the field to go to, and the sentence for people."""

    field: str
    sentence: str

    def __str__(self):
        return self.sentence


class NotReady(Exception):
    """The offer can't be published yet; `missing` says what breaks a rule."""

    def __init__(self, missing):
        super().__init__(" ".join(str(each) for each in missing))
        self.missing = missing


class OfferMoved(Exception):
    """The offer was no longer in the state that this verb leaves; nothing was written."""


class Publishing(models.Model):
    """The verbs of an offer."""

    class Meta:
        abstract = True

    def can(self, name, by):
        """Whether this person may use this verb now; buttons ask here."""
        return self.state in MOVES[name][0] and self.is_run_by(by)

    def publish(self, by):
        """Show it to the members. While its organisation waits for Maya's welcome, it appears with that welcome."""
        self._show("publish", by)

    def republish(self, by):
        self._show("republish", by)

    def hide(self, by):
        self._move("hide", by)

    @transaction.atomic
    def take_off(self, by, words):
        """Maya hides it; whoever looks after it reads why, and may show it again once that is mended."""
        if not by.is_coordinator:
            raise PermissionDenied
        self._move("hide", by)
        mails.taken_off(self, words)

    def archive(self, by):
        self._move("archive", by)

    @transaction.atomic
    def hand_over(self):
        """The contact has left: the reference person is called until the host chooses somebody else."""
        before, self.contact = self.contact, self.organisation.reference_person()
        if type(self).objects.filter(pk=self.pk, contact=before).update(contact=self.contact):
            mails.contact_left(self, before)

    @transaction.atomic
    def copy(self, organisation=None):
        """A new draft with the same words and conditions, to change and publish apart (default: for the same host)."""
        kept = {field.name: getattr(self, field.name) for field in self._meta.concrete_fields if field.editable}
        kept.update(id=None, organisation=organisation or self.organisation)
        twin = type(self)(**kept)
        twin.save()
        for field in self._meta.many_to_many:
            getattr(twin, field.name).set(getattr(self, field.name).all())
        twin.remember_words()
        return twin

    def is_run_by(self, member):
        return member.is_coordinator or member.may_answer_for(self.organisation)

    def _show(self, name, by):
        if missing := self.missing_to_publish():
            raise NotReady(missing)
        now = timezone.now()
        shown = {"confirmed_at": now, "paused_until": None, "asked_true_at": None, "lapsed_at": None}
        self._move(name, by, published_at=Coalesce("published_at", now), **shown)
        self.refresh_from_db(fields=["published_at", *shown])

    @transaction.atomic
    def _move(self, name, by, **columns):
        """Take one arrow of MOVES: the UPDATE names the states it leaves, so of two who click one matches."""
        if not self.is_run_by(by):
            raise PermissionDenied
        sources, target = MOVES[name]
        rows = type(self).objects.filter(pk=self.pk, state__in=sources)
        if not rows.update(state=target, touched_at=timezone.now(), **columns):
            raise OfferMoved(name)
        self.state = target
        mails.settled(self)

    def missing_to_publish(self):
        """Every rule this offer breaks, as `Missing`, in the order of the form; empty when it may be published."""
        return [*self._missing_words(), *self._missing_length(), *self._missing_people(), *self._missing_welcome()]

    def _missing_words(self):
        if not self.title:
            yield Missing("title", _("Give your offer a title."))
        if not self.see:
            yield Missing("see", _("Say what one will see."))
        if not self.weekdays:
            yield Missing("weekdays", _("Choose the days of the week."))
        if not (self.starts and self.ends):
            yield Missing("starts", _("Say from when to when a day lasts."))
        if not self.months:
            yield Missing("months", _("Choose the months in which you are open."))

    def _missing_length(self):
        """Longer than one full day, over at least two dates: the one rule that holds for every host."""
        if self.minimum_dates < self.programme.minimum_dates:
            yield Missing("minimum_dates", _("An immersion lasts at least two days."))
        elif self.starts and self.ends and self.total_minutes() <= self.programme.full_day_minutes:
            yield Missing("minimum_dates", _("An immersion lasts longer than one full day. Add days or hours."))

    def _missing_people(self):
        if not self.languages.exists():
            yield Missing("languages", _("Choose at least one language spoken in the place."))
        if not self.contact_id:
            yield Missing("contact", _("Choose whom a visitor may call."))
        elif not self.contact.is_in(self.organisation):
            yield Missing("contact", _("The contact has left your organisation. Choose somebody else."))
        elif not self.contact_phone:
            sentence = _(
                "%(name)s has no phone number. Ask for it in the profile, or write the general one on your page."
            )
            yield Missing("contact", sentence % {"name": self.contact})
        if not self.secrecy_id:
            yield Missing("secrecy", _("Choose what the visitor sees of clients."))

    def _missing_welcome(self):
        states = self.organisation.State
        if labels := self.organisation.has_needed_for_publishing():
            sentence = _("Complete the page of your organisation first: %(names)s.")
            yield Missing("organisation", sentence % {"names": joined(labels)})
        if self.organisation.state not in {states.INVITED, states.APPLIED, states.ACTIVE}:
            yield Missing("organisation", _("Your organisation is not active. Its offers can’t be published now."))

    def waits_for_welcome(self):
        """Published by its host, and seen by nobody until Maya has welcomed the organisation."""
        return self.state == "published" and self.organisation.state != self.organisation.State.ACTIVE

    def day_minutes(self):
        """Minutes of one day as offered, without the break; a day that ends before it starts is a night."""
        if not (self.starts and self.ends):
            return 0
        start, end = datetime.combine(date.min, self.starts), datetime.combine(date.min, self.ends)
        span = end - start if end > start else end - start + timedelta(days=1)
        return max(int(span.total_seconds()) // 60 - self.break_minutes, 0)

    def total_minutes(self):
        """Minutes of the shortest immersion offered."""
        return self.day_minutes() * self.minimum_dates
