"""Who pays the way, and whether it is working time: said on the offer, to the employer and in the agreement."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from agreements.models import Agreement
from agreements.texts import compose
from catalogue.forms import OfferForm
from catalogue.models import Offer
from exchange.placements.models import Placement
from tests.agreements.signing import a_confirmed_placement, a_signed_placement
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, PlacementFactory

pytestmark = pytest.mark.django_db
CASES = [
    ("", "Your employer decides who pays the way", "By your own rules", None),
    ("tickets", "We pay back tickets for bus", "The host pays back public transport", "pays back tickets"),
    ("all", "We pay back the way, by whatever means.", "The host pays back the way", "by whatever means"),
]


@pytest.mark.parametrize("costs, on_page, _employer, _agreement", CASES)
def test_the_offer_says_who_pays_the_way(client, costs, on_page, _employer, _agreement):
    offer = OfferFactory(travel_costs=costs)
    client.force_login(MemberFactory(of=OrganisationFactory()))
    page = client.get(offer.get_absolute_url()).content.decode()

    assert on_page in page and "working time" in page


@pytest.mark.parametrize("costs, _page, to_employer, _agreement", CASES)
def test_the_employer_reads_the_same(costs, _page, to_employer, _agreement):
    placement = PlacementFactory(offer__travel_costs=costs)
    with translation.override("en"):
        facts = render_to_string("placements/asking/employer_facts.html", {"placement": placement})

    assert to_employer in facts and "You decide whether the way is working time." in facts


@pytest.mark.parametrize("costs, _page, _employer, in_agreement", CASES)
def test_the_agreement_repeats_what_the_host_pays_and_nothing_else(costs, _page, _employer, in_agreement):
    placement = a_confirmed_placement()
    Offer.objects.filter(pk=placement.offer_id).update(travel_costs=costs)
    agreement = Agreement.of(Placement.objects.get(pk=placement.pk))
    said = str(compose(agreement, "en"))

    assert [words in said for words in ("pays back tickets", "by whatever means")] == [
        words == in_agreement for words in ("pays back tickets", "by whatever means")
    ]


def test_the_form_says_what_an_empty_choice_means():
    field = OfferForm(instance=OfferFactory()).fields["travel_costs"]

    assert [key for key, _name in field.choices] == ["", "tickets", "all"]
    assert "own rules" in str(dict(field.choices)[""])


def test_the_words_of_an_agreement_already_signed_do_not_change():
    placement = a_signed_placement()
    before = placement.agreement.wording()
    Offer.objects.filter(pk=placement.offer_id).update(travel_costs="all")

    assert Agreement.objects.get(pk=placement.agreement.pk).wording() == before
