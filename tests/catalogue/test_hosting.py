import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from catalogue.models import Offer
from exchange.programmes.texts import Texts
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, term

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return OrganisationFactory(language_role="NL", structure=term("structure", "MOB"))


@pytest.fixture
def host(client, organisation):
    host = MemberFactory(reference=organisation)
    client.force_login(host)
    return host


@pytest.fixture
def offer(organisation, host):
    return OfferFactory(organisation=organisation, contact=host, state="draft", published_at=None)


def filled(offer, **values):
    """What the browser sends for this offer."""
    data = {
        "title_fr": offer.title.get("fr", ""), "see_fr": offer.see.get("fr", ""), "weekdays": offer.weekdays,
        "starts": "09:00", "ends": "17:00", "break_minutes": 30, "minimum_dates": 2, "months": offer.months,
        "languages": [term("language", "fr").pk], "contact": offer.contact_id or "", "secrecy": offer.secrecy_id,
        "capacity": 1, "no_diploma": "on",
    }  # fmt: skip
    return {**data, **values}


def edit(client, offer, **values):
    return client.post(reverse("catalogue:offer_edit", args=[offer.pk]), filled(offer, **values))


def begin(client, organisation, start):
    response = client.post(reverse("catalogue:offer_new"), {"organisation": organisation.pk, "start": start})
    return Offer.objects.get(pk=response.url.split("/")[-3])


def test_a_new_offer_begins_as_the_example_of_its_structure_in_its_language(client, host, organisation):
    offer = begin(client, organisation, "example")

    assert (offer.state, dict(offer.title)) == ("draft", {"nl": "Twee dagen op pad met een mobiel team"})
    assert [missing.field for missing in offer.missing_to_publish()] == ["languages"]
    assert (offer.contact, offer.themes.filter(code="T_OUTR").exists()) == (host, True)


def test_a_new_offer_may_begin_empty(client, host, organisation):
    offer = begin(client, organisation, "empty")

    assert (offer.state, bool(offer.title), offer.months) == ("draft", False, [])


def test_a_new_offer_may_copy_another(client, host, organisation, offer):
    twin = begin(client, organisation, str(offer.pk))

    assert (twin.pk != offer.pk, twin.title, twin.state) == (True, offer.title, "draft")


def test_an_offer_of_others_is_not_copied(client, host, organisation):
    other = OfferFactory()

    page = client.post(reverse("catalogue:offer_new"), {"organisation": organisation.pk, "start": str(other.pk)})

    assert (page.status_code, Offer.objects.count()) == (200, 1)


@pytest.mark.parametrize("state", ["applied", "active"])
def test_a_draft_saves_even_incomplete_also_before_the_welcome(client, host, organisation, offer, state):
    type(organisation).objects.update(state=state)

    edit(client, offer, title_fr="", starts="", months=[], languages=[])

    offer.refresh_from_db()
    assert (bool(offer.title), offer.starts, offer.months, offer.state) == (False, None, [], "draft")


def test_publishing_an_incomplete_draft_keeps_it_and_says_what_is_missing(client, host, offer):
    page = edit(client, offer, title_nl="Nieuw", months=[], publish="")

    offer.refresh_from_db()
    assert (offer.state, offer.title["nl"]) == ("draft", "Nieuw")
    assert "Choose the months in which you are open." in page.content.decode()


def test_a_complete_draft_is_published_with_one_button(client, host, offer):
    response = edit(client, offer, publish="")

    offer.refresh_from_db()
    assert (response.url, offer.state) == (offer.get_absolute_url(), "published")
    assert list(map(str, get_messages(response.wsgi_request))) == ["Published. Members can find it now."]


def test_before_the_welcome_the_host_hears_when_it_appears(client, host, organisation, offer):
    type(organisation).objects.update(state="applied")

    page = client.post(reverse("catalogue:offer_publish", args=[offer.pk]), follow=True).content.decode()

    assert "It will be published when Maya has welcomed you." in page
    assert "Members can find it now." not in page


def test_a_published_offer_never_becomes_incomplete(client, host, offer):
    offer.publish(host)

    page = edit(client, offer, title_fr="Half", months=[])

    offer.refresh_from_db()
    assert ("Half" in str(offer.title), len(offer.months)) == (False, 12)
    assert "Choose the months in which you are open." in page.content.decode()
    assert 'value="Half"' in page.content.decode()


def test_saving_does_not_undo_what_a_colleague_did_meanwhile(client, host, offer):
    stale = Offer.objects.get(pk=offer.pk)
    offer.publish(host)

    from catalogue.forms import OfferForm

    form = OfferForm(filled(offer, title_fr="Autrement"), instance=stale)
    assert form.is_valid(), form.errors
    form.save()

    offer.refresh_from_db()
    assert (offer.state, offer.title["fr"], "autrement" in offer.search_text) == ("published", "Autrement", True)


@pytest.mark.parametrize("values, field", [
    ({"see_fr": "Numéro 85.07.30-033.28"}, "see"),
    ({"capacity": 0}, "capacity"),
    ({"maximum_dates": 1}, "maximum_dates"),
    ({"asked_level": "any"}, "asked_language"),
    ({"break_minutes": "181"}, "break_minutes"),
    ({"notice_days": "366"}, "notice_days"),
    ({"capacity": "2147483648"}, "capacity"),
    ({"monthly_capacity": "1001"}, "monthly_capacity"),
    ({"minimum_dates": "13"}, "minimum_dates"),
    ({"maximum_dates": "101"}, "maximum_dates"),
])  # fmt: skip
def test_a_wrong_value_is_refused_and_what_was_typed_stays(client, host, offer, values, field):
    if values.get("asked_level"):
        values = {"asked_level": term("level", "fluent").pk}

    page = edit(client, offer, title_fr="Kept", **values)

    assert list(page.context["form"].errors) == [field]
    assert 'value="Kept"' in page.content.decode()


def test_words_like_a_name_are_asked_about_gently(client, host, offer):
    edit(client, offer, see_fr="On aide Mme Dupont.")

    offer.refresh_from_db()
    page = client.get(reverse("catalogue:own_offers")).content.decode()
    assert offer.see["fr"] == "On aide Mme Dupont."
    assert "You wrote “Mme Dupont”. Is this a colleague?" in page


def test_only_people_of_the_organisation_may_be_the_contact(client, host, offer):
    stranger = MemberFactory(of=OrganisationFactory())

    page = edit(client, offer, contact=stranger.pk)

    assert list(page.context["form"].errors) == ["contact"]


def test_the_list_of_own_offers_shows_each_with_its_buttons(client, host, offer):
    hidden = OfferFactory(organisation=offer.organisation, contact=host, state="hidden")

    page = client.get(reverse("catalogue:own_offers")).content.decode()

    for shown, name in ((offer, "publish"), (hidden, "publish"), (offer, "archive"), (offer, "copy")):
        assert reverse(f"catalogue:offer_{name}", args=[shown.pk]) in page
    assert reverse("catalogue:offer_hide", args=[offer.pk]) not in page


def test_a_host_without_offers_is_told_how_to_begin(client, host):
    assert "You have no offer yet" in client.get(reverse("catalogue:own_offers")).content.decode()


@pytest.mark.parametrize("start, verb, after", [
    ("published", "hide", "hidden"), ("hidden", "publish", "published"), ("archived", "publish", "published"),
    ("published", "archive", "archived"), ("archived", "hide", "archived"),
])  # fmt: skip
def test_buttons_move_the_offer(client, host, offer, start, verb, after):
    Offer.objects.filter(pk=offer.pk).update(state=start)

    client.post(reverse(f"catalogue:offer_{verb}", args=[offer.pk]))

    offer.refresh_from_db()
    assert offer.state == after


def test_every_example_lacks_only_what_the_host_alone_knows(host, organisation):
    from catalogue import examples
    from exchange.programmes.models import Programme

    for code in examples.examples():
        organisation.structure = term("structure", code or "OTH")
        draft = Offer(organisation=organisation, programme=Programme.current(), contact=host)
        offer = examples.start(draft, ["fr", "nl", "en"])
        assert (code, [missing.field for missing in offer.missing_to_publish()]) == (code, ["languages"])
        assert all(set(text) == {"fr", "nl", "en"} for text in (offer.title, offer.see, offer.attend)), Texts


@pytest.mark.parametrize("name, current", [("own_offers", "members:organisation"), ("list", "catalogue:list")])
def test_pages_for_ones_own_offers_stand_under_my_organisation(client, offer, name, current):
    client.force_login(offer.organisation.reference_person())

    page = client.get(reverse(f"catalogue:{name}")).content.decode()

    assert set(re.findall(r'<a href="([^"]*)" aria-current="(?:page|true)">', page)) == {reverse(current)}
