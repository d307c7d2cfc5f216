"""What a host asks and offers, as plain sentences: on its page, and later in the agreement."""

from datetime import timedelta
from typing import NamedTuple

from django.db import models
from django.utils import translation
from django.utils.dates import MONTHS_AP
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from exchange.programmes.texts import Text
from exchange.programmes.workdays import today

from .words import clock, days_text, hours_text, joined, months_from, months_sentence, spelled_out, weekdays_text

LEVELS = ["understand", "converse", "fluent"]  # of a language: whoever has one has those before it
SUPPOSED = "converse"  # where a host names a language without a level


def level_needed(language, level):
    """The level that this offer's page asks; where it names no language the least will do. Takes key and code."""
    if not language:
        return LEVELS[0]
    return level if level in LEVELS else SUPPOSED


class Condition(NamedTuple):
    """One thing good to know: an icon of the sprite, a short sentence, and what explains it."""

    icon: str
    head: str
    more: list

    def line(self):
        return " ".join([f"{self.head}.", *(str(text) for text in self.more)])


class TravelCosts(models.TextChoices):
    """What a host pays of the way; empty: nothing, so the rules of the sending organisation hold alone."""

    TICKETS = "tickets", gettext_lazy("We pay back tickets for bus, tram, metro and train")
    ALL = "all", gettext_lazy("We pay back the way, by whatever means")


class Conditions(models.Model):
    """An offer in words. Each method speaks the active language; the host's own texts fall back to theirs."""

    class Meta:
        abstract = True

    def month_strip(self):
        """Twelve pairs (short name, is it open), from the first in which a visit asked for today may begin."""
        months = months_from(self._first_month())
        return [(str(MONTHS_AP[month]).rstrip("."), month in self.months) for month in months]

    def months_sentence(self):
        return months_sentence(self.months, self._first_month())

    def _first_month(self):
        return (today() + timedelta(days=self.programme.notice_days)).month

    def summary(self):
        """What one will see, cut to the length of a card, still knowing its language."""
        best = self.see.best()
        return Text(Truncator(best).words(36), best.language)

    def languages_text(self):
        """Names of the languages spoken there, from the prefetched rows."""
        return ", ".join(capfirst(language) for language in self.languages.all())

    def duration(self, *, spelled=False):
        """'2 days, in a row or not'."""
        days = days_text(self.minimum_dates, self.maximum_dates, spelled=spelled)
        if self.in_a_row:
            return capfirst(_("%(days)s in a row") % {"days": days})
        return capfirst(_("%(days)s, in a row or not") % {"days": days})

    def other_themes(self):
        """The themes, without those of which the name already stands among the publics."""
        publics = {str(term) for term in self.publics.all()}
        return [term for term in self.themes.all() if str(term) not in publics]

    def travel_lines(self):
        """Who pays the way, and whether it is working time, said to the visitor; never empty."""
        if not self.travel_costs:
            return [_("Your employer decides who pays the way, and whether it is working time.")]
        return [f"{self.get_travel_costs_display()}.", _("Your employer decides whether the way is working time.")]

    def travel_for_employer(self):
        """The same for the sending organisation, as (fact, what it decides itself)."""
        own = _("You decide whether the way is working time.")
        if not self.travel_costs:
            return _("By your own rules"), own
        heads = {"tickets": _("The host pays back public transport"), "all": _("The host pays back the way")}
        return heads[self.travel_costs], own

    def condition_lines(self, language=None):
        """The conditions as whole sentences in a language (default: the active one), for paper and screen."""
        with translation.override(language or translation.get_language()):
            return [condition.line() for condition in self.conditions()]

    def conditions(self):
        """Every `Condition`, in the order people decide by; what the host left open is left out."""
        makers = [
            self._days, self._spoken, self._visitors, self._notice, self._first_talk, self._home_visits,
            self._papers, self._shifts, self._access, self._meals, self._dress, self._else,
        ]  # fmt: skip
        return [condition for make in makers if (condition := make())]

    def _days(self):
        more = _said(self.hours_note)
        if self.weekdays and self.starts and self.ends:
            hours = {"days": weekdays_text(self.weekdays), "starts": clock(self.starts), "ends": clock(self.ends)}
            more = more or [capfirst(_("%(days)s, from %(starts)s to %(ends)s.") % hours)]
            more.append(_("Together %(hours)s, breaks not counted.") % {"hours": hours_text(self.total_minutes())})
        return Condition("calendar", self.duration(spelled=True), more)

    def _spoken(self):
        spoken = joined([str(language) for language in self.languages.all()])
        here = [_("Spoken here: %(languages)s.") % {"languages": spoken}] if spoken else []
        if not self.asked_language_id:
            return Condition("message-square", _("Languages of the team"), here) if here else None
        return Condition("message-square", self._asked() % {"language": self.asked_language}, here)

    def _asked(self):
        return {
            "understand": _("You understand %(language)s"),
            "converse": _("You can hold a conversation in %(language)s"),
            "fluent": _("You speak fluent %(language)s"),
        }[level_needed(self.asked_language_id, self.asked_level and self.asked_level.code)]

    def _visitors(self):
        count = ngettext("One visitor at a time", "%(number)s visitors at a time", self.capacity)
        welcome = _listed(self.professions.all())
        listed = _("Welcome: %(professions)s.") % {"professions": welcome}
        more = [listed if welcome else _("Every profession is welcome.")]
        if self.monthly_capacity:
            many = ngettext(
                "At most one visitor a month.", "At most %(number)s visitors a month.", self.monthly_capacity
            )
            more.insert(0, many % {"number": self.monthly_capacity})
        if self.no_diploma:
            more.append(_("No diploma is needed."))
        return Condition("users", capfirst(count % {"number": spelled_out(self.capacity)}), more + _said(self.excluded))

    def _notice(self):
        days = self.notice()
        if not days:
            return Condition("clock", _("You may ask until the day itself"), [])
        head = ngettext("Ask at least one day before", "Ask at least %(days)s days before", days) % {"days": days}
        return Condition("clock", head, [_("So we can tell our clients. They may refuse the visit.")])

    def _first_talk(self):
        if self.pre_meeting:
            return Condition("heart-handshake", _("We meet once before"), [_("A short talk, here or by phone.")])
        return None

    def _home_visits(self):
        if self.home_visits:
            return Condition("house", _("You come along on home visits"), [_("Only if the person agrees.")])
        return None

    def _papers(self):
        if self.criminal_record and self.vaccination:
            head = _("A criminal record extract and a vaccination statement are asked")
        elif self.criminal_record:
            head = _("A criminal record extract is asked")
        elif self.vaccination:
            head = _("A vaccination statement is asked")
        else:
            return None
        return Condition("file-check", head, [_("You show it on the first day. Nobody keeps a copy.")])

    def _shifts(self):
        shifts = _listed(self.shifts.all())
        return Condition("moon", _("Possible shifts"), [f"{capfirst(shifts)}."]) if shifts else None

    def _access(self):
        terms = self.access.all()
        names = _listed(term for term in terms if term.code != "NOTACC")
        more = ([f"{capfirst(names)}."] if names else []) + _said(self.access_note)
        if any(term.code == "NOTACC" for term in terms):
            return Condition("footprints", _("Not accessible with a wheelchair"), more)
        return Condition("accessibility", _("About getting around"), more) if more else None

    def _meals(self):
        heads = {
            "free": _("We offer the meal"),
            "paid": _("You can buy a meal here"),
            "own": _("You bring your own meal"),
        }
        if self.meal_id:
            return Condition("utensils", heads.get(self.meal.code, str(self.meal)), _said(self.meal_note))
        return None

    def _dress(self):
        return Condition("tag", _("What you wear"), _said(self.dress)) if self.dress else None

    def _else(self):
        said = _said(self.other_conditions)
        return Condition("info", _("Also good to know"), said) if said else None


def _listed(terms):
    """Names of terms inside a sentence: 'quiet room and lift'."""
    return joined([str(term)[:1].lower() + str(term)[1:] for term in terms])


def _said(texts):
    """What the host wrote itself, as a list of none or one."""
    return [texts.best()] if texts else []
