"""Home, workplace and how one travels: kept by oneself, seen by oneself."""

import json

import pytest
from django.urls import reverse

from exchange.members import own_data
from exchange.members.models import Member
from tests.factories import MemberFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
URL = "/profile/travel/"


@pytest.fixture
def robin(client):
    member = MemberFactory(of=OrganisationFactory(postcode="1090"))
    client.force_login(member)
    return member


def send(client, member, **values):
    work = f"work_{member.memberships.get().pk}"
    return client.post(URL, {"mode": "bicycle", "home": "", work: ""} | values)


def test_one_keeps_home_workplace_and_mode(client, robin):
    row = robin.memberships.get()
    send(client, robin, home="9000", **{f"work_{row.pk}": "Schaerbeek"})
    robin.refresh_from_db()
    row.refresh_from_db()

    assert (robin.home_postcode, robin.home_municipality["nl"], robin.travel_mode) == ("9000", "Gent", "bicycle")
    assert row.workplace == "1030"


def test_an_emptied_home_is_gone(client, robin):
    Member.objects.filter(pk=robin.pk).update(home_postcode="9000", home_municipality={"fr": "Gand"})
    send(client, robin)
    robin.refresh_from_db()

    assert (robin.home_postcode, robin.home_municipality) == ("", {})


def test_a_place_that_is_not_found_changes_nothing(client, robin):
    response = send(client, robin, home="Atlantis")
    robin.refresh_from_db()

    assert "home" in response.context["form"].errors
    assert robin.travel_mode == "public"


def test_a_postcode_of_two_municipalities_can_be_corrected(client, robin):
    send(client, robin, home="1050")
    asked = client.get(URL)
    assert asked.context["form"]["town"].value() == "Ixelles"
    assert [key for key, _name in asked.context["form"].fields["town"].choices] == ["Ixelles", "Bruxelles"]

    send(client, robin, home="1050", town="Bruxelles")
    robin.refresh_from_db()
    assert robin.home_municipality["fr"] == "Bruxelles"


def test_the_reference_person_corrects_the_municipality_of_the_organisation(client):
    place = OrganisationFactory(postcode="1050", municipality={"fr": "Ixelles", "nl": "Elsene"})
    client.force_login(MemberFactory(reference=place))
    url = reverse("members:organisation_edit", args=[place.pk])
    client.post(url, {"name_fr": "Maison", "name_nl": "Huis", "place": "1050", "town": "Bruxelles"})
    place.refresh_from_db()

    assert (place.postcode, place.municipality["nl"]) == ("1050", "Brussel")


def test_home_is_handed_out_to_oneself_and_declared_to_be_erased(robin):
    Member.objects.filter(pk=robin.pk).update(home_postcode="4999")
    told = json.dumps([part.values() for part in own_data.parts(robin) if part.rows], default=str)

    assert "4999" in told
    assert {"home_postcode", "home_municipality"} <= set(Member.personal.erase)


@pytest.mark.parametrize("who", ["colleague", "reference", "maya"])
def test_nobody_else_sees_where_one_lives(client, robin, who):
    Member.objects.filter(pk=robin.pk).update(home_postcode="4990", home_municipality={"fr": "Lierneux"})
    place = robin.memberships.get().organisation
    reader = {
        "colleague": lambda: MemberFactory(of=place),
        "reference": lambda: MemberFactory(reference=place),
        "maya": lambda: MemberFactory(is_coordinator=True, reference=place),
    }[who]()
    client.force_login(reader)
    for url in (reverse("members:people", args=[place.pk]), reverse("members:organisation_one", args=[place.pk]), URL):
        page = client.get(url).content.decode()
        assert "4990" not in page and "Lierneux" not in page
