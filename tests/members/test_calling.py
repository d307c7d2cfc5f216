"""Ask Maya to call back: from every page, once at a time, on her desk until it is done."""

import datetime as dt

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse

from exchange.desk import morning
from exchange.members.models import CallBack
from exchange.notifications.models import OutboxMail
from tests.factories import MemberFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
FORM = {"phone": "0470 11 22 33", "when": "noon", "sentence": "About the dates."}
PATH = "/call-back/"


@pytest.fixture
def member(client):
    member = MemberFactory(of=OrganisationFactory(), phone="02 123 45 67", first_name="Lea", last_name="Moulin")
    client.force_login(member)
    return member


@pytest.fixture
def maya(django_user_model):
    maya = MemberFactory(is_coordinator=True)
    Authenticator.objects.create(user=maya, type=Authenticator.Type.TOTP, data={})
    return maya


def mails():
    return OutboxMail.objects.filter(name="members/call_back")


def waiting():
    return list(CallBack.objects.waiting().values_list("phone", "when", "sentence"))


def test_every_page_leads_to_a_form_with_the_phone_filled_in(client, member):
    assert f'href="{PATH}"' in client.get(reverse("home")).text

    assert 'value="02 123 45 67"' in client.get(PATH).text


def test_maya_is_mailed_once_and_who_asks_again_corrects_it(client, member):
    client.post(PATH, FORM)
    client.post(PATH, FORM | {"when": "evening"})

    assert waiting() == [("0470 11 22 33", "evening", "About the dates.")]
    assert [mail.to for mail in mails()] == [settings.MAYA_MAIL]
    assert "0470 11 22 33" in mails().get().text


@pytest.mark.parametrize("change, sentence", [
    ({"phone": "never"}, "This is not a phone number."),
    ({"sentence": "85.07.30-033.28"}, "national register number"),
])  # fmt: skip
def test_what_cannot_be_used_is_refused_and_kept_in_the_form(client, member, change, sentence):
    page = client.post(PATH, FORM | change).text

    assert sentence in page
    assert 'value="{}"'.format(*change.values()) in page
    assert waiting() == []


def test_the_desk_shows_it_with_its_age_and_late_after_two_working_days(member, maya):
    with time_machine.travel(dt.datetime(2027, 3, 1, 10, tzinfo=dt.UTC)):  # a Monday
        CallBack.ask(member, **FORM)
    for day, age, is_late in ((3, "2 days ago", False), (4, "3 days ago", True)):
        with time_machine.travel(dt.datetime(2027, 3, day, 10, tzinfo=dt.UTC)):
            (matter,) = morning.to_call()
            assert (matter.sentence, matter.small, matter.is_late) == ("Lea Moulin would like a call.", age, is_late)


def test_done_takes_it_from_the_desk_and_one_may_ask_again(client, member, maya):
    call = CallBack.ask(member, **FORM)
    client.force_login(maya)
    page = client.get(reverse("desk:call", args=[call.pk])).text
    assert "About the dates." in page

    client.post(reverse("desk:call", args=[call.pk]))

    assert list(morning.to_call()) == []
    call.refresh_from_db()
    assert call.settled_by == maya
    assert call.settle(by=maya) is False
    CallBack.ask(member, **FORM)
    assert mails().count() == 2


def test_a_flood_meets_a_limit(client, member):
    answers = [client.post(PATH, FORM).status_code for _number in range(11)]

    assert answers == [302] * 10 + [429]


def test_the_desk_page_is_mayas_alone(client, member):
    call = CallBack.ask(member, **FORM)

    assert client.get(reverse("desk:call", args=[call.pk])).status_code == 404
    assert client.post(reverse("desk:call", args=[call.pk])).status_code == 404
    assert waiting() != []
