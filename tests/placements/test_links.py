"""No link on the page of an immersion leads to a closed door, whoever reads it and however it stands."""

import re

import pytest
from django.urls import reverse

from tests.factories import MembershipFactory
from tests.questionnaires.asked import maya

from .table import STATES, placement_for, world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


OVER = ["confirmed", "ready", "completed", "interrupted"]  # also looked at after the last day, as `attend` wants it


def leads_nowhere(answer, here):
    """A closed door, or one that leads back to the page with "there is nothing here"."""
    return answer.status_code >= 400 or answer.headers.get("Location") == here


def readers(people, offer):
    """Whoever sees the page: the parties, and at the host who signs and the offer's contact besides."""
    seen_by = {role: people[role] for role in ("worker", "host", "sender", "approver")}
    signatory = MembershipFactory(organisation=offer.organisation, is_signatory=True).member
    return seen_by | {"signatory": signatory, "contact": offer.contact, "maya": maya()}


def links_on(page):
    """The addresses of this site in the page's own part; what stands around it is walked elsewhere."""
    main = page.content.decode().partition("<main")[2].partition("</main>")[0]
    return set(re.findall(r'<a [^>]*href="(/[^"#]*)', main))


@pytest.mark.parametrize("state, move", [*((state, "") for state in STATES), *((state, "attend") for state in OVER)])
def test_every_link_on_the_page_opens(client, state, move):
    people, sender, offer = world()
    placement = placement_for(move, state, people, sender, offer)
    placement.consent_rule = "each"
    placement.save()
    closed, here = {}, reverse("placements:detail", args=[placement.number])
    for role, member in readers(people, offer).items():
        client.force_login(member)
        page = client.get(here)
        shown = links_on(page) if page.status_code == 200 else []
        answers = {url: client.get(url) for url in shown}
        closed |= {(role, url): answer.status_code for url, answer in answers.items() if leads_nowhere(answer, here)}

    assert closed == {}
