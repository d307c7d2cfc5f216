"""One party's answers about one placement, from the asking to Maya's reading."""

import datetime as dt

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from exchange.members.models import Member
from exchange.notifications import outbox
from exchange.notifications.models import Link
from exchange.personal import Personal
from exchange.placements.models import Placement
from exchange.placements.states import Party, State
from exchange.programmes.workdays import today

from .. import mails
from .questions import Questionnaire

Moment = Questionnaire.Moment
COMING = [State.CONFIRMED, State.READY]
GONE = [State.READY, State.COMPLETED, State.INTERRUPTED]  # who was absent is asked nothing
SENTENCE = 300  # characters


class SheetClosed(Exception):
    """Nothing can be answered here (any more): finished, too late, or not asked."""


def sides(member, placement=""):
    """Per party, which placements this member belongs to on that side; `placement` is the way to it.

    A worker without mail is stood in for by who leads the sending organisation.
    """
    leads = member.memberships.current().leading().values("organisation")
    sender = Q(**{f"{placement}sender__in": leads})
    return {
        Party.WORKER: Q(**{f"{placement}worker": member}) | (sender & Q(**{f"{placement}worker__has_mail": False})),
        Party.HOST: Q(**{f"{placement}offer__organisation__in": leads, f"{placement}asked_at__isnull": False}),
        Party.SENDER: sender,
    }


class SheetQuerySet(models.QuerySet):
    """`finished`, `unread`, `open`, `due` and `lapsing` speak of feedback: what is asked after the end."""

    def visible_to(self, member):
        """Maya, and the side that answers. Which answers each of them reads is said by `Answer`."""
        if member.is_coordinator:
            return self
        own = Q()
        for party, side in sides(member, "placement__").items():
            own |= Q(questionnaire__party=party) & side
        return self.filter(own)

    def feedback(self):
        return self.filter(questionnaire__moment=Moment.END)

    def finished(self):
        """Feedback that is there to be read."""
        return self.feedback().filter(finished_at__isnull=False)

    def unread(self):
        return self.filter(read_at=None)

    def open(self):
        """Asked, not finished, and still in time."""
        return self.feedback().filter(
            sent_at__isnull=False, finished_at=None, lapsed_at=None, lapses_on__gte=today(), placement__state__in=GONE
        )

    def due(self):
        """Open for so long that the one reminder should leave."""
        return self.open().filter(reminded_at=None, remind_on__lte=today())

    def lapsing(self):
        """Past the last day, and not closed yet."""
        return self.feedback().filter(finished_at=None, lapsed_at=None, lapses_on__lt=today())

    def with_placement(self):
        """Load what a list of sheets shows, at the same cost for one and for many."""
        rows = ("placement__worker", "placement__sender", "placement__offer__organisation", "placement__programme")
        return self.select_related("questionnaire", "person", *rows)


class Sheet(models.Model):
    """One party's answers to one questionnaire about one placement."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="sheets")
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="sheets")
    person = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+", help_text="Who was asked.")
    sent_at = models.DateTimeField(null=True)
    remind_on = models.DateField(null=True, help_text="The day of the one reminder.")
    reminded_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    lapses_on = models.DateField(null=True, help_text="The last day on which it can be answered.")
    lapsed_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=2, blank=True, help_text="In which the answers were given.")
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    note = models.TextField(_("Maya’s note"), max_length=2000, blank=True)
    host_sentence = models.TextField(_("A sentence for the host team"), max_length=SENTENCE, blank=True)
    host_reply = models.TextField(_("The host’s answer"), max_length=SENTENCE, blank=True)

    objects = SheetQuerySet.as_manager()

    personal = Personal(
        keep="answers", title=_("Questions put to you"), beside=("read_by",),
        erase=("note", "host_sentence", "host_reply"),
        own=("person", ("placement__worker", {"questionnaire__party": Party.WORKER})),
        export=("placement__number", "questionnaire__moment", "sent_at", "finished_at", "host_sentence", "host_reply"),
    )  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["placement", "questionnaire"], name="sheet_once")]

    def __str__(self):
        return f"{self.placement_id} {self.questionnaire}"

    @classmethod
    def for_(cls, placement, moment, party):
        """This party's sheet of this moment, made from the newest version when it is first asked for."""
        kept = cls.objects.filter(placement=placement, questionnaire__moment=moment, questionnaire__party=party)
        if sheet := kept.select_related("questionnaire").first():
            sheet.placement = placement
            return sheet
        newest = Questionnaire.objects.newest(moment, party)
        return cls.objects.get_or_create(placement=placement, questionnaire=newest)[0]

    @property
    def about(self):
        """How personal links and reminders name this sheet."""
        return f"sheet:{self.pk}"

    @property
    def moment(self):
        return self.questionnaire.moment

    @property
    def party(self):
        return self.questionnaire.party

    @property
    def is_open(self):
        """Whether an answer can be given now. A preparation stays open until the last day, finished or not."""
        state = self.placement.state
        if self.moment == Moment.PREPARATION:
            last = self.placement.last_day
            return state in COMING and (last is None or last >= today())
        if self.moment == Moment.BEFORE:
            return state in COMING and not self.finished_at and not self.placement.has_started
        in_time = bool(self.sent_at) and self.lapsed_at is None and self.lapses_on >= today()
        return in_time and not self.finished_at and state in GONE

    @property
    def reader(self):
        """Whom mails about this sheet reach: who was asked, else who leads the side today; None where nobody is."""
        if self.person:
            return self.person.reader()
        placement = self.placement
        return next(iter([placement.worker.reader()] if self.party == Party.WORKER else mails.host(placement)), None)

    @property
    def speaker(self):
        """The member whose answers these are, to be called; None where only a general address is known."""
        return self.placement.worker if self.party == Party.WORKER else self.reader and self.reader.member

    def question(self, code):
        return self.questionnaire.questions.get(code=code)

    def rows(self):
        """Every question with its answer, or None. For readers who may see all of it."""
        kept = {answer.question_id: answer for answer in self.answers.select_related("question")}
        return [(question, kept.get(question.pk)) for question in self.questionnaire.questions.all()]

    @transaction.atomic
    def send(self):
        """Ask for feedback: the mail with its personal link, the day of the reminder, the last day."""
        rules, ended = self.placement.programme, self.placement.ended_on
        wait = dt.timedelta(days=rules.feedback_reminder_days - rules.feedback_days)
        reader = self.reader
        values = {
            "person": reader and reader.member,
            "sent_at": timezone.now(),
            "remind_on": today() + wait,
            "lapses_on": ended + dt.timedelta(days=rules.feedback_lapse_days),
            "reminded_at": None, "lapsed_at": None,
        }  # fmt: skip
        self._set(values)
        mails.send(self)

    @transaction.atomic
    def remind(self):
        """Remind once, with a new link; the first one goes on working."""
        if Sheet.objects.due().filter(pk=self.pk).update(reminded_at=timezone.now()):
            mails.remind(self)

    @transaction.atomic
    def answer(self, question, value):
        """Keep one answer as it is given; an empty text or list takes it back. None: "does not apply".

        Raises ValidationError where it is no answer, SheetClosed where none can be given.
        """
        value = question.checked(value)
        self._queue()
        if value in ("", []):
            self.answers.filter(question=question).delete()
        else:
            self.answers.update_or_create(question=question, defaults={"value": value, "at": timezone.now()})
        language = translation.get_language() or self.placement.worker.language
        self._set({"started_at": self.started_at or timezone.now(), "language": language})

    @transaction.atomic
    def finish(self, sentence=""):
        """Say that this is all. `sentence`: what the worker tells the host team, by name. Raises SheetClosed."""
        self._queue()
        self._set({"finished_at": timezone.now(), "host_sentence": sentence if self.party == Party.WORKER else ""})
        Link.close("feedback", self.about)
        mails.forget(self)
        if self.host_sentence:
            mails.tell_host(self)

    @transaction.atomic
    def lapse(self):
        """The last day is over. What was answered until then counts as given; nobody is asked again."""
        finished = timezone.now() if self.answers.exists() else None
        rows = Sheet.objects.lapsing().filter(pk=self.pk)
        if rows.update(lapsed_at=timezone.now(), finished_at=finished):
            self.refresh_from_db(fields=["lapsed_at", "finished_at"])
            Link.close("feedback", self.about)
            outbox.forget(self.about)

    @transaction.atomic
    def settle(self, *, by, is_told, note=""):
        """Close it after a phone call; nobody is mailed. Raises SheetClosed where it was closed before.

        `is_told`: they told Maya, who notes it and has read it; else it ends as `lapse` would end it.
        """
        self._queue()
        now, note = timezone.now(), note or self.note
        told = {"finished_at": now, "read_at": now, "read_by": by}
        rested = {"lapsed_at": now, "finished_at": now if self.answers.exists() else None}
        self._set({"note": note, **(told if is_told else rested)})
        Link.close("feedback", self.about)
        outbox.forget(self.about)

    def rest(self):
        """Drop the reminder that waits in no mail yet; it is written again once Maya lets this rest no more."""
        if outbox.forget(self.about):
            self._set({"reminded_at": None})

    def mark_read(self, by):
        """Note who read it first."""
        now = timezone.now()
        Sheet.objects.finished().unread().filter(pk=self.pk).update(read_at=now, read_by=by)
        self.refresh_from_db(fields=["read_at", "read_by"])

    def keep_note(self, text):
        """Keep what Maya wants to remember; nobody else reads it."""
        self._set({"note": text})

    @transaction.atomic
    def ask_back(self, *, by, text):
        """Ask who answered one more thing, by mail."""
        asked = self.asked_back.create(by=by, text=text)
        mails.ask_back(asked)
        return asked

    @transaction.atomic
    def thank(self, *, text):
        """The host team answers the worker's sentence, once."""
        if not Sheet.objects.filter(pk=self.pk, host_reply="").exclude(host_sentence="").update(host_reply=text):
            raise SheetClosed
        self.host_reply = text
        mails.thank(self)

    def _queue(self):
        """Stand in line for this sheet and see it as it is now. Raises SheetClosed where it is closed."""
        Sheet.objects.filter(pk=self.pk).update(language=models.F("language"))
        self.refresh_from_db(fields=["started_at", "finished_at", "sent_at", "lapses_on", "lapsed_at", "host_sentence"])
        if not self.is_open:
            raise SheetClosed

    def _set(self, values):
        Sheet.objects.filter(pk=self.pk).update(**values)
        for column, value in values.items():
            setattr(self, column, value)
