"""What asking and confirming refuse, each with its sentence and, where there is one, the date it becomes possible."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.models import Offer
from catalogue.opening import OpenDays
from exchange.members.models import Member
from exchange.programmes.workdays import today

from .. import words
from ..states import MoveRefused, Party, State
from .dated import is_longer_than_a_day, last_possible_date
from .monthly import free_by_month, full_months, month_of


@dataclass(frozen=True)
class Refusal:
    """Why something is not possible now. `possible_on`: the first date on which it is, where that is known."""

    code: str
    sentence: str
    possible_on: dt.date | None = None


class Rules:
    """The rules of product.md about asking; mixed into `Placement`. Days may be given before they are saved."""

    def refusal_to_ask(self, days=None, party=Party.WORKER):
        """The first reason why this can't be asked now; None where it can. Source: product.md, "asking"."""
        days = self._days(days)
        return (
            self.refusal_of_leaving(party)
            or self.refusal_whatever_dates()
            or self.refusal_of_length(days)
            or self._refusal_of_far(days)
            or self._refusal_of_maximum(days)
            or self._refusal_of_notice(days)
            or self._refusal_of_closed(days, party)
            or self._refusal_of_overlap(days)
        )

    def refusal_whatever_dates(self):
        """What can be said before any date is chosen."""
        return (
            self.refusal_of_sides()
            or self._refusal_of_pause()
            or self._refusal_after_no()
            or self._refusal_of_open_requests()
        )

    def refusal_to_declare(self, days=None):
        """Agreed outside the platform: how long ahead and how often one asks is no longer a question."""
        days = self._days(days)
        return (
            self.refusal_of_leaving(Party.WORKER)
            or self.refusal_of_sides()
            or self.refusal_of_length(days)
            or self._refusal_of_when(days)
            or self._refusal_of_overlap(days)
        )

    def refusal_to_confirm(self, days=None):
        """What must hold when the host's yes becomes a place. Call it after `_queue`, so that the count is right."""
        days = self._days(days)
        if self.awaits_consent:
            return Refusal("consent", _("The employer still has to agree. You need not do anything."))
        return (
            self.refusal_of_leaving()
            or self.refusal_of_length(days)
            or self._refusal_of_when(days)
            or self._refusal_of_general_consent(days)
            or self._refusal_of_overlap(days)
            or self.refusal_of_capacity(days)
        )

    def refusal_of_leaving(self, party=Party.HOST):
        """Consent and insurance end with the membership: nobody goes for an organisation that they have left."""
        if self.worker.is_in(self.sender):
            return None
        values = {"worker": self.worker, "sender": self.sender}
        if party == Party.WORKER and self.worker.has_mail:
            sentence = _("You no longer belong to %(sender)s. Ask from where you work now, or call Maya.")
        else:
            sentence = _("%(worker)s no longer belongs to %(sender)s, so this can’t go on. Please call Maya.")
        return Refusal("left", sentence % values)

    def refusal_of_sides(self):
        sender, host = self.sender, self.offer.organisation
        if self.worker.is_in(host):
            return Refusal("own", _("This is the worker’s own organisation. Choose another host."))
        if sender.state != sender.State.ACTIVE:
            return Refusal("sender", _("The sending organisation can’t ask for a place at this moment."))
        if host.state != host.State.ACTIVE or self.offer.state != self.offer.State.PUBLISHED:
            return Refusal("host", _("This host can’t be asked at this moment."))
        return None

    def _refusal_of_pause(self):
        if not self.offer.is_paused:
            return None
        back = self.offer.paused_until
        sentence = _("This host receives nobody for the moment. You can ask again from %s.")
        return Refusal("paused", sentence % words.day_text(back), back)

    def refusal_of_length(self, days):
        """Longer than one full day over at least two dates; the host may ask more. Source: domain.md 7.3.1."""
        programme, dates = self.offer.programme, {day.date for day in days}
        if not is_longer_than_a_day(programme, [day.planned_minutes for day in days]):
            values = {"number": programme.minimum_dates, "hours": words.hours_text(programme.full_day_minutes)}
            return Refusal(
                "short", _("An immersion takes at least %(number)s dates and more than %(hours)s in all.") % values
            )
        if len(dates) < self.offer.minimum_dates:
            return Refusal("minimum", _("This host asks for at least %s dates.") % self.offer.minimum_dates)
        return None

    def refusal_of_capacity(self, days):
        """The offer's places are counted per date; whoever calls this to act stands in the queue of `_queue`."""
        free = type(self).objects.free_places(self.offer, [day.date for day in days], besides=self)
        full = sorted(date for date, number in free.items() if number < 1)
        if not full:
            return None
        if months := full_months(type(self).objects, self.offer, full, besides=self):
            return Refusal("full_month", _("This host takes no more visitors in %s.") % words.joined(months))
        return Refusal("full", _("There is no place left on %s.") % words.days_text(full))

    def _refusal_of_maximum(self, days):
        maximum = self.offer.maximum_dates
        if maximum and len({day.date for day in days}) > maximum:
            return Refusal("maximum", _("This host asks for at most %s dates.") % maximum)
        return None

    def _refusal_of_notice(self, days):
        notice, first = self.offer.notice(), min(day.date for day in days)
        earliest = today() + dt.timedelta(days=notice)
        if first >= earliest:
            return None
        if not notice:
            return Refusal("past", _("The first day has already passed."), earliest)
        asks = ngettext("This host asks for %s day’s notice.", "This host asks for %s days’ notice.", notice) % notice
        can = _("The first day can be %s at the earliest.") % words.day_text(earliest)
        return Refusal("notice", f"{asks} {can}", earliest)

    def _refusal_of_closed(self, days, party):
        """A date on which the host is closed, for the worker. The host itself may take any date, and so may Maya."""
        if party != Party.WORKER:
            return None
        open_days = OpenDays(self.offer)
        closed = next(filter(open_days.refusal, sorted(day.date for day in days)), None)
        if not closed:
            return None
        again, sentence = self.offer.first_possible_date(closed), open_days.refusal(closed)
        if again:
            sentence = _("%(closed)s The next possible day is %(date)s.") % {
                "closed": sentence, "date": words.day_text(again),
            }  # fmt: skip
        return Refusal("closed", sentence, again)

    def _refusal_to_propose(self, days, party):
        return self.refusal_of_length(days) or self._refusal_of_when(days) or self._refusal_of_closed(days, party)

    def _refusal_of_when(self, days):
        if min(day.date for day in days) < today():
            return Refusal("past", _("The first day has already passed. Propose other dates."))
        return self._refusal_of_far(days)

    def _refusal_of_general_consent(self, days):
        """The agreement names the employer's general consent with its end: no date may lie beyond."""
        sender, last = self.sender, max(day.date for day in days)
        is_general = sender.Consent.GENERAL == self.consent_rule == sender.consent
        if not is_general or sender.general_consent_holds(last):
            return None
        sentence = _("The employer’s general consent ends on %s. Choose earlier dates, or have it extended first.")
        return Refusal("consent_ends", sentence % words.day_text(sender.consent_until))

    def _refusal_of_far(self, days):
        last = last_possible_date()
        return Refusal("far", words.too_far(last)) if max(day.date for day in days) > last else None

    def _refusal_after_no(self):
        refused = self._others().filter(offer=self.offer, state=State.REFUSED).order_by("-moved_at").first()
        if not refused:
            return None
        again = timezone.localdate(refused.moved_at) + dt.timedelta(days=self.offer.programme.ask_again_days)
        if today() >= again:
            return None
        sentence = _("The answer was no a short while ago. You can ask here again from %s.")
        return Refusal("again", sentence % words.day_text(again), again)

    def _refusal_of_open_requests(self):
        """At most three open requests, one of them per host."""
        open_ones = list(self._others().open().select_related("offer__organisation", "programme"))
        here = [row for row in open_ones if row.host == self.host]
        if here:
            sentence = _("There is already an open request to this host. It closes on %s at the latest.")
            return Refusal("host_open", sentence % words.day_text(here[0].closes_on), here[0].closes_on)
        if len(open_ones) < self.offer.programme.open_requests:
            return None
        first = min(row.closes_on for row in open_ones)
        sentence = _("%(number)s requests are open. Withdraw one, or wait until %(date)s.")
        return Refusal("open", sentence % {"number": len(open_ones), "date": words.day_text(first)}, first)

    def _refusal_of_overlap(self, days):
        taken = self.days.model.objects.taken().filter(
            placement__in=self._others(), date__in=[day.date for day in days]
        )
        dates = sorted(set(taken.values_list("date", flat=True)))
        if dates:
            return Refusal("overlap", _("The worker already has an immersion on %s.") % words.days_text(dates))
        return None

    def _others(self):
        """The worker's other placements."""
        return type(self).objects.filter(worker=self.worker).exclude(pk=self.pk)

    def notices(self, days=None, party=Party.WORKER):
        """What the worker should know and may still ask, or what the host should know: sentences for this reader."""
        found = (self._same_sector(), self._other_language(), self._closed_days(days))
        return [to_host if party == Party.HOST else to_worker for to_worker, to_host in filter(None, found)]

    def _same_sector(self):
        host, sender = self.offer.organisation.sector, self.sender.sector
        if host.crosses(sender) or sender.counts_with_all:
            return None
        if self.offer.programme.same_sector_counts:
            return _("This host works in the same sector as you."), _("The visitor works in the same sector.")
        return (
            _("This host works in the same sector as you. This immersion does not count for the commitment."),
            _("The visitor works in the same sector. This immersion does not count for the commitment."),
        )

    def _other_language(self):
        """Who uses the platform in a language, speaks it, also where the profile is still empty."""
        language = self.offer.asked_language
        if language is None or language.code == self.worker.language:
            return None
        if self.worker.spoken.filter(pk=language.pk).exists():
            return None
        return (
            _("This host asks for a language that is not in your profile: %s.") % language,
            _("The offer asks for a language that is not in the visitor’s profile: %s.") % language,
        )

    def _closed_days(self, days):
        days = self._days(days)
        refusal = self._refusal_of_closed(days, Party.WORKER) if days else None
        return refusal and (refusal.sentence, _("Your offer says that you are closed on one of these days."))

    def _days(self, days):
        return list(self.days.all()) if days is None else self.planned_days(days)

    def _queue(self):
        """Stand in line: first for the offer, then for the worker, always in that order, never in a ring.

        Two who want the last place of an offer, or one worker in two places, come here one after the other;
        what is counted after this call is true until the transaction ends.
        """
        Offer.objects.filter(pk=self.offer_id).update(touched_at=Now())
        Member.objects.filter(pk=self.worker_id).update(touched_at=Now())

    def refuse_if_taken(self, dates):
        """Queue for these dates, then raise where the offer is full or the worker is elsewhere."""
        self._queue()
        days = [self.days.model(date=date) for date in dates]
        self._obey("dates", self._refusal_of_overlap(days) or self.refusal_of_capacity(days))

    @staticmethod
    def _obey(name, refusal):
        if refusal:
            raise MoveRefused(name, refusal.sentence)


def free_places(placements, offer, dates, besides=None):
    """Per date, how many more visitors the offer takes; not below zero where it was overbooked by hand.

    At most what its month still takes, where the host says how many visitors it receives in one.
    """
    capacity = Offer.objects.values_list("capacity", flat=True).get(pk=offer.pk)
    others = placements.filter(offer=offer).exclude(pk=besides and besides.pk)
    days = placements.model.days.rel.related_model.objects.taken().filter(placement__in=others, date__in=dates)
    taken = dict(days.order_by().values_list("date").annotate(Count("pk")))
    left = free_by_month(placements, offer, dates, besides)
    return {date: max(min(capacity - taken.get(date, 0), left.get(month_of(date), capacity)), 0) for date in dates}
