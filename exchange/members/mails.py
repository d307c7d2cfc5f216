"""Who hears of what happens to an organisation and its people. One mail a verb; it bears the verb's name."""

from datetime import timedelta
from functools import partial
from secrets import token_hex

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.notifications.models import Link
from exchange.notifications.outbox import Reader, absolute, declare, forget, head, post, remind
from exchange.programmes.models import Programme

APPLICANT, LEADING, MAYA = _("Whoever applied"), _("Reference person and deputy"), _("Maya")
PERSON = _("The person concerned")

KINDS = {
    "apply": (APPLICANT, _("An organisation applies with a new address")),
    "apply_known": (APPLICANT, _("An organisation applies with an address that has an account")),
    "confirm_mail": (APPLICANT, _("The address is confirmed, the application waits for Maya")),
    "to_welcome": (MAYA, _("An application waits, new or corrected")),
    "ask_correction": (APPLICANT, _("Maya asks to correct an application")),
    "welcome": (APPLICANT, _("Maya welcomes an organisation")),
    "decline": (APPLICANT, _("Maya declines an application")),
    "pause": (LEADING, _("Maya pauses an organisation")),
    "resume": (LEADING, _("The pause of an organisation ends")),
    "leave": (LEADING, _("An organisation leaves")),
    "leave_maya": (MAYA, _("An organisation leaves")),
    "invite": (PERSON, _("Somebody is invited by a reference person")),
    "join": (PERSON, _("Somebody typed the code of an organisation")),
    "end": (PERSON, _("Somebody leaves an organisation")),
    "no_reference": (_("The organisation’s general address, and Maya"), _("The last reference person leaves")),
    "call_back": (MAYA, _("Somebody asks Maya to call back")),
    "sign_in": (PERSON, _("A code is asked to sign in")),
    "sign_in_unknown": (_("An address without an account"), _("A code is asked to sign in")),
    "fresh": (PERSON, _("A code is asked before an important step")),
    "new_address": (PERSON, _("A code is asked to confirm a new address")),
    "address_taken": (PERSON, _("Somebody gives an address that has an account")),
    "security": (PERSON, _("Address or second step of an account changes")),
    "staff": (_("All of Maya’s staff"), _("Somebody joins or leaves Maya’s staff")),
}
KEYS = {
    "apply", "apply_known", "invite", "join", "sign_in", "sign_in_unknown", "fresh", "new_address", "address_taken",
    "security", "staff",
}  # fmt: skip
for _name, (_reader, _trigger) in KINDS.items():
    declare(f"members/{_name}", reader=_reader, trigger=_trigger, essential=True, key=_name in KEYS)
FOR_MAYA = {"commit": "to_welcome", "confirm_mail": "to_welcome", "correct": "to_welcome", "leave": "leave_maya"}
declare("members/accept", reader=LEADING, trigger=_("Somebody joins the organisation"), essential=False)


declare(
    "members/remind_commitment",
    reader=LEADING,
    trigger=_("Halfway and at the end of the months of the commitment, nobody was hosted or nobody sent"),
    essential=False,
)
head("members/remind_commitment", _("Host or send a colleague: Maya gladly helps"), _("Have a look"))
head("members/to_welcome", _("An application waits for your answer"), _("Look at the application"))


def maya():
    """Maya as the reader of a mail: the common mailbox, in the language of who coordinates longest."""
    first = get_user_model().objects.filter(is_coordinator=True, is_active=True).order_by("pk").first()
    return Reader(settings.MAYA_MAIL, first.language if first else "fr", settings.MAYA_NAME)


def about(organisation):
    return f"organisation:{organisation.pk}"


def own_page(organisation):
    return absolute(reverse("members:organisation_one", args=[organisation.pk]))


def apply(organisation, member, *, is_known):
    """The link that confirms the address of an application."""
    expires_at = timezone.now() + timedelta(days=Programme.current().invitation_days)
    link, token = Link.issue(
        "application", about=about(organisation), address=member.email, expires_at=expires_at, member=member
    )
    name = "members/apply_known" if is_known else "members/apply"
    url = absolute(reverse("members:application_confirm", args=[token]))
    context = {"organisation": organisation, "action_url": url, "expires_at": expires_at}
    key = f"apply:{organisation.pk}:{link.pk}"
    post(name, key=key, to=member, context=context, about=about(organisation), urgent=True)


def announce(event):
    """Tell who must know of an event; the table says whom."""
    organisation = event.organisation
    forget(about(organisation), "members/to_welcome")
    context = {"organisation": organisation, "note": event.note, "action_url": own_page(organisation)}
    readers = {
        "confirm_mail": [organisation.applicant()],
        "ask_correction": [organisation.applicant()],
        "welcome": [organisation.applicant()],
        "decline": [organisation.applicant()],
        "pause": organisation.leading(),
        "resume": organisation.leading(),
        "leave": organisation.leading(),
    }
    for reader in readers.get(event.name, []):
        key = f"{event.name}:{event.pk}:{reader.pk}"
        post(f"members/{event.name}", key=key, to=reader, context=context, about=about(organisation))
    if name := FOR_MAYA.get(event.name):
        url = absolute(reverse("desk:organisation", args=[organisation.pk]))
        context |= {"action_url": url, "applicant": event.by, "by": event.by}
        key = f"{name.replace('_', '-')}:{event.pk}"
        post(f"members/{name}", key=key, to=maya(), context=context, about=about(organisation))


def still_waits(organisation, since):
    """A line in Maya's reminder mail, once for each time it became her turn."""
    remind(
        "members/to_welcome",
        key=f"to-welcome:{organisation.pk}:{since}",
        to=maya(),
        sentence=lambda: _("%(organisation)s waits for your answer.") % {"organisation": organisation},
        url=reverse("desk:organisation", args=[organisation.pk]),
        about=about(organisation),
    )


def rest(organisation):
    """Maya lets it rest: what waits is dropped at once, and what is due after the rest the next round writes again."""
    forget(about(organisation), "members/to_welcome", "members/remind_commitment")


def offer_help(organisation):
    """A line in the reminder mail of who answers for it, worded as an offer; returns the keys."""
    missing = (organisation.hosted == 0, organisation.sent == 0)
    sentences = {
        (True, True): _("%(organisation)s can host a first visitor or send a first colleague. Maya gladly helps."),
        (True, False): _(
            "%(organisation)s has sent, and can host now: two days are enough. Maya helps with the offer."
        ),
        (False, True): _("%(organisation)s has hosted, and a colleague may go now: these places are free."),
    }
    url = reverse("catalogue:own_offers" if missing == (True, False) else "catalogue:list")
    keys = []
    for number, reader in enumerate(organisation.readers_for_requests()):
        key = f"commitment:{organisation.pk}:{organisation.months}:{number}"
        words = partial(_filled, sentences[missing], organisation)
        remind("members/remind_commitment", key=key, to=reader, sentence=words, url=url, about=about(organisation))
        keys.append(key)
    return keys


def _filled(sentence, organisation):
    return str(sentence) % {"organisation": organisation}


def call_back(call):
    url = absolute(reverse("desk:call", args=[call.pk]))
    context = {"call": call, "action_url": url}
    post("members/call_back", key=f"call-back:{call.pk}", to=maya(), context=context, about=f"call:{call.pk}")


def invited(invitation, token):
    name = "members/invite" if invitation.invited_by else "members/join"
    context = {
        "organisation": invitation.organisation,
        "by": invitation.invited_by,
        "action_url": absolute(reverse("members:invitation", args=[token])),
        "expires_at": invitation.expires_at,
    }
    to = get_user_model().objects.known(invitation.email) or Reader(invitation.email, invitation.language)
    key = f"{name}:{invitation.pk}:{invitation.sent_at:%Y%m%d%H%M%S%f}"
    post(name, key=key, to=to, context=context, about=invitation.about)


def accepted(invitation, member):
    """The reference person hears who joined, so that a code in wrong hands is noticed."""
    organisation = invitation.organisation
    context = {"organisation": organisation, "person": member}
    context["action_url"] = absolute(reverse("members:people", args=[organisation.pk]))
    for leader in organisation.leading().exclude(pk=member.pk):
        key = f"accept:{invitation.pk}:{leader.pk}"
        post("members/accept", key=key, to=leader, context=context, about=about(organisation))


def ended(membership, by):
    organisation = membership.organisation
    context = {"organisation": organisation, "is_own_choice": by.pk == membership.member_id}
    if membership.member.has_mail:
        key, person = f"end:{membership.pk}", membership.member
        post("members/end", key=key, to=person, context=context, about=about(organisation))


def no_reference(organisation):
    """Domain.md 7.4, M19: it can't be stopped by its reader."""
    since = timezone.now()
    readers = [maya(), *(person.reader() for person in organisation.leading())]
    if organisation.mail:
        readers.append(Reader(organisation.mail, organisation.mail_language()))
    context = {"organisation": organisation, "action_url": own_page(organisation)}
    for reader in readers:
        key = f"no-reference:{organisation.pk}:{since:%Y%m%d%H%M%S}:{reader.email}"
        post("members/no_reference", key=key, to=reader, context=context, about=about(organisation))


def code(name, to, code):
    """A code: it goes first, and its words are wiped once sent."""
    post(f"members/{name}", key=f"{name}:{token_hex(8)}", to=to, context={"code": code}, urgent=True, secret=True)


def account(name, to, **context):
    """A word about somebody's account, in answer to what they did this minute."""
    post(f"members/{name}", key=f"{name}:{token_hex(8)}", to=to, context=context, urgent=True)


def staff(person, by, *, joins):
    """Everybody of the staff, and who joins or leaves, so that nobody slips in or is put out unseen."""
    context = {"person": person, "by": by, "joins": joins, "action_url": absolute(reverse("home"))}
    for reader in {person, *type(person).staff()}:
        post("members/staff", key=f"staff:{token_hex(8)}", to=reader, context=context, urgent=True)


def let_in(person):
    """The owner hears that an operator took the second step away; an intruder's victim notices."""
    account("security", person, news=_("The second step of your account was taken away, because you lost it."))
