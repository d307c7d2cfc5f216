"""Which words hold, who signs them, and what a change of the placement does to signatures given."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from agreements.models import Agreement, Template
from agreements.texts import BlankInAgreement, fingerprint
from exchange.notifications.models import Link, OutboxMail
from exchange.placements import turns
from exchange.placements.models import Placement
from exchange.placements.states import MoveRefused, Party
from exchange.programmes.texts import Texts
from tests.factories import MemberFactory, MembershipFactory, term
from tests.placements.going import values

from .signing import a_confirmed_placement, a_signed_placement, out_of_reach, rename, sign

pytestmark = pytest.mark.django_db


def mails(name):
    return list(OutboxMail.objects.filter(name=f"agreements/{name}").values_list("to", flat=True))


def words_of(text):
    return "".join(part for group in text["groups"] for clause in group["clauses"] for part, _own in clause["parts"])


def test_every_database_starts_with_the_template_of_the_file():
    assert [(row.version, row.review) for row in Template.objects.all()] == [(2, None)]


def test_the_last_signature_makes_the_placement_ready():
    placement = a_confirmed_placement()

    sign(placement, Party.HOST)
    assert placement.agreement.missing() == [Party.WORKER]
    sign(placement, Party.WORKER)

    placement.refresh_from_db()
    assert placement.state == "ready"
    assert placement.agreement.missing() == []


def test_a_signature_keeps_who_in_which_capacity_when_from_where_and_under_which_words():
    placement = a_confirmed_placement()

    signature = sign(placement, Party.WORKER, capacity="éducatrice")

    kept = placement.agreement.wordings.get()
    assert (signature.member, signature.name, signature.capacity) == (placement.worker, "Lena Dubois", "éducatrice")
    assert (signature.address, signature.text_sha256) == ("192.0.2.7", fingerprint(kept.content))


def test_the_host_signs_though_the_worker_is_out_of_reach_of_mail():
    placement = out_of_reach(a_confirmed_placement())

    sign(placement, Party.HOST)

    assert placement.agreement.missing() == [Party.WORKER]
    assert mails("sign") == []


def test_nobody_signs_twice():
    placement = a_confirmed_placement()
    sign(placement, Party.HOST)

    with pytest.raises(MoveRefused):
        sign(placement, Party.HOST)

    assert placement.agreement.signatures.count() == 1


def test_nobody_signs_words_that_changed_while_reading():
    placement = a_confirmed_placement()
    agreement = Agreement.of(placement)
    read = fingerprint(agreement.text_now())
    placement.offer.other_conditions = Texts(fr="Des chaussures fermées.")
    placement.offer.save()

    with pytest.raises(MoveRefused):
        agreement.sign(party=Party.WORKER, by=placement.worker, read=read, name="Lena Dubois", capacity="x")


def test_an_edited_offer_does_not_undo_a_signature():
    placement = a_confirmed_placement()
    sign(placement, Party.HOST)
    placement.offer.other_conditions = Texts(fr="Des chaussures fermées.")
    placement.offer.save()

    again = Agreement.of(placement)

    assert again.missing() == [Party.WORKER]
    assert "chaussures" not in words_of(again.text_now())


def test_other_dates_undo_the_signatures_and_the_text_has_the_new_ones():
    placement = a_confirmed_placement()
    sign(placement, Party.HOST)
    placement.propose_change(by=placement.host_lead, days=values(40, 41))
    placement.change_dates(by=placement.worker, date_set=placement.date_sets.get())

    assert Agreement.of(placement).missing() == [Party.HOST, Party.WORKER]


def test_a_postponed_placement_is_signed_anew_and_the_first_words_stay():
    placement = a_signed_placement()
    placement.postpone(by=placement.worker, reason="ill", days=values(60, 61))

    agreement = Agreement.of(placement)
    assert agreement.missing() == [Party.HOST, Party.WORKER]
    sign(placement, Party.WORKER)
    sign(placement, Party.HOST)

    placement.refresh_from_db()
    assert placement.state == "ready"
    assert agreement.wordings.count() == 2


@pytest.mark.parametrize(
    "role, spoken, expected",
    [("FR", "nl", "fr"), ("NL", "fr", "nl"), ("BI", "nl", "nl"), ("BI", "en", "fr"), ("", "nl", "nl")],
)
def test_the_agreement_is_in_the_language_both_share(role, spoken, expected):
    placement = a_confirmed_placement()
    placement.host.language_role = role
    placement.host.save()
    rename(placement.worker, "Lena", "Dubois", language=spoken)

    assert Agreement.of(placement).language == expected


def test_either_side_chooses_the_language_until_the_first_signature():
    placement = a_confirmed_placement()
    agreement = Agreement.of(placement)

    agreement.choose_language(by=placement.worker, language="nl")
    assert agreement.text_now()["title"] == "Inleefovereenkomst"
    sign(placement, Party.HOST)

    with pytest.raises(MoveRefused):
        agreement.choose_language(by=placement.worker, language="fr")
    with pytest.raises(PermissionDenied):
        agreement.choose_language(by=placement.sender_lead, language="fr")


@pytest.mark.parametrize("status", ["employee", "self_employed", "volunteer"])
@pytest.mark.parametrize("rule", ["each", "none"])
@pytest.mark.parametrize("language", ["fr", "nl"])
def test_no_blank_is_ever_in_the_text(status, rule, language):
    placement = a_confirmed_placement(status=status, consent_rule=rule, agreement_language=language)

    text = str(Agreement.of(placement).text_now())

    assert [sign for sign in ("{{", "}}", "None", " ,", "()") if sign in text] == []


def test_without_anyone_to_sign_for_the_host_the_text_says_what_is_missing():
    placement = a_confirmed_placement()
    placement.host.memberships.update(is_reference=False)

    with pytest.raises(BlankInAgreement) as blank:
        Agreement.of(placement).text_now()

    assert blank.value.name == "host_signatory"


def test_who_is_named_without_an_account_gets_a_link_and_the_worker_signs_again():
    placement = a_confirmed_placement()
    sign(placement, Party.WORKER)

    placement.agreement.name_signer(
        by=placement.host_lead, name="Philippe Renard", function="directeur", mail="direction@example.org"
    )

    agreement = Agreement.of(placement)
    assert "Philippe Renard, directeur" in words_of(agreement.text_now())
    assert agreement.missing() == [Party.HOST, Party.WORKER]
    assert "direction@example.org" in mails("sign")
    assert mails("sign_again") == [placement.worker.email]
    assert Link.objects.open().get(purpose="sign").address == "direction@example.org"


def test_only_the_host_says_who_signs_for_it():
    placement = a_confirmed_placement()

    with pytest.raises(PermissionDenied):
        Agreement.of(placement).name_signer(by=placement.worker, name="Eva", function="x", mail="e@example.org")


def test_a_signatory_who_left_is_replaced_and_the_worker_told():
    placement = a_confirmed_placement()
    sign(placement, Party.WORKER)
    placement.host.memberships.filter(member=placement.host_lead).update(is_reference=False)
    other = MemberFactory(reference=placement.host)

    agreement = Agreement.of(placement)
    agreement.check_signer()

    assert agreement.text_now()["signer"] == other.name
    assert mails("sign_again") == [placement.worker.email]


def test_a_mere_signatory_signs_for_the_host():
    placement = a_confirmed_placement()
    board = MemberFactory()
    MembershipFactory(member=board, organisation=placement.host, is_signatory=True)

    assert Agreement.of(placement).host_signer().name == board.name


def test_the_themes_and_the_employers_consent_stand_in_the_text():
    given = dt.datetime(2027, 1, 13, 9, tzinfo=dt.UTC)
    consent = {"consent_at": given, "consent_name": "Philippe Renard", "consent_function": "directeur"}
    placement = a_confirmed_placement(consent_rule="each", **consent)
    placement.offer.themes.add(term("theme", "T_DD"))

    words = words_of(Agreement.of(placement).text_now())
    assert "Thèmes : double diagnostic." in words.replace("\N{NO-BREAK SPACE}", " ")
    assert "Philippe Renard, directeur, le 13 janvier 2027" in words


def test_looking_who_must_sign_needs_no_query_once_the_rows_are_loaded(django_assert_num_queries):
    placement = a_confirmed_placement()
    sign(placement, Party.HOST)
    loaded = turns.with_turns(Placement.objects.filter(pk=placement.pk)).get()

    with django_assert_num_queries(0):
        assert loaded.agreement.missing() == [Party.WORKER]
