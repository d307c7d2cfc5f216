"""Maya's staff, the organisations with their people and offers, and the questions put to hosts."""

import datetime as dt

from catalogue.models import Offer, OfferQuestion
from exchange.members.models import CommitmentText, Invitation, Member, Membership, Organisation
from exchange.members.places import municipality
from exchange.notifications.models import Link
from exchange.programmes.models import Programme, Term
from exchange.programmes.seed import texts
from exchange.programmes.texts import CODES, Texts, TextsField

from .clock import moment
from .dates import months_ago, working_day

FIRST_MONTHS = 39  # Maya begins before the first organisation joins
YEAR = 380  # days after which a host says that its offer is still true: a little after it was asked
CONSENT_MONTHS = 24
PERSON = ("first_name", "last_name", "phone", "function_title", "language")


def term(kind, code):
    return Term.objects.get(kind=kind, code=code) if code else None


def terms(kind, codes):
    return [term(kind, code) for code in codes]


def describe(person, entry):
    """Write what somebody's own profile says."""
    values = {name: entry[name] for name in PERSON if name in entry}
    Member.objects.filter(pk=person.pk).update(**values, function=term("profession", entry["function"]))
    person.refresh_from_db()
    person.spoken.set(terms("language", entry["spoken"]))


class Staff:
    """Maya's coordinator and assistant."""

    def __init__(self, world):
        self.world = world

    def plan(self, entries):
        day = working_day(months_ago(self.world.today, FIRST_MONTHS))
        for entry in entries:
            self.world.agenda.at(moment(day, 9), self.begin, entry)

    def begin(self, entry):
        person = Member.objects.create_user(entry["email"], is_coordinator=True)
        describe(person, entry)
        person.confirm_address()
        self.world.people[entry["key"]] = person


class Joining:
    """One organisation: its application, its people, its offer, and what became of it since."""

    def __init__(self, world, entry):
        self.world, self.entry = world, entry
        self.leader, *self.others = entry["person"]

    @property
    def organisation(self):
        return Organisation.objects.get(pk=self.world.organisations[self.entry["key"]])

    @property
    def reference(self):
        return self.world.people[self.leader["key"]]

    def plan(self):
        at, today = self.world.agenda.at, self.world.today
        if days := self.entry.get("applied_days_ago"):
            at(moment(today - dt.timedelta(days=days), 14, 20), self.apply)
            at(moment(today - dt.timedelta(days=days), 15, 5), self.confirm)
            at(moment(today - dt.timedelta(days=days), 15, 40), self.complete)
            return
        if days := self.entry.get("declined_days_ago"):
            at(moment(today - dt.timedelta(days=days + 2), 14, 20), self.apply)
            at(moment(today - dt.timedelta(days=days + 2), 15, 5), self.confirm)
            at(moment(today - dt.timedelta(days=days), 10, 30), self.decline)
            return
        day = working_day(months_ago(today, self.entry["joined_months_ago"]))
        at(moment(day - dt.timedelta(days=1), 14, 20), self.apply)
        at(moment(day - dt.timedelta(days=1), 15, 5), self.confirm)
        at(moment(day, 10, 40), self.welcome)
        if months := self.entry.get("left_months_ago"):
            at(moment(working_day(months_ago(today, months)), 16, 10), self.leave_the_exchange)
            return
        at(moment(day, 13, 30), self.complete)
        at(moment(day + dt.timedelta(days=1), 9, 15), self.invite)
        at(moment(day + dt.timedelta(days=2), 11), self.accept)
        at(moment(day + dt.timedelta(days=3), 10), self.offer)
        for said in range((today - day).days // YEAR):
            at(moment(day + dt.timedelta(days=(said + 1) * YEAR), 10), self.still_true)
        self.plan_later(at, today)

    def plan_later(self, at, today):
        if months := self.entry.get("consent_months"):
            at(moment(working_day(months_ago(today, months)), 11, 30), self.consent)
        if days := self.entry.get("paused_days_ago"):
            at(moment(today - dt.timedelta(days=days), 9, 40), self.pause)
        for entry in self.entry["person"]:
            if days := entry.get("left_days_ago"):
                at(moment(today - dt.timedelta(days=days), 16, 30), self.leave, entry["key"])

    def apply(self):
        columns = {name: term(name, self.entry[name]) for name in ("sector", "structure")}
        organisation = Organisation.apply(
            text=CommitmentText.latest_version(),
            language=self.leader["language"],
            email=self.leader["email"],
            first_name=self.leader["first_name"],
            last_name=self.leader["last_name"],
            name=texts(self.entry, "name_"),
            postcode=self.entry["postcode"],
            municipality=self.municipality(),
            **columns,
        )
        self.world.organisations[self.entry["key"]] = organisation.pk

    def municipality(self):
        place = municipality(self.entry["postcode"])
        return Texts(fr=place.name_fr, nl=place.name_nl)

    def confirm(self):
        """The applicant opens the link of the mail, as the page behind it does."""
        organisation = self.organisation
        Link.objects.open().get(purpose="application", about=f"organisation:{organisation.pk}").use()
        organisation.confirm_mail()
        self.world.people[self.leader["key"]] = organisation.applicant()
        describe(self.reference, self.leader)

    def welcome(self):
        self.organisation.welcome(by=self.world.maya)

    def complete(self):
        """Everything the organisation's own page asks."""
        organisation, entry = self.organisation, self.entry
        for name in ("street", "language_role", "phone", "mail"):
            setattr(organisation, name, entry[name])
        organisation.setting, organisation.body = term("setting", entry["setting"]), term("body", entry.get("body"))
        for name in ("whom_we_receive", "how_to_refer", "whom_to_call"):
            setattr(organisation, name, texts(entry, f"{name}_"))
        if entry["consent"] != Organisation.Consent.GENERAL:
            organisation.consent = entry["consent"]
        organisation.save()
        organisation.publics.set(terms("public", entry["publics"]))
        organisation.remember_words()

    def invite(self):
        for entry in self.others:
            if entry.get("has_mail", True):
                roles = {f"is_{role}": True for role in entry["roles"] if role != "worker"}
                values = {"email": entry["email"], "language": entry["language"], **roles}
                status = entry.get("status", Membership.Status.EMPLOYEE)
                Invitation.invite(self.organisation, by=self.reference, status=status, **values)
            else:
                person = Member.objects.create_without_mail()
                self.organisation.memberships.create(member=person)
                self.world.people[entry["key"]] = person
                describe(person, entry)

    def accept(self):
        for entry in self.others:
            if entry.get("has_mail", True):
                invitation = self.organisation.invitations.open().get(email=entry["email"])
                link = Link.objects.open().get(purpose="invitation", about=invitation.about)
                names = {name: entry[name] for name in ("first_name", "last_name", "language")}
                self.world.people[entry["key"]] = person = invitation.accept(link, **names)
                describe(person, entry)

    def offer(self):
        offer = make_offer(self.organisation, self.entry["offer"], self.world.people)
        offer.publish(self.reference)
        self.world.offers[self.entry["key"]] = offer.pk

    def still_true(self):
        """The host confirms its offer, where it still is a host."""
        offer = Offer.objects.get(pk=self.world.offers[self.entry["key"]])
        if (
            offer.state == Offer.State.PUBLISHED
            and offer.may_confirm(self.reference)
            and not offer.missing_to_publish()
        ):
            offer.confirm(self.reference)

    def consent(self):
        """The management gives its general consent."""
        day = months_ago(self.world.today, self.entry["consent_months"])
        Organisation.objects.filter(pk=self.organisation.pk).update(
            consent=self.entry["consent"],
            consent_given_by=self.entry["consent_given_by"],
            consent_given_on=day,
            consent_until=day + dt.timedelta(days=round(CONSENT_MONTHS * 30.4375)),
        )

    def pause(self):
        self.organisation.pause(by=self.world.maya, reason=texts(self.entry, "paused_reason_").best())

    def decline(self):
        self.organisation.decline(by=self.world.maya, reason=self.entry["reason"])

    def leave_the_exchange(self):
        self.organisation.leave(by=self.reference, reason=self.entry["reason"])

    def leave(self, key):
        person = self.world.people[key]
        person.memberships.current().get(organisation=self.organisation).end(by=person)


def make_offer(organisation, entry, people):
    """A draft with every column that the entry names."""
    offer, lists = Offer(organisation=organisation, programme=Programme.current()), {}
    for field in Offer._meta.get_fields():
        name, value = field.name, entry.get(field.name)
        if isinstance(field, TextsField):
            setattr(offer, name, lines(entry, name))
        elif field.many_to_many and value:
            lists[name] = terms(field.remote_field.limit_choices_to["kind"], value)
        elif value is not None:
            setattr(offer, name, people[value] if name == "contact" else column(field, value))
    offer.save()
    for name, values in lists.items():
        getattr(offer, name).set(values)
    offer.remember_words()
    return offer


def column(field, value):
    return term(field.remote_field.limit_choices_to["kind"], value) if field.is_relation else value


def lines(entry, name):
    """The texts of a column; a list stands for one line each."""
    given = {code: entry[f"{name}_{code}"] for code in CODES if f"{name}_{code}" in entry}
    return Texts({code: "\n".join(text) if isinstance(text, list) else text for code, text in given.items()})


def put_question(world, entry):
    """A question put to a host before any request, answered on the next morning where there is an answer."""
    day = world.today - dt.timedelta(days=entry["days_ago"])

    def put():
        offer = Offer.objects.get(pk=world.offers[entry["offer"]])
        question = OfferQuestion.put(offer, world.people[entry["by"]], entry["text"])
        if "answer" in entry:
            world.agenda.at(moment(day + dt.timedelta(days=1), 9, 50), question.give, offer.contact, entry["answer"])

    world.agenda.at(moment(day, 12, 15), put)
