"""Being anybody by one click, and reading everybody's mail."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from exchange.demo.people import CARDS, cards, everybody
from exchange.members import mails
from exchange.notifications.models import OutboxMail
from exchange.notifications.tasks import sweep

pytestmark = pytest.mark.usefixtures("demo")


def be(client, person, **data):
    return client.post(reverse("demo:enter", args=[person.pk]), data, follow=True)


def test_the_front_page_shows_ten_people_one_can_be(client, demo_world):
    page = client.get(reverse("front")).content.decode()

    assert len(cards()) == len(CARDS) == 10
    assert all(card.person.name in page for card in cards())


def test_everybody_with_an_address_can_be_entered(client, demo_world):
    page = client.get(reverse("demo:people")).content.decode()

    for person in everybody():
        assert reverse("demo:enter", args=[person.pk]) in page
        assert be(client, person).context["user"] == person


def test_one_click_counts_as_fresh_and_as_second_step(client, demo_world, person):
    answer = be(client, person("els.vlinderslag"))

    assert answer.redirect_chain[-1][0] == reverse("desk:home")
    assert answer.status_code == 200
    assert client.get(reverse("mfa_index")).status_code == 200


def test_the_click_shows_among_the_devices_one_is_signed_in_on(client, demo_world, person):
    be(client, person("els.vlinderslag"))

    assert client.get(reverse("usersessions_list")).content.decode().count("<article") == 1


def test_who_signs_is_not_asked_again_right_after_the_click(client, demo_world, person):
    fatima = person("fatima.zephyr")
    be(client, fatima)

    organisation = fatima.organisations().get()
    assert client.get(reverse("members:invite", args=[organisation.pk])).status_code == 200


def test_a_click_leads_back_to_a_page_of_ours_alone(client, demo_world, person):
    lea = person("lea.timonier")

    assert be(client, lea, next="/privacy/").redirect_chain[0][0] == "/privacy/"
    assert be(client, lea, next="https://example.com/").redirect_chain[0][0] == "/"


def test_getting_the_address_signs_nobody_in(client, demo_world, person):
    assert client.get(reverse("demo:enter", args=[person("lea.timonier").pk])).status_code == 405


def test_mails_are_listed_newest_first_and_by_reader(client, demo_world):
    every = client.get(reverse("demo:mails")).context["page"]
    own = client.get(reverse("demo:mails"), {"to": "lea.timonier@example.org"}).context["page"]

    assert [mail.pk for mail in every] == sorted((mail.pk for mail in every), reverse=True)
    assert {mail.to for mail in own} == {"lea.timonier@example.org"}


def test_a_mail_is_shown_in_a_frame_with_links_that_leave_it(client, demo_world):
    mail = OutboxMail.objects.filter(name="placements/confirm").exclude(calendar="").first()

    page = client.get(reverse("demo:mail", args=[mail.pk]))
    letter = client.get(reverse("demo:letter", args=[mail.pk]))

    assert mail.subject in page.content.decode() and mail.text.splitlines()[0] in page.content.decode()
    assert letter["X-Frame-Options"] == "SAMEORIGIN"
    assert "default-src 'none'" in letter["Content-Security-Policy"]
    assert letter.content.decode().count("<a ") == letter.content.decode().count('<a target="_top"') > 0
    assert client.get(reverse("demo:calendar", args=[mail.pk])).content.decode().startswith("BEGIN:VCALENDAR")


def test_a_code_can_be_read_for_as_long_as_it_holds(client, settings, transactional_db):
    call_command("createcachetable", verbosity=0)
    settings.MAILERS = {"default": {"BACKEND": "exchange.demo.relay.Relay"}}
    from tests.factories import MemberFactory

    mails.code("sign_in", MemberFactory(), "739204")
    sweep()

    mail = OutboxMail.objects.get()
    assert (mail.state, mail.text) == ("sent", "")
    assert "739204" in client.get(reverse("demo:mail", args=[mail.pk])).content.decode()


@pytest.mark.django_db
def test_every_page_of_the_demo_says_that_it_is_one(client):
    page = client.get(reverse("privacy")).content.decode()

    assert "This is a demo." in page and reverse("demo:mails") in page
