import pytest
from django.urls import reverse

from catalogue.models import OfferQuestion
from exchange.notifications.models import OutboxMail
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer():
    return OfferFactory()


@pytest.fixture
def host(offer):
    return MemberFactory(reference=offer.organisation, language="nl")


@pytest.fixture
def asker():
    return MemberFactory(of=OrganisationFactory(), language="fr")


def ask(client, offer, text="Is there a bicycle shed?"):
    return client.post(reverse("catalogue:offer_question", args=[offer.pk]), {"text": text})


def test_a_question_is_mailed_to_the_contact_and_the_reference_person(client, offer, host, asker):
    client.force_login(asker)

    ask(client, offer)

    mails = OutboxMail.objects.filter(name="catalogue/question")
    assert {mail.to for mail in mails} == {offer.contact.email, host.email}
    assert mails.get(to=host.email).subject == f"{asker.name} heeft een vraag over jullie aanbod"
    assert all("Is there a bicycle shed?" in mail.text for mail in mails)


def test_the_answer_is_mailed_to_who_asked_in_their_language(client, offer, host, asker):
    question = OfferQuestion.put(offer, asker, "Un vélo ?")
    client.force_login(host)

    client.post(reverse("catalogue:question_answer", args=[question.pk]), {"answer": "Ja, in de gang."})

    mail = OutboxMail.objects.get(name="catalogue/answer")
    assert (mail.to, mail.subject.split(":")[0].strip()) == (asker.email, "Une réponse à votre question")
    assert "Ja, in de gang." in mail.text


def test_of_two_who_answer_the_first_counts(offer, host, asker):
    question = OfferQuestion.put(offer, asker, "?")

    assert (question.give(host, "yes"), question.give(offer.contact, "no")) == (True, False)
    assert OfferQuestion.objects.get().answer == "yes"
    assert OutboxMail.objects.filter(name="catalogue/answer").count() == 1


def test_who_answers_second_is_told_and_finds_the_words_again(client, offer, host, asker):
    question = OfferQuestion.put(offer, asker, "?")
    question.give(offer.contact, "The first.")
    client.force_login(host)

    answer = client.post(reverse("catalogue:question_answer", args=[question.pk]), {"answer": "The second."})

    page = answer.content.decode()
    assert [str(message) for message in answer.context["messages"]] == ["Deze vraag is al beantwoord."]
    assert [words in page for words in ("The first.", "Je antwoord, niet verstuurd", "The second.", "<textarea")] == [
        True, True, True, False,
    ]  # fmt: skip
    assert OfferQuestion.objects.get().answer == "The first."


def test_question_and_answer_stand_on_the_page_of_the_two_alone(client, offer, host, asker):
    OfferQuestion.put(offer, asker, "Un vélo ?").give(host, "Dans le couloir.")
    seen = {}
    other = MemberFactory(of=OrganisationFactory())
    for name, person in (("asker", asker), ("host", host), ("other", other)):
        client.force_login(person)
        seen[name] = "Dans le couloir." in client.get(offer.get_absolute_url()).content.decode()

    assert seen == {"asker": True, "host": True, "other": False}


def test_who_asked_reads_the_question_and_does_not_answer_it(client, offer, asker):
    question = OfferQuestion.put(offer, asker, "?")
    client.force_login(asker)

    client.post(reverse("catalogue:question_answer", args=[question.pk]), {"answer": "myself"})

    assert OfferQuestion.objects.get().answered_at is None


@pytest.mark.parametrize("text, error", [
    ("", "Write your question."),
    ("85.07.30-033.28", "This looks like a national register number. Please take it out."),
])  # fmt: skip
def test_a_bad_question_is_not_sent(client, offer, text, error):
    client.force_login(MemberFactory(of=OrganisationFactory()))

    page = ask(client, offer, text)

    assert error in page.content.decode()
    assert OfferQuestion.objects.count() == 0


def test_a_question_about_a_hidden_offer_is_not_possible(client, offer, asker):
    type(offer).objects.update(state="hidden")
    client.force_login(asker)

    assert ask(client, offer).status_code == 404


def test_a_contact_who_has_left_gets_no_question(client, offer, host, asker):
    offer.contact.memberships.update(ended_at=offer.created_at)
    client.force_login(asker)

    ask(client, offer)

    assert [mail.to for mail in OutboxMail.objects.filter(name="catalogue/question")] == [host.email]
