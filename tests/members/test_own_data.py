"""Personal data: every model says what it keeps of people, and a person is handed the own data and nobody else's."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, Certificate, Document
from catalogue.models import OfferQuestion
from exchange.intake.models import Intake
from exchange.matching.models import Favourite, Proposal, Shown, Wish, WishInvitation
from exchange.members import own_data
from exchange.members.models import CallBack, CommitmentText, Invitation, Member, Review, RuleChange
from exchange.notifications.outbox import remind
from exchange.personal import ROW, TERMS
from exchange.placements.models import PastImmersion, Placement
from exchange.programmes.workdays import today
from exchange.questionnaires.models import Sheet
from exchange.questionnaires.tasks import ask_feedback
from tests.agreements.signing import a_confirmed_placement, sign
from tests.factories import MemberFactory
from tests.members.test_people import signed_in
from tests.questionnaires.asked import write

pytestmark = pytest.mark.django_db
NAMES = {"first_name", "last_name", "phone", "consent_given_by"}


def columns_about_people(model):
    """Columns that point to a member, or hold a name or an address of somebody."""
    people = {settings.AUTH_USER_MODEL}
    kinds = (models.EmailField, models.GenericIPAddressField)
    for field in model._meta.concrete_fields:
        points = field.is_relation and field.related_model._meta.label in people
        if points or isinstance(field, kinds) or field.name in NAMES or field.name.endswith("_name"):
            yield field.name


def mentioned(personal):
    """Every column that a declaration speaks of."""
    paths = [entry[0] if isinstance(entry, tuple) else entry for entry in personal.own]
    return {path.split("__")[0] for path in [*paths, *personal.export, *personal.beside, *personal.erase]}


def test_every_model_that_points_to_a_person_says_how_it_is_handed_out_and_erased():
    declared = own_data.declarations()
    silent = {}
    for model in apps.get_models():
        told = mentioned(declared[model]) if model in declared else set()
        if missing := set(columns_about_people(model)) - told:
            silent[model._meta.label] = missing

    assert silent == {}


def test_what_is_declared_exists():
    for model, personal in own_data.declarations().items():
        columns = {field.name for field in model._meta.get_fields()}
        assert personal.keep in TERMS
        assert personal.erase == ROW or set(personal.erase) <= columns, model
        assert set(personal.beside) <= columns, model
        assert bool(personal.own) == bool(personal.export) == bool(personal.title), model
        for name in {path.split("__")[0] for path in personal.export}:
            assert hasattr(model, name), (model, name)


def test_no_two_kinds_have_the_same_file():
    names = [part.filename for part in own_data.parts(MemberFactory())]

    assert len(names) == len(set(names))


WORDS = "MINE", "STRANGER"


@pytest.fixture
def member():
    """A worker of whom every kind of row is kept, beside another one; each writes a word of their own everywhere."""
    for word in WORDS:
        placement = a_confirmed_placement(starts_in=-3, motivation=word, word_to_maya=word)
        Member.objects.filter(pk=placement.worker_id).update(last_name=word, language="en")
        visited(Placement.objects.get(pk=placement.pk), word)
    return Member.objects.get(last_name="MINE")


def visited(placement, word):
    """An immersion from the question before it to what was asked back after it."""
    worker, host = placement.worker, placement.host.leading().first()
    placement.host_lead = host
    OfferQuestion.objects.create(offer=placement.offer, member=worker, text=word)
    placement.events.create(name="send", after="requested", party="worker", by=worker, note=word)
    placement.messages.create(author=worker, party="worker", text=word)
    for party in ("host", "worker"):
        sign(placement, party)
    placement.refresh_from_db()
    placement.decide_late(by=MemberFactory(is_coordinator=True), is_allowed=True)
    placement.attend(by=host)
    certificate = Certificate.issue(placement, by=host)
    for number, of in enumerate(({"certificate": certificate}, {"wording": placement.agreement.wording()})):
        Document.keep(word.encode(), filename=f"{word}-{number}.pdf", language="fr", **of)
    ask_feedback()
    sheet = write(Sheet.for_(placement, "end", "worker"), {"W12": word})
    sheet.ask_back(by=MemberFactory(is_coordinator=True), text=word)
    hosts = Sheet.for_(placement, "end", "host")
    write(hosts, {hosts.questionnaire.questions.filter(kind="TXT").first().code: "STRANGER"})
    known(worker, placement, word)
    wished(worker, placement, word)
    before(worker, placement)


def before(worker, placement):
    """What it keeps of an immersion from before the platform."""
    days = {"first_day": "2025-03-04", "last_day": "2025-03-05", "dates": ["2025-03-04", "2025-03-05"], "minutes": 912}
    sides = {"programme": placement.programme, "host": placement.host, "sender": placement.sender}
    PastImmersion.keep([PastImmersion(worker=worker, **sides, **days)])


def wished(worker, placement, word):
    """What it keeps about what somebody looks for."""
    offer = placement.offer
    wish = Wish.write(by=worker, organisation=placement.sender, worker=worker, sentence=word, words=word)
    wish.hits.create(offer=offer)
    proposal, facts = Proposal.objects.create(by=worker), {"facts": {}, "points": 1, "month": today()}
    proposal.matches.create(wish=wish, offer=offer, sentence=word, sent_at=timezone.now(), **facts)
    WishInvitation.objects.create(wish=wish, offer=offer, by=placement.host_lead, sentence=word, shows_until=today())
    Favourite.keep(worker, offer)
    Shown.show(offer, by=worker, to=MemberFactory(of=placement.sender), sentence=word)


def known(worker, placement, word):
    """What the platform keeps about an account."""
    Agreement.objects.filter(placement=placement).update(signer=worker)
    type(placement.offer).objects.filter(pk=placement.offer_id).update(contact=worker)
    promise = {"text": CommitmentText.latest_version(), "member": worker, "language": "fr"}
    placement.sender.commitments.create(**promise)
    placement.sender.events.create(name="correct", before="applied", after="applied", by=worker, note=word)
    Invitation.invite(placement.sender, email=worker.email.upper(), language="fr")
    Review.objects.create(text="privacy", version=worker.pk, reviewed_by=word, reviewed_on=today(), noted_by=worker)
    RuleChange.objects.create(programme=placement.programme, name="notice_days", before=10, after=12, by=worker)
    CallBack.ask(worker, phone="02 123 45 67", when="any", sentence=word)
    Intake.objects.create(name=word, content=word.encode(), by=worker)
    remind("desk/nudge", key=word, to=worker, sentence=word, url="/")
    Authenticator.objects.create(user=worker, type=Authenticator.Type.TOTP, data={"secret": "SECRET"})
    UserSession.objects.create(user=worker, ip="192.0.2.7", user_agent=word, session_key=word)


def unpacked(content):
    with ZipFile(BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_every_kind_of_row_is_in_the_file(member):
    files = unpacked(own_data.archive(member))

    kinds = {part.filename for part in own_data.parts(member)}
    assert {name for name in files if name.endswith(".json")} == kinds
    assert len(kinds) == len([one for one in own_data.declarations().values() if one.own])
    assert "your-profile.json: Your profile. Kept: until 24 months" in files["read-me.txt"].decode()


def test_nothing_of_anybody_else_is_in_the_file(member):
    text = b"".join(unpacked(own_data.archive(member)).values()).decode()

    assert "MINE" in text
    assert [word for word in ("STRANGER", "SECRET", "token_hash") if word in text] == []


def test_the_papers_are_the_own_ones_as_they_were_kept(member):
    papers = {name: content for name, content in unpacked(own_data.archive(member)).items() if name.startswith("pdf/")}

    assert papers == {"pdf/MINE-0.pdf": b"MINE", "pdf/MINE-1.pdf": b"MINE"}


def test_the_answers_are_the_own_ones_in_words(member):
    answers = json.loads(unpacked(own_data.archive(member))["your-answers.json"])

    assert [row["text"] for row in answers] == ["MINE"]


def test_it_is_handed_out_after_a_fresh_sign_in_alone(client, member):
    client.force_login(member)
    page = reverse("members:my_data")
    assert client.post(page).url.startswith(reverse("account_fresh"))

    answer = signed_in(member).post(page)

    assert answer["Content-Disposition"] == 'attachment; filename="my-data.zip"'
    assert "your-profile.json" in unpacked(answer.content)


def test_the_page_says_what_is_kept_and_how_long(member):
    page = signed_in(member).get(reverse("members:my_data")).content.decode()

    assert "Your immersions" in page
    assert "10 years, or until you ask us to remove it" in page
