"""Rows that every page can be opened on: the demo world, and one worker's immersions at one host in every state.

Words that begin with "zq" stand where somebody wrote something; who may read which is said in `test_permissions`.
"""

import datetime as dt
import io
from types import SimpleNamespace

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData
from PIL import Image

from agreements import tasks as paper_work
from agreements.models import Agreement, Certificate, Document
from agreements.texts import fingerprint
from catalogue import pictures
from catalogue.models import OfferQuestion, Photo
from exchange.intake.models import Intake
from exchange.matching.looking import look
from exchange.matching.models import Proposal, Wish, WishInvitation
from exchange.members.models import CallBack, Invitation, Member, Organisation
from exchange.notifications.models import Link, OutboxMail
from exchange.placements.states import Party
from exchange.programmes.texts import Texts
from exchange.questionnaires.models import Sheet
from exchange.questionnaires.tasks import ask_feedback
from tests.factories import MemberFactory, MembershipFactory, OfferFactory, PlacementFactory, term
from tests.walks import addresses
from tests.walks.entering import signed_in

DAY = dt.timedelta(days=1)
SIGNED = ("ready", "over", "completed", "no_show", "begun")  # these get there by the verbs
OUTLINES = {
    Party.WORKER: {"A1": "zqshared", "A2": "zqprivate"},
    Party.HOST: {"B1": "zqhouse"},
    Party.SENDER: {"C1": "zqteam"},
}


def person(name):
    return Member.objects.get(email=f"{name}@example.org")


def scene():
    """Everything on top of the demo world; the answer names who is who and which row is for what."""
    cast = SimpleNamespace(worker=person("lea.timonier"), other=person("anouk.pelote"), maya=person("els.vlinderslag"))
    cast.sender = cast.worker.organisations().get()
    cast.host = Organisation.objects.get(name__nl="De Stille Waaier vzw")
    cast.people = everybody(cast)
    cast.people["applicant"].memberships.get().organisation.ask_correction(by=cast.maya, note="zqcorrection")
    cast.offer = offer(cast)
    cast.photo = photo(cast)
    cast.placements = placements(cast)
    cast.wish_invitation = wished(cast)
    cast.match, cast.employer_match = proposed(cast)
    cast.links = links(cast)
    cast.question = OfferQuestion.put(cast.offer, cast.worker, "zqasked")
    cast.call = CallBack.ask(cast.worker, phone="0470 99 11 22", when="noon", sentence="zqcall")
    cast.colleague = without_mail(cast)
    cast.mail = OutboxMail.objects.exclude(calendar="").latest("pk")
    cast.intake = Intake.objects.create(name="zqtable.csv", content=b"Nom;CP\nZqlac;1090\n", by=cast.maya)
    cast.rows = addresses.rows(cast)
    return cast


def browsers(cast):
    """Everybody with a fresh sign-in. Made anew wherever the scene is put back: freshness lasts five minutes."""
    return {role: signed_in(member) for role, member in cast.people.items()} | {"anonymous": signed_in()}


def everybody(cast):
    """The roles of the matrix; a former member once led both sides."""
    former = MemberFactory(first_name="Zqformer", reference=cast.host)
    MembershipFactory(member=former, organisation=cast.sender, is_reference=True)
    for membership in former.memberships.all():
        membership.end(by=former)
    Member.objects.filter(pk=cast.worker.pk).update(phone="0470 99 11 22")
    cast.passkey = second_steps(cast.maya)
    return {
        "other": cast.other,
        "former": former,
        "worker": cast.worker,
        "host": cast.host.reference_person(),
        "sender": cast.sender.reference_person(),
        "approver": cast.sender.approvers().first(),
        "maya": cast.maya,
        "applicant": person("pauline.quadrant"),
    }


def second_steps(member):
    """An app, recovery codes and a passkey; returns the passkey."""
    TOTP.activate(member, generate_totp_secret())
    RecoveryCodes.activate(member)
    return Authenticator.objects.create(user=member, type=Authenticator.Type.WEBAUTHN, data=passkey())


def passkey():
    """What a browser sends when it has made a passkey."""
    point = ec.generate_private_key(ec.SECP256R1()).public_key()
    key = AttestedCredentialData.create(Aaguid.NONE, b"zq", ES256.from_cryptography_key(point))
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    proof = AttestationObject.create("none", AuthenticatorData.create(b"0" * 32, flags, 0, key), {})
    client = CollectedClientData.create("webauthn.create", b"zq", "https://vlinder.example")
    answer = {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(proof)}
    return {
        "name": "Zq",
        "credential": {
            "id": websafe_encode(b"zq"),
            "rawId": websafe_encode(b"zq"),
            "response": answer,
            "type": "public-key",
        },
    }


def without_mail(cast):
    """The membership of a colleague for whom the reference person acts."""
    colleague = MemberFactory(first_name="Zqcolleague", has_mail=False, verified=False)
    return MembershipFactory(member=colleague, organisation=cast.sender)


def offer(cast):
    """An offer of the host that nobody of the demo world has asked for."""
    title = Texts(fr="zqoffer en français", nl="zqoffer in het Nederlands", en="zqoffer in English")
    return OfferFactory(organisation=cast.host, title=title, contact=cast.people["host"], notice_days=0)


def photo(cast):
    """The picture of that offer."""
    file = io.BytesIO()
    Image.new("RGB", (400, 300), "teal").save(file, "PNG")
    return Photo.keep(cast.offer, cast.people["host"], {"nl": "De keuken"}, pictures.read(file.getvalue()))


def wished(cast):
    """What the worker looks for, found at the host, who invites."""
    values = {"sentence": "zqwish", "words": "zqoffer", "months": [3]}
    wish = Wish.write(by=cast.worker, organisation=cast.sender, worker=cast.worker, **values)
    look(wish)
    invitation, _is_new = WishInvitation.invite(wish, cast.offer, by=cast.people["host"], sentence="zqinvites")
    return invitation


def proposed(cast):
    """A match that waits for worker and host, and one of the team that waits for its employer; both were sent."""
    mine = Wish.write(by=cast.worker, organisation=cast.sender, worker=cast.worker, sentence="zqmatched")
    team = Wish.write(by=cast.people["sender"], organisation=cast.sender, sentence="zqgroup")
    proposal = Proposal.objects.create(by=cast.maya, state="done", standing="best", wishes=2)
    facts = {"crosses": True, "hosted": 0, "minutes": 20}
    found = []
    for wish, days in ((mine, 40), (team, 71)):  # apart: the place takes one visitor at a time
        month = (timezone.localdate().replace(day=1) + days * DAY).replace(day=1)
        choices = [{"offer": cast.offer.pk, "month": month.isoformat(), "points": 40, "facts": facts}]
        values = {"offer": cast.offer, "month": month, "points": 40, "facts": facts, "choices": choices}
        found.append(proposal.matches.create(wish=wish, sentence="zqproposes", **values))
    for match in found:
        match.send()
    found[1].accept(by=cast.people["sender"])
    return found


def placements(cast):
    first = timezone.localdate()
    states = {"requested": 60, "confirmed": 70, "ready": 80, "over": -4, "completed": -8, "no_show": -3, "expired": 90}
    states["begun"] = -1
    made = {}
    for number, (name, day) in enumerate(states.items()):
        state = "confirmed" if name in SIGNED else name
        dates = [first + day * DAY, first + (1 if name == "begun" else day + 1) * DAY]
        made[name] = asked(cast, f"2099-{number:03d}", state, dates)
    for name in SIGNED:
        sign(cast, made[name])
    made["no_show"].mark_absent(by=cast.people["host"])
    finish(cast, made["completed"])
    write_outlines(made["ready"])
    days = [day.as_value() for day in made["requested"].days.all()]
    made["confirmed"].propose_change(by=cast.people["host"], days=days)
    return made


def asked(cast, number, state, dates):
    words = {"motivation": "zqmotivation", "own_goal": "zqgoal", "word_to_maya": "zqword", "consent_rule": "each"}
    columns = (
        {} if state == "requested" else {"consent_at": timezone.now(), "consent_name": "Zq", "consent_function": "Zq"}
    )
    placement = PlacementFactory(
        number=number,
        offer=cast.offer,
        sender=cast.sender,
        worker=cast.worker,
        state=state,
        days=dates,
        **words,
        **columns,
    )
    placement.messages.create(author=cast.worker, party=Party.WORKER, text="zqmessage")
    return placement


def sign(cast, placement):
    agreement = Agreement.of(placement)
    for party, by in ((Party.HOST, cast.people["host"]), (Party.WORKER, cast.worker)):
        agreement.sign(
            party=party, by=by, member=by, name=by.name, capacity=by.function_text, address="192.0.2.7",
            read=fingerprint(agreement.text_now()),
        )  # fmt: skip
    placement.refresh_from_db()


def finish(cast, placement):
    """Attended, certified although signed after the start, told about, read."""
    placement.decide_late(by=cast.maya, is_allowed=True)
    placement.attend(by=cast.people["host"])
    Certificate.issue(placement, by=cast.people["host"])
    paper_work.make_agreement(placement.agreement.wordings.get().pk)
    paper_work.make_certificate(placement.certificates.get().pk)
    ask_feedback()
    for sheet in Sheet.objects.filter(placement=placement, questionnaire__moment="end"):
        question = sheet.questionnaire.questions.filter(kind="long").first() or sheet.questionnaire.questions.last()
        sheet.answer(question, "zqtold" if sheet.party == Party.WORKER else "zqjudged")
    told = Sheet.objects.get(placement=placement, questionnaire__moment="end", questionnaire__party=Party.WORKER)
    told.finish(sentence="zqsentence")
    told.keep_note("zqnote")
    told.ask_back(by=cast.maya, text="zqquestion")


def write_outlines(placement):
    for party, answers in OUTLINES.items():
        sheet = Sheet.for_(placement, "preparation", party)
        for code, words in answers.items():
            sheet.answer(sheet.question(code), words)


def links(cast):
    """A token for each personal link."""
    requested, confirmed, completed = (cast.placements[name] for name in ("requested", "confirmed", "completed"))
    Agreement.of(confirmed).name_signer(by=cast.people["host"], name="Zqsigner", function="Zq", mail="zq@example.org")
    sheets = {sheet.party: sheet for sheet in completed.sheets.filter(questionnaire__moment="end")}
    cast.question_back = sheets[Party.WORKER].asked_back.get()
    cast.invitation = Invitation.invite(
        cast.sender, by=cast.people["sender"], email="zqguest@example.org", language="fr"
    )
    about = {
        "match": (cast.employer_match.about, cast.people["approver"]),
        "wish": (cast.wish_invitation.wish.about, cast.worker),
        "offer_true": (f"offer:{doubted(cast).pk}", cast.people["host"]),
        "consent": (requested.about, cast.people["approver"]),
        "sign": (confirmed.about, None),
        "feedback": (sheets[Party.HOST].about, cast.people["host"]),
        "reply": (cast.question_back.about, cast.worker),
        "invitation": (cast.invitation.about, None),
        "application": (f"organisation:{unconfirmed().pk}", cast.other),
        "agreement_copy": (
            f"wording:{Document.objects.filter(wording__agreement__placement=completed).get().wording_id}",
            cast.other,
        ),
    }
    mails = {"sign": "zq@example.org", "invitation": cast.invitation.email}
    return {purpose: link(purpose, row, member, mails.get(purpose)) for purpose, (row, member) in about.items()}


def doubted(cast):
    """An offer of which its host is asked whether it is still true."""
    offer = OfferFactory(organisation=cast.host, contact=cast.people["host"])
    offer.ask_whether_true()
    return offer


def link(purpose, about, member, mail):
    until = timezone.now() + 20 * DAY
    return Link.issue(purpose, about=about, address=mail or member.email, member=member, expires_at=until)[1]


def unconfirmed():
    """An organisation whose address was not confirmed yet."""
    sector, structure = term("sector", "MH"), term("structure", "MOB")
    return Organisation.objects.create(
        name=Texts(fr="Zqapplicant"), sector=sector, structure=structure, postcode="1030"
    )
