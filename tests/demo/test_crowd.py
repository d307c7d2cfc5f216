"""A crowd is made in bulk; its rows are as good as those that forms and verbs make."""

import pytest
from django.core.management import CommandError, call_command

from catalogue.models import Offer, month_bits
from exchange.demo import crowd
from exchange.members.models import Member, Organisation
from exchange.members.places import point

pytestmark = pytest.mark.django_db


def told():
    """What people read of every offer, in order."""
    rows = Offer.objects.order_by("pk").select_related("organisation")
    return [(offer.organisation.name, offer.organisation.postcode, offer.title, offer.months) for offer in rows]


def test_the_same_seed_makes_the_same_crowd():
    crowd.make(30, seed=7)
    first = told()
    crowd.make(30, seed=7)
    crowd.make(30, seed=8)

    assert len(first) == 30
    assert told()[30:60] == first
    assert told()[60:] != first


def test_every_offer_of_a_crowd_could_have_been_published_by_its_host():
    crowd.make(60)

    assert [list(offer.missing_to_publish()) for offer in Offer.objects.filter(organisation__state="active")] == (
        [[]] * Offer.objects.filter(organisation__state="active").count()
    )


def test_what_is_kept_on_a_row_is_what_saving_keeps():
    crowd.make(20)

    for offer in Offer.objects.all():
        assert (offer.months_mask, offer.search_text) == (month_bits(offer.months), offer.words())
    for place in Organisation.objects.all():
        assert {"latitude": place.latitude, "longitude": place.longitude} == point(place.postcode)


def test_a_crowd_is_found_by_its_words():
    crowd.make(20)

    offer = Offer.objects.first()
    word = offer.organisation.name.best().split()[-1]
    assert offer in Offer.objects.matching(word)


def test_texts_stand_in_the_languages_of_the_house():
    crowd.make(80)

    spoken = {"FR": {"fr"}, "NL": {"nl"}, "BI": {"fr", "nl"}}
    for offer in Offer.objects.select_related("organisation"):
        own = spoken[offer.organisation.language_role]
        assert {frozenset(texts) for texts in (offer.title, offer.see, offer.organisation.name)} == {frozenset(own)}


def test_most_live_in_brussels_and_nobody_can_be_reached_outside_the_world():
    crowd.make(300)

    codes = [int(code) for code in Organisation.objects.values_list("postcode", flat=True)]
    assert len([code for code in codes if code < 1300]) > len(codes) / 2
    assert len(set(codes)) > 30
    assert {mail.partition("@")[2] for mail in Member.objects.values_list("email", flat=True)} == {"example.org"}
    assert {phone[:-2] for phone in Member.objects.values_list("phone", flat=True)} == {"02 000 00 "}


def test_rows_made_after_a_crowd_get_numbers_of_their_own():
    crowd.make(5)

    last = Offer.objects.latest("pk")

    assert last.copy().pk == last.pk + 1


def test_a_crowd_is_refused_where_people_work(settings):
    settings.DEBUG = settings.DEMO = False

    with pytest.raises(CommandError):
        call_command("crowd", "10")
    assert Offer.objects.count() == 0
