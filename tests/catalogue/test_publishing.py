import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from catalogue.models import Offer
from catalogue.publishing import NotReady, OfferMoved
from exchange.programmes.texts import Texts
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def broken(offer):
    return [(missing.field, missing.sentence) for missing in offer.missing_to_publish()]


@pytest.fixture
def offer():
    return OfferFactory(state="draft", published_at=None, confirmed_at=None)


@pytest.fixture
def host(offer):
    return MemberFactory(reference=offer.organisation)


@pytest.mark.parametrize("change, field, sentence", [
    ({"title": Texts()}, "title", "Give your offer a title."),
    ({"see": Texts()}, "see", "Say what one will see."),
    ({"weekdays": []}, "weekdays", "Choose the days of the week."),
    ({"starts": None}, "starts", "Say from when to when a day lasts."),
    ({"months": []}, "months", "Choose the months in which you are open."),
    ({"minimum_dates": 1}, "minimum_dates", "An immersion lasts at least two days."),
    ({"secrecy": None}, "secrecy", "Choose what the visitor sees of clients."),
    ({"contact": None}, "contact", "Choose whom a visitor may call."),
])  # fmt: skip
def test_publishing_refuses_with_the_sentence_of_the_broken_rule(offer, host, change, field, sentence):
    Offer.objects.filter(pk=offer.pk).update(**change)
    offer.refresh_from_db()

    with pytest.raises(NotReady) as refusal:
        offer.publish(host)

    assert [tuple(missing) for missing in refusal.value.missing] == [(field, sentence)]
    assert Offer.objects.get(pk=offer.pk).state == "draft"


@pytest.mark.parametrize("ends, dates, allowed", [
    (dt.time(13, 18), 2, False),  # 2 × 3 h 48 = 7.6 h: not longer than one full day
    (dt.time(13, 19), 2, True),
    (dt.time(11, 30), 4, True),  # 4 × 2 h
    (dt.time(11, 30), 3, False),
])  # fmt: skip
def test_an_immersion_is_longer_than_one_full_day(offer, ends, dates, allowed):
    offer.ends, offer.minimum_dates = ends, dates

    sentence = "An immersion lasts longer than one full day. Add days or hours."
    assert broken(offer) == ([] if allowed else [("minimum_dates", sentence)])


def test_a_night_counts_to_the_next_morning(offer):
    offer.starts, offer.ends, offer.break_minutes = dt.time(21), dt.time(7), 60

    assert offer.day_minutes() == 9 * 60


def test_no_language_spoken_in_the_place_is_refused(offer):
    offer.languages.clear()

    assert broken(offer) == [("languages", "Choose at least one language spoken in the place.")]


def test_a_contact_who_has_left_is_refused(offer):
    offer.contact.memberships.update(ended_at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC))

    assert broken(offer) == [("contact", "The contact has left your organisation. Choose somebody else.")]


def test_what_the_organisation_still_misses_is_named(offer):
    offer.organisation.street, offer.organisation.how_to_refer = "", Texts()

    sentence = "Complete the page of your organisation first: Street and number and How to refer someone to us."
    assert broken(offer) == [("organisation", sentence)]


def test_published_before_the_welcome_it_appears_with_the_welcome(offer, host):
    offer.organisation.state = "applied"
    offer.organisation.save()

    offer.publish(host)

    assert (offer.state, offer.waits_for_welcome()) == ("published", True)
    assert list(Offer.objects.published()) == []
    type(offer.organisation).objects.update(state="active")
    assert list(Offer.objects.published()) == [offer]


@pytest.mark.parametrize("state", ["paused", "left", "rejected"])
def test_an_organisation_that_is_not_active_publishes_nothing(offer, state):
    offer.organisation.state = state

    assert broken(offer) == [("organisation", "Your organisation is not active. Its offers can’t be published now.")]


@pytest.mark.parametrize("before, verb, after", [
    ("draft", "publish", "published"), ("draft", "republish", OfferMoved), ("draft", "hide", OfferMoved),
    ("draft", "archive", "archived"), ("published", "publish", OfferMoved), ("published", "republish", OfferMoved),
    ("published", "hide", "hidden"), ("published", "archive", "archived"), ("hidden", "publish", OfferMoved),
    ("hidden", "republish", "published"), ("hidden", "hide", OfferMoved), ("hidden", "archive", "archived"),
    ("archived", "publish", OfferMoved), ("archived", "republish", "published"), ("archived", "hide", OfferMoved),
    ("archived", "archive", OfferMoved),
])  # fmt: skip
def test_verbs_go_where_the_table_says(offer, host, before, verb, after):
    Offer.objects.filter(pk=offer.pk).update(state=before)
    offer.refresh_from_db()

    assert offer.can(verb, host) is (after is not OfferMoved)
    if after is OfferMoved:
        with pytest.raises(OfferMoved):
            getattr(offer, verb)(host)
    else:
        getattr(offer, verb)(host)
    assert Offer.objects.get(pk=offer.pk).state == (before if after is OfferMoved else after)


def test_of_two_who_publish_one_matches(offer, host):
    other_tab = Offer.objects.get(pk=offer.pk)
    offer.publish(host)

    with pytest.raises(OfferMoved):
        other_tab.publish(host)


@pytest.mark.parametrize("verb", ["publish", "archive"])
def test_only_who_leads_the_organisation_or_maya_moves_an_offer(offer, verb):
    worker, stranger = MemberFactory(of=offer.organisation), MemberFactory(reference=OrganisationFactory())

    for person in (worker, stranger):
        with pytest.raises(PermissionDenied):
            getattr(offer, verb)(person)

    getattr(offer, verb)(MemberFactory(is_coordinator=True))


def test_publishing_keeps_the_first_day_and_confirms_again(offer, host):
    offer.publish(host)
    first = offer.published_at
    offer.hide(host)

    offer.republish(host)

    assert offer.published_at == first
    assert offer.confirmed_at > first


def test_a_copy_is_a_draft_with_the_same_words_and_lists(offer):
    twin = offer.copy()

    assert (twin.state, twin.published_at, twin.pk != offer.pk) == ("draft", None, True)
    assert (twin.title, twin.months, twin.contact) == (offer.title, offer.months, offer.contact)
    assert list(twin.languages.all()) == list(offer.languages.all())
    assert twin.search_text == offer.search_text


def test_a_contact_needs_a_phone_or_the_house_a_general_one():
    offer = OfferFactory(organisation=OrganisationFactory(phone=""))
    sentence = f"{offer.contact} has no phone number. Ask for it in the profile, or write the general one on your page."

    assert [str(each) for each in offer.missing_to_publish()] == [sentence]
    offer.contact.phone = "0470 00 00 01"
    assert offer.missing_to_publish() == []
    offer.contact.phone, offer.organisation.phone = "", "02 000 00 01"
    assert (offer.missing_to_publish(), offer.contact_phone) == ([], "02 000 00 01")
