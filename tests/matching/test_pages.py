"""The pages of matching: best for me, favourites, an offer shown to a colleague, the weights."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from exchange.matching.fit import WEIGHTS
from exchange.matching.models import Favourite, FitWeight
from exchange.notifications.models import OutboxMail
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client):
    member = MemberFactory(of=OrganisationFactory())
    client.force_login(member)
    return member


def test_the_best_list_says_why_and_the_plain_one_does_not(client, member):
    OfferFactory()

    best, plain = (client.get(reverse(name)).content.decode() for name in ("matching:best", "catalogue:list"))

    assert "Suggested: other sector" in best
    assert "Suggested" not in plain
    assert reverse("matching:best") in plain


def test_the_best_list_keeps_the_filters(client, member):
    night, _day = OfferFactory(months=[3]), OfferFactory(months=[4])

    page = client.get(reverse("matching:best"), {"month": "3"}).context["page"]

    assert list(page) == [night]
    assert "possible in March" in page[0].fit_reasons


@pytest.mark.parametrize("month", ["0", "13", "100", "²", "march"])
def test_a_month_that_is_none_narrows_nothing(client, member, month):
    offer = OfferFactory()

    assert list(client.get(reverse("matching:best"), {"month": month}).context["page"]) == [offer]


def test_the_page_of_a_place_says_why_to_a_visitor_and_not_to_its_own_people(client, member):
    offer = OfferFactory()
    assert "Suggested" in client.get(offer.get_absolute_url()).content.decode()

    client.force_login(MemberFactory(reference=offer.organisation))

    assert "Suggested" not in client.get(offer.get_absolute_url()).content.decode()


def test_a_wish_is_offered_to_members_alone(client, member):
    new = reverse("matching:wish_new")
    assert new in client.get(reverse("matching:wishes")).content.decode()

    member.organisations().update(state="applied")

    page = client.get(reverse("matching:wishes")).content.decode()
    assert new not in page
    assert "as soon as Maya has welcomed your organisation" in page


def test_a_star_keeps_a_place_and_lets_it_go(client, member):
    offer = OfferFactory()
    path = reverse("matching:favourite", args=[offer.pk])

    client.post(path, {"kept": ""})
    client.post(path, {"kept": ""})
    assert list(client.get(reverse("matching:favourites")).context["page"]) == [offer]

    client.post(path, {"kept": "1"})
    assert not Favourite.objects.exists()


def test_htmx_gets_the_star_alone(client, member):
    path = reverse("matching:favourite", args=[OfferFactory().pk])

    answer = client.post(path, {"kept": ""}, headers={"HX-Request": "true"}).content.decode()

    assert 'aria-pressed="true"' in answer
    assert "<html" not in answer


def test_nobody_sees_what_another_keeps_nor_keeps_what_is_hidden(client, member):
    Favourite.keep(MemberFactory(), OfferFactory())

    assert list(client.get(reverse("matching:favourites")).context["page"]) == []
    assert client.post(reverse("matching:favourite", args=[OfferFactory(state="draft").pk])).status_code == 404


def test_the_latest_kept_stands_first_whoever_else_keeps_it(client, member):
    first, second = OfferFactory(), OfferFactory()
    for offer in (first, second):
        Favourite.keep(member, offer)
    Favourite.keep(MemberFactory(), first)

    page = client.get(reverse("matching:favourites")).context["page"]

    assert (page.paginator.count, list(page)) == (2, [second, first])


def test_a_colleague_is_shown_a_place_in_their_own_language(client, member):
    colleague = MemberFactory(of=member.organisations().get(), language="fr")
    path = reverse("matching:show", args=[OfferFactory().pk])

    client.post(path, {"to": colleague.pk, "sentence": "Regarde."})

    mail = OutboxMail.objects.get(name="matching/show")
    assert (mail.to, mail.language, "Regarde." in mail.text) == (colleague.email, "fr", True)
    assert mail.subject.startswith(f"{member.name} vous montre un lieu")


def test_a_place_is_shown_to_nobody_outside_and_ten_times_a_day_at_most(client, member):
    stranger = MemberFactory(of=OrganisationFactory())
    colleague = MemberFactory(of=member.organisations().get())
    path = reverse("matching:show", args=[OfferFactory().pk])
    client.post(path, {"to": stranger.pk})

    for _time in range(11):
        client.post(path, {"to": colleague.pk})

    assert [mail.to for mail in OutboxMail.objects.filter(name="matching/show")] == [colleague.email] * 10


def test_maya_alone_turns_the_weights(client, member):
    path = reverse("matching:fit_weights")
    assert client.get(path).status_code == 404
    maya = MemberFactory(is_coordinator=True)
    Authenticator.objects.create(user=maya, type=Authenticator.Type.TOTP, data={})
    client.force_login(maya)

    client.post(path, {**WEIGHTS, "sector": 5})

    assert FitWeight.objects.get(reason="sector").points == 5


def queries_of(client, number):
    for _number in range(number):
        OfferFactory()
    with CaptureQueriesContext(connection) as found:
        assert client.get(reverse("matching:best")).status_code == 200
    return len(found)


def test_the_best_page_costs_the_same_for_one_and_for_many(client, member):
    queries_of(client, 1)

    assert queries_of(client, 1) == queries_of(client, 17)


@pytest.mark.parametrize("search", ["?month=3", "?q=nowhere"])
@pytest.mark.parametrize("is_member", [True, False])
def test_only_who_may_wish_is_shown_the_way_to_keep_a_search(client, search, is_member):
    OfferFactory(months=[3])
    client.force_login(MemberFactory(of=OrganisationFactory()) if is_member else MemberFactory(is_coordinator=True))

    page = client.get(reverse("catalogue:list") + search).content.decode()

    assert (reverse("matching:wish_new") in page) == is_member


def test_a_list_in_which_something_is_wrong_stands_open_where_the_summary_leads(client, member):
    page = client.post(reverse("matching:wish_new"), {"months": ["13"]}).content.decode()

    assert 'href="#id_months"' in page
    fold = page.partition("<summary>Months")
    assert fold[0].rstrip().endswith('<details class="fold" open>')
    assert '<fieldset id="id_months" aria-describedby="id_months_error">' in fold[2]
