"""The pages of an agreement, as worker, host, sender and strangers open them."""

import re
import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements import tasks
from agreements.models import Agreement, Document
from exchange.members import fresh
from exchange.notifications.models import OutboxMail
from exchange.placements.states import Party
from tests.factories import MemberFactory

from .signing import a_confirmed_placement, a_signed_placement, sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def enter(client):
    """A function that signs somebody in, freshly or long ago."""

    def enter(member, *, is_fresh=True):
        client.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        at = time.time() if is_fresh else time.time() - fresh.SECONDS - 1
        session["account_authentication_methods_user"] = str(member.pk)
        session["account_authentication_methods"] = [{"method": "code", "at": at}]
        session.save()
        return client

    return enter


def page(placement, name="agreement"):
    return reverse(f"agreements:{name}", args=[placement.number])


def read_by(client, placement):
    return re.search(r'name="read" value="([0-9a-f]{64})"', client.get(page(placement)).content.decode()).group(1)


def send(client, placement, name="Lena Dubois", **values):
    values = {"name": name, "accept": "on", "read": read_by(client, placement), **values}
    return client.post(page(placement), {key: value for key, value in values.items() if value is not None})


def test_the_worker_reads_and_signs(enter):
    placement = a_confirmed_placement()
    sign(placement, Party.HOST)

    answer = send(enter(placement.worker), placement, name="lena  DUBOIS")

    assert answer.status_code == 302
    placement.refresh_from_db()
    assert placement.state == "ready"
    kept = placement.agreement.signatures.get(party="worker")
    assert (kept.name, kept.capacity, kept.address) == ("Lena Dubois", "éducateur·rice", "127.0.0.1")
    assert "professionnel" in kept.accepted


@pytest.mark.parametrize("values, said", [({"name": "Tom Maes"}, "Lena Dubois"), ({"accept": None}, "Cochez")])
def test_another_name_or_no_tick_is_refused_and_what_was_typed_stays(enter, values, said):
    placement = a_confirmed_placement()

    answer = send(enter(placement.worker), placement, **values)

    assert said in answer.content.decode()
    assert f'value="{values.get("name", "Lena Dubois")}"' in answer.content.decode()
    assert placement.agreement.signatures.count() == 0


def test_who_signed_in_long_ago_proves_it_again_and_finds_the_name_as_typed(enter):
    placement = a_confirmed_placement()
    client = enter(placement.worker, is_fresh=False)

    answer = send(client, placement)

    assert answer.url.startswith(reverse("account_fresh"))
    assert placement.agreement.signatures.count() == 0
    assert 'value="Lena Dubois"' in client.get(page(placement)).content.decode()


def test_only_whose_turn_it_is_sees_the_box_to_sign(enter):
    placement = a_confirmed_placement()

    seen = {
        who.first_name: 'id="sign"' in enter(who).get(page(placement)).content.decode()
        for who in (placement.worker, placement.host_lead, placement.sender_lead)
    }

    assert seen == {"Lena": True, "Karim": True, "Nadia": False}


def test_the_plain_sentences_speak_to_each_reader_in_the_readers_language(enter):
    placement = a_confirmed_placement()

    assert "Vous passez 15" in enter(placement.worker).get(page(placement)).content.decode()
    placement.host_lead.language = "nl"
    placement.host_lead.save()
    assert "Jullie ontvangen Lena Dubois" in enter(placement.host_lead).get(page(placement)).content.decode()


def test_a_translation_says_that_it_is_not_signed_and_has_no_box(enter):
    placement = a_confirmed_placement()

    text = enter(placement.worker).get(page(placement), {"text": "en"}).content.decode()

    assert "Only the French text is signed." in text
    assert 'id="sign"' not in text


@pytest.mark.parametrize("name", ["agreement", "agreement_pdf", "agreement_paper", "agreement_signer"])
def test_a_stranger_finds_nothing(enter, name):
    placement = a_confirmed_placement()

    assert enter(MemberFactory()).get(page(placement, name)).status_code == 404


def test_what_is_missing_is_said_with_who_can_fill_it(enter):
    placement = a_confirmed_placement()
    placement.host.memberships.update(is_reference=False, is_deputy=True)

    for who, said in ((placement.worker, "Les Tilleuls"), (placement.host_lead, "/people/")):
        answer = enter(who).get(page(placement))
        assert (answer.status_code, said in answer.content.decode()) == (200, True)


def test_before_all_have_signed_the_pdf_is_a_draft_then_the_paper_itself(enter):
    placement = a_confirmed_placement()
    draft = enter(placement.worker).get(page(placement, "agreement_pdf"))
    assert "projet.pdf" in draft["Content-Disposition"]
    sign(placement, Party.HOST)
    sign(placement, Party.WORKER)
    tasks.make_missing()

    for who in (placement.worker, placement.host_lead, placement.sender_lead):
        assert enter(who).get(page(placement, "agreement_pdf")).content == bytes(Document.objects.get().content)


def test_the_language_is_changed_by_one_button_until_somebody_signs(enter):
    placement = a_confirmed_placement()
    client = enter(placement.worker)
    client.get(page(placement))

    client.post(page(placement, "agreement_language"), {"language": "nl"})
    placement.refresh_from_db()
    assert placement.agreement_language == "nl"
    assert client.post(page(placement, "agreement_language"), {"language": "en"}).status_code == 404


def test_who_must_sign_is_mailed_once_in_24_hours(enter):
    placement = a_confirmed_placement()
    Agreement.of(placement)
    client = enter(placement.worker)

    for _time in range(2):
        client.post(page(placement, "agreement_resend"))

    told = OutboxMail.objects.filter(name="agreements/sign").values_list("to", flat=True)
    assert sorted(told) == sorted([placement.host_lead.email, placement.worker.email])
    assert "Le dernier mail est parti le" in client.get(page(placement)).content.decode()


def test_ink_is_noted_by_the_reference_person_of_a_worker_without_account(enter):
    placement = a_confirmed_placement()
    placement.worker.has_mail = False
    placement.worker.save()
    client = enter(placement.sender_lead)
    assert "Faites signer Lena Dubois sur papier" in client.get(page(placement)).content.decode()

    assert client.post(page(placement, "agreement_paper"), {"print": "1"})["Content-Type"] == "application/pdf"
    day = timezone.localdate().isoformat()
    client.post(page(placement, "agreement_paper"), {"side": "worker", "date": day, "seen": "on"})

    kept = placement.agreement.signatures.get()
    assert (kept.party, kept.name, kept.paper_date.isoformat()) == ("worker", "Lena Dubois", day)
    assert kept.recorded_by == placement.sender_lead


@pytest.mark.parametrize("days", [-1, 1])
def test_ink_is_neither_older_than_the_printed_words_nor_still_to_come(enter, days):
    placement = a_confirmed_placement()
    client = enter(placement.host_lead)
    client.post(page(placement, "agreement_paper"), {"print": "1"})
    day = (timezone.localdate() + timedelta(days=days)).isoformat()

    answer = client.post(page(placement, "agreement_paper"), {"side": "host", "date": day, "seen": "on"})

    assert list(answer.context["form"].errors) == ["date"]
    assert not placement.agreement.signatures.exists()


def test_nobody_notes_the_ink_of_the_other_side(enter):
    placement = a_confirmed_placement()
    client = enter(placement.sender_lead)
    client.post(page(placement, "agreement_paper"), {"print": "1"})
    values = {"side": "host", "date": timezone.localdate().isoformat(), "seen": "on"}

    assert client.post(page(placement, "agreement_paper"), values).status_code == 403
    assert placement.agreement.signatures.count() == 0


def test_a_cancelled_agreement_is_kept_and_says_that_it_holds_no_more(enter):
    placement = a_signed_placement()
    placement.cancel(by=placement.worker, reason="dates")

    assert "annulée" in enter(placement.worker).get(page(placement)).content.decode()


def test_who_leads_the_host_is_asked_for_the_enterprise_number_before_the_first_signature(enter):
    placement = a_confirmed_placement()
    field = f"/organisation/{placement.host.pk}/edit/#id_enterprise_number"

    assert field in enter(placement.host_lead).get(page(placement)).content.decode()
    assert field not in enter(placement.worker).get(page(placement)).content.decode()
    sign(placement, Party.WORKER)
    assert field not in enter(placement.host_lead).get(page(placement)).content.decode()


def test_nobody_is_asked_for_an_enterprise_number_that_is_there(enter):
    placement = a_confirmed_placement()
    placement.host.enterprise_number = "0123456749"
    placement.host.save()

    text = enter(placement.host_lead).get(page(placement)).content.decode()

    assert "id_enterprise_number" not in text
    assert "0123.456.749" in text


@pytest.mark.parametrize("language, told", [("fr", []), ("nl", ["?text=nl"]), ("en", ["?text=en"])])
def test_who_reads_another_language_finds_the_own_one_above_the_text(enter, language, told):
    placement = a_confirmed_placement()
    placement.worker.language = language
    placement.worker.save()

    html = enter(placement.worker).get(page(placement)).content.decode()

    (head,) = re.findall(r'<article class="doc" lang="fr">(.*?)<h2', html, re.DOTALL)
    assert re.findall('<a href="(.*?)"', head) == told
