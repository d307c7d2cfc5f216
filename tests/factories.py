"""Rows for tests: valid, dull, dated."""

import datetime as dt
from itertools import count, islice

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from catalogue.models import Offer
from exchange.matching.models import Wish
from exchange.members.models import Member, Membership, Organisation
from exchange.placements.models import Placement, PlacementDay
from exchange.programmes.models import Programme, Term
from exchange.programmes.texts import Texts


def term(kind, code):
    """A term of the lists every database starts with."""
    return Term.objects.get(kind=kind, code=code)


class MemberFactory(DjangoModelFactory):
    """A person who signs in; `of=organisation` makes a worker of it, `reference=organisation` its reference person."""

    class Meta:
        model = Member
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    first_name = factory.Sequence(lambda n: f"Robin{n}")
    last_name = "Proef"
    language = "en"

    @factory.post_generation
    def verified(member, create, value, **kwargs):
        if value is not False:
            member.confirm_address()

    @factory.post_generation
    def of(member, create, organisation, **roles):
        if organisation:
            MembershipFactory(member=member, organisation=organisation, **roles)

    @factory.post_generation
    def reference(member, create, organisation, **kwargs):
        if organisation:
            MembershipFactory(member=member, organisation=organisation, is_reference=True)


class OrganisationFactory(DjangoModelFactory):
    """An active organisation with all that publishing asks; it has nobody unless a test adds people."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: Texts(fr=f"Maison {n} asbl", nl=f"Huis {n} vzw"))
    sector = factory.LazyFunction(lambda: term("sector", "DIS"))
    structure = factory.LazyFunction(lambda: term("structure", "DAY"))
    setting = factory.LazyFunction(lambda: term("setting", "AMB"))
    street = "Rue du Moulin 1"
    postcode = "1030"
    municipality = Texts(fr="Schaerbeek", nl="Schaarbeek")
    language_role = "BI"
    phone = "02 000 00 02"
    body = factory.LazyFunction(lambda: Term.objects.of("body").first())
    whom_we_receive = Texts(fr="Des adultes.", nl="Volwassenen.")
    how_to_refer = Texts(fr="Par téléphone.", nl="Met een telefoontje.")
    whom_to_call = Texts(fr="02 000 00 01", nl="02 000 00 01")
    state = "active"
    mail_confirmed_at = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    member = factory.SubFactory(MemberFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class OfferFactory(DjangoModelFactory):
    """A published offer for one visitor at a time, with every required field."""

    class Meta:
        model = Offer
        skip_postgeneration_save = True

    organisation = factory.SubFactory(OrganisationFactory, sector=factory.LazyFunction(lambda: term("sector", "MH")))
    programme = factory.LazyFunction(Programme.current)
    state = "published"
    title = factory.Sequence(lambda n: Texts(fr=f"Deux jours avec l’équipe {n}", nl=f"Twee dagen met team {n}"))
    see = Texts(fr="Le quotidien de l’équipe.", nl="Het dagelijkse werk.")
    weekdays = factory.LazyFunction(lambda: [0, 1, 2, 3, 4])
    starts, ends = dt.time(9), dt.time(17)
    months = factory.LazyFunction(lambda: list(range(1, 13)))
    secrecy = factory.LazyFunction(lambda: term("secrecy", "accompanied"))
    published_at = factory.LazyFunction(timezone.now)
    confirmed_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def languages(offer, create, codes, **kwargs):
        offer.languages.set([term("language", code) for code in codes or ["fr"]])

    @factory.post_generation
    def reachable(offer, create, value, **kwargs):
        """Whom a visitor may call: somebody who works there, unless `contact` was given."""
        if not offer.contact_id:
            offer.contact = MemberFactory(of=offer.organisation)
            offer.save(update_fields=["contact"])


class PlacementFactory(DjangoModelFactory):
    """A placement in any state, without its history. Two dates from a month ahead unless `days` gives others."""

    class Meta:
        model = Placement
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: f"2027-{n:03d}")
    offer = factory.SubFactory("tests.factories.OfferFactory")
    programme = factory.SelfAttribute("offer.programme")
    sender = factory.SubFactory(OrganisationFactory)
    worker = factory.SubFactory(MemberFactory)
    created_by = factory.SelfAttribute("worker")
    status = "employee"
    consent_rule = "none"
    state = "requested"
    asked_at = factory.LazyAttribute(lambda row: None if row.state in {"draft", "employer_pending"} else timezone.now())

    @factory.post_generation
    def belongs(placement, create, value, **kwargs):
        if not placement.worker.is_in(placement.sender):
            MembershipFactory(member=placement.worker, organisation=placement.sender)

    @factory.post_generation
    def days(placement, create, dates, **kwargs):
        """`dates`: dates, 9 to 17 with half an hour's break; none for a placement without dates."""
        default = [placement_date(0), placement_date(1)]
        times = {"starts": dt.time(9), "ends": dt.time(17), "break_minutes": 30}
        for date in default if dates is None else dates:
            PlacementDay.objects.create(placement=placement, date=date, **times)


def placement_date(number):
    """The first, second … usual date of a placement in tests: from a month ahead, Monday to Friday."""
    first = timezone.localdate() + dt.timedelta(days=30)
    if number < 0:
        return first + dt.timedelta(days=number)
    days = (first + dt.timedelta(days=ahead) for ahead in count())
    return next(islice((day for day in days if day.weekday() < 5), number, None))


class WishFactory(DjangoModelFactory):
    """An open wish of a worker, shown to hosts; it asks nothing in particular unless a test narrows it."""

    class Meta:
        model = Wish
        skip_postgeneration_save = True

    programme = factory.LazyFunction(Programme.current)
    organisation = factory.SubFactory(OrganisationFactory)
    worker = factory.LazyAttribute(lambda row: MemberFactory(of=row.organisation))
    written_by = factory.SelfAttribute("worker")
    sentence = "I want to see how others do it."

    @factory.post_generation
    def lists(wish, create, value, **codes):
        """`lists__themes=["T_CRIS"]`: terms by their codes."""
        for name, wanted in codes.items():
            field = Wish._meta.get_field(name)
            getattr(wish, name).set([term(field.get_limit_choices_to()["kind"], code) for code in wanted])
