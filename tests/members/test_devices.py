"""Where one is signed in is told in words, not as a browser calls itself."""

import pytest
from allauth.usersessions.models import UserSession
from django.urls import reverse

from exchange.members.devices import device
from tests.factories import MemberFactory

LINUX = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"


@pytest.mark.parametrize(
    "user_agent, words",
    [
        (LINUX, "Chrome, Linux"),
        (LINUX.replace("X11; Linux x86_64", "Linux; Android 14; Pixel 8"), "Chrome, Android"),
        (f"{MAC} Version/17.4 Safari/605.1.15", "Safari, Mac"),
        (f"{PHONE} Version/17.4 Mobile/15E148 Safari/604.1", "Safari, iPhone"),
        (f"{PHONE} CriOS/124.0 Mobile/15E148 Safari/604.1", "Chrome, iPhone"),
        (f"{LINUX} Edg/124.0.0.0", "Edge, Linux"),
        (f"{WINDOWS}; rv:125.0) Gecko/20100101 Firefox/125.0", "Firefox, Windows"),
        ("curl/8.5.0", "Unknown device"),
        ("", "Unknown device"),
    ],
)
def test_a_device_is_named_by_its_browser_and_its_system(user_agent, words):
    assert device(user_agent) == words


@pytest.mark.django_db
def test_the_page_of_ones_devices_names_them(client):
    member = MemberFactory()
    client.force_login(member)
    key = client.session.session_key
    UserSession.objects.create(user=member, session_key=key, ip="127.0.0.1", user_agent=LINUX)

    text = client.get(reverse("usersessions_list"), headers={"user-agent": LINUX}).content.decode()

    assert ("Chrome, Linux" in text, "Mozilla" in text) == (True, False)
