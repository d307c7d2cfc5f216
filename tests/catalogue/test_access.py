"""Who reaches which address of the catalogue; a stranger finds no word of it anywhere."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from catalogue.models import OfferQuestion
from exchange.members.models import Membership
from exchange.programmes.texts import Texts
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
MARKER = "Zwaluwnest"


@pytest.fixture
def offer():
    organisation = OrganisationFactory(name=Texts(nl=MARKER))
    return OfferFactory(organisation=organisation, title=Texts(nl=f"{MARKER} dagen"))


@pytest.fixture
def addresses(offer):
    asker = MemberFactory(of=OrganisationFactory())
    question = OfferQuestion.objects.create(offer=offer, member=asker, text=MARKER)
    rows = {"offer": offer, "organisation": offer.organisation, "question_answer": question, "offer_edit": offer}
    pages = [reverse(f"catalogue:{name}", args=[row.pk]) for name, row in rows.items()]
    search = reverse("catalogue:list") + f"?q={MARKER[:5]}"
    return [*pages, search, reverse("catalogue:list"), reverse("catalogue:organisations")]


def former_member():
    person = MemberFactory(of=OrganisationFactory())
    Membership.objects.filter(member=person).update(ended_at=timezone.now())
    return person


OUTSIDERS = {
    "nobody's member": MemberFactory,
    "former member": former_member,
    "applicant": lambda: MemberFactory(reference=OrganisationFactory(state="applied")),
    "member of a paused organisation": lambda: MemberFactory(reference=OrganisationFactory(state="paused")),
    "member of one that left": lambda: MemberFactory(reference=OrganisationFactory(state="left")),
    "member of a declined one": lambda: MemberFactory(reference=OrganisationFactory(state="rejected")),
}


@pytest.mark.parametrize("who", OUTSIDERS)
@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}, {"HX-Request": "true", "HX-Target": "more"}])
def test_an_outsider_gets_404_and_no_word(client, addresses, who, htmx):
    client.force_login(OUTSIDERS[who]())

    for address in addresses:
        response = client.get(address, headers=htmx)
        assert (address, response.status_code) == (address, 404)
        assert MARKER not in response.content.decode()


def test_who_is_not_signed_in_is_sent_to_the_login(client, addresses):
    for address in addresses:
        response = client.get(address)
        assert (response.status_code, response.url.startswith("/")) == (302, True)
        assert "next=" in response.url


@pytest.mark.parametrize("name", ["publish", "hide", "archive", "copy"])
def test_a_member_of_another_organisation_moves_nothing(client, offer, name):
    client.force_login(MemberFactory(reference=OrganisationFactory()))

    assert client.post(reverse(f"catalogue:offer_{name}", args=[offer.pk])).status_code == 404
    offer.refresh_from_db()
    assert offer.state == "published"


def test_a_worker_of_the_host_does_not_edit(client, offer):
    client.force_login(MemberFactory(of=offer.organisation))

    assert client.get(reverse("catalogue:offer_edit", args=[offer.pk])).status_code == 404
    assert client.get(reverse("catalogue:own_offers")).status_code == 404
    assert client.get(offer.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("state", ["draft", "hidden", "archived"])
def test_what_is_not_published_is_seen_by_its_own_people_and_maya(client, offer, state):
    type(offer).objects.update(state=state)
    seen = {}
    people = {"own": MemberFactory(of=offer.organisation), "maya": MemberFactory(is_coordinator=True)}
    Authenticator.objects.create(user=people["maya"], type=Authenticator.Type.TOTP, data={})
    for who, person in {**people, "other": MemberFactory(of=OrganisationFactory())}.items():
        client.force_login(person)
        seen[who] = client.get(offer.get_absolute_url()).status_code

    assert seen == {"own": 200, "maya": 200, "other": 404}


def test_an_offer_of_a_paused_organisation_is_not_found(client, offer):
    type(offer.organisation).objects.filter(pk=offer.organisation.pk).update(state="paused")
    client.force_login(MemberFactory(of=OrganisationFactory()))

    assert MARKER not in client.get(reverse("catalogue:list")).content.decode()
    assert client.get(offer.get_absolute_url()).status_code == 404
