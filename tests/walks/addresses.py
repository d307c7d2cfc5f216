"""Every address of the platform, from the resolver, and the row of the scene on which each is opened."""

from django.urls import get_resolver, reverse

from exchange.programmes.models import Term, Twin

URLS = "tests.demo.urls"  # those of the demo world included
# The state a page is opened in, for the pages about one immersion; the others are opened on the signed one.
STATES = {
    "requested": "answer dates withdraw consent message boss_sheet boss_sheet_pdf print",
    "confirmed": "change agree_change keep_dates postpone "
    "agreement agreement_language agreement_signer agreement_resend agreement_paper",
    "begun": "end_early",
    "over": "absent attendance late remind by_phone",
    "completed": "end sentence certificate agreement_pdf",
    "no_show": "contest settle",
    "expired": "reopen",
}
STATE_OF = {name: state for state, names in STATES.items() for name in names.split()}
# Whom a page is about besides an immersion.
OTHERS = {
    "notifications:detail": {"name": "placements/confirm"},
    "desk:column": {"key": "answer"},
    "desk:list": {"kind": "structure"},
    "desk:legal_text": {"kind": "privacy"},
    "certificate_pdf": {"language": "nl"},
    "catalogue:offer_reopen": {"period": 1},
    **{name: {"kind": "people"} for name in ("template_csv", "template_xlsx", "export_csv", "export_xlsx")},
}


def patterns(resolver=None, space=""):
    """Pairs of the full name of each address and its converters, in the order of the URL configuration."""
    for pattern in (resolver or get_resolver(URLS)).url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from patterns(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name}", list(pattern.pattern.regex.groupindex)


def names():
    return [name for name, _arguments in patterns()]


def address(cast, name):
    return reverse(name, urlconf=URLS, kwargs=cast.rows.get(name))


def rows(cast):
    """The arguments of every address that has some."""
    return {name: arguments(cast, name, wanted) for name, wanted in patterns() if wanted}


def arguments(cast, name, wanted):
    given = {"number": number_of(cast, name), "token": token_of(cast, name), "pk": pk_of(cast, name)}
    given |= {"photo": cast.photo.name, "task": "attendance", "verb": "pause"}
    given |= {"code": cast.placements["completed"].certificates.get().shown_code}
    given |= OTHERS.get(name, {}) | OTHERS.get(name.rpartition(":")[2], {})
    return {key: given[key] for key in wanted}


def number_of(cast, name):
    short = name.rpartition(":")[2]
    if short.startswith("certificate_"):
        return cast.placements["completed"].certificates.get().number
    return cast.placements[STATE_OF.get(short, "ready")].number


def token_of(cast, name):
    purposes = {
        "application_confirm": "application", "invitation": "invitation", "consent_link": "consent",
        "wish_stop_link": "wish", "true_link": "offer_true", "feedback": "feedback", "reply": "reply",
        "sign_link": "sign", "agreement_copy": "agreement_copy", "match_employer": "match",
    }  # fmt: skip
    return cast.links.get(purposes.get(name.rpartition(":")[2]), "no-such-token")


def pk_of(cast, name):
    space, _, short = name.rpartition(":")
    if space == "catalogue" and short != "organisation":
        return cast.question.pk if short == "question_answer" else cast.offer.pk
    if short in {"ask", "declare", "show", "favourite"}:
        return cast.offer.pk
    if short in {"match", "match_edit", "proposal"}:
        return cast.match.proposal_id if short == "proposal" else cast.match.pk
    if space == "matching":
        return cast.wish_invitation.pk if short == "invitation" else cast.wish_invitation.wish_id
    if short == "application":
        return cast.people["applicant"].memberships.get().organisation_id
    return ROWS.get(short, lambda cast: cast.sender.pk)(cast)


ROWS = {
    "mfa_remove_webauthn": lambda cast: cast.passkey.pk,
    "mfa_edit_webauthn": lambda cast: cast.passkey.pk,
    "organisation": lambda cast: cast.host.pk,
    "intake": lambda cast: cast.intake.pk,
    "invitation_resend": lambda cast: cast.invitation.pk,
    "invitation_withdraw": lambda cast: cast.invitation.pk,
    "member_edit": lambda cast: cast.colleague.pk,
    "roles": lambda cast: cast.worker.memberships.get().pk,
    "leave": lambda cast: cast.worker.memberships.get().pk,
    "agree_change": lambda cast: cast.placements["confirmed"].date_sets.get().pk,
    "keep_dates": lambda cast: cast.placements["confirmed"].date_sets.get().pk,
    "asked_back": lambda cast: cast.question_back.pk,
    "answer": lambda cast: cast.question_back.sheet_id,
    "said": lambda cast: cast.host.pk,
    "call": lambda cast: cast.call.pk,
    "term": lambda cast: Term.objects.of("structure").first().pk,
    "offer_hide": lambda cast: cast.offer.pk,
    "twin": lambda cast: Twin.objects.first().pk,
    "twin_remove": lambda cast: Twin.objects.first().pk,
    "staff_leave": lambda cast: cast.maya.pk,
    "enter": lambda cast: cast.worker.pk,
    "letter": lambda cast: cast.mail.pk,
    "again": lambda cast: cast.mail.pk,
    "mail": lambda cast: cast.mail.pk,
    "calendar": lambda cast: cast.mail.pk,
}
