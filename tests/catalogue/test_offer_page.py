import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation

from exchange.programmes import workdays
from exchange.programmes.texts import Texts
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, term

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(monkeypatch):
    monkeypatch.setattr("catalogue.opening.today", lambda: dt.date(2026, 11, 22))
    monkeypatch.setattr("catalogue.conditions.today", lambda: dt.date(2026, 11, 22))
    offer = OfferFactory(
        months=[1, 2, 3, 5, 6], weekdays=[1, 3], minimum_dates=2, maximum_dates=2, in_a_row=True, notice_days=20,
        asked_language=term("language", "nl"), asked_level=term("level", "fluent"), home_visits=True,
        meal=term("meal", "own"), meal_note=Texts(nl="Koffie staat klaar."),
    )  # fmt: skip
    offer.access.set([term("access", "NOTACC"), term("access", "QUIET")])
    return offer


def test_conditions_are_plain_sentences(offer):
    assert offer.condition_lines("en") == [
        "Two days in a row. Tuesday and Thursday, from 9:00 to 17:00. Together 15 hours, breaks not counted.",
        "You speak fluent Dutch. Spoken here: French.",
        "One visitor at a time. Every profession is welcome. No diploma is needed.",
        "Ask at least 20 days before. So we can tell our clients. They may refuse the visit.",
        "You come along on home visits. Only if the person agrees.",
        "Not accessible with a wheelchair. Quiet room.",
        "You bring your own meal. Koffie staat klaar.",
    ]


@pytest.mark.parametrize("language, first", [
    ("fr", "Deux jours à la suite. Le mardi et le jeudi, de 9 h à 17 h. En tout 15 heures, sans les pauses."),
    ("nl", "Twee dagen na elkaar. Dinsdag en donderdag, van 9 uur tot 17 uur. Samen 15 uur, zonder de pauzes."),
])  # fmt: skip
def test_conditions_speak_the_language_asked_for(offer, language, first):
    assert offer.condition_lines(language)[0].replace("\xa0", " ") == first


def test_the_strip_begins_with_the_month_in_which_a_visit_asked_today_may_begin(offer):
    strip = offer.month_strip()

    assert (len(strip), str(strip[0][0])) == (12, "Dec")
    assert [is_open for _name, is_open in strip] == [month in offer.months for month in (12, *range(1, 12))]
    assert offer.months_sentence() == "Open in January to March, May and June."


def test_june_and_july_are_told_apart_in_french(offer):
    with translation.override("fr"):
        names = [name for name, _is_open in offer.month_strip()]

    assert names == ["déc", "jan", "fév", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov"]


def test_the_first_day_keeps_notice_months_and_weekdays(offer):
    assert offer.first_possible_date() == dt.date(2027, 1, 5)  # 12 December on; January; a Tuesday


def test_a_holiday_is_not_suggested(offer):
    offer.months, offer.weekdays, offer.notice_days = [12, 1], [4], 30  # Friday 25 December, Friday 1 January

    assert dt.date(2026, 12, 25) in workdays.public_holidays(2026)
    assert offer.first_possible_date() == dt.date(2027, 1, 8)


def test_an_offer_without_open_months_suggests_nothing(offer):
    offer.months = []

    assert offer.first_possible_date() is None


def test_default_days_are_the_dates_with_the_hours_offered(offer):
    later, sooner = dt.date(2027, 3, 4), dt.date(2027, 3, 2)

    hours = {"starts": dt.time(9), "ends": dt.time(17), "break_minutes": 30}
    assert offer.default_days([later, sooner]) == [{"date": sooner, **hours}, {"date": later, **hours}]


def test_similar_places_are_others_the_most_alike_first(offer):
    def other(sector, structure, **values):
        place = OrganisationFactory(sector=term("sector", sector), structure=term("structure", structure))
        return OfferFactory(organisation=place, **values)

    themed, plain, twin = other("MH", "MOB"), other("DIS", "MOB"), other("DIS", offer.organisation.structure.code)
    OfferFactory(organisation=offer.organisation)
    other("MH", "DAY", state="hidden")
    offer.themes.add(term("theme", "T_CRIS"))
    themed.themes.add(term("theme", "T_CRIS"))

    assert list(offer.similar()) == [twin, themed, plain]
    assert list(offer.similar(limit=1)) == [twin]


def page_of(client, person, offer):
    client.force_login(person)
    return client.get(offer.get_absolute_url()).content.decode()


def test_a_member_sees_the_contact_and_may_ask_or_declare(client, offer):
    html = page_of(client, MemberFactory(of=OrganisationFactory()), offer)

    assert offer.contact.name in html
    assert offer.contact.email in html
    assert reverse("placements:ask", args=[offer.pk]) in html
    assert reverse("placements:declare", args=[offer.pk]) in html


def test_own_people_see_the_way_to_change_it_instead_of_asking(client, offer):
    host, worker = MemberFactory(reference=offer.organisation), MemberFactory(of=offer.organisation)

    assert reverse("catalogue:offer_edit", args=[offer.pk]) in page_of(client, host, offer)
    for person in (host, worker):
        assert reverse("placements:ask", args=[offer.pk]) not in page_of(client, person, offer)


def test_a_card_tells_only_whether_there_was_a_visit_before(client, offer):
    type(offer.organisation).objects.filter(pk=offer.organisation_id).update(received=7171)

    html = page_of(client, MemberFactory(of=OrganisationFactory()), offer)

    assert ("has hosted before" in html, "7171" in html.replace(",", "")) == (True, False)
    assert "hosts for the first time" not in html


def test_a_word_that_is_both_a_public_and_a_theme_stands_once(offer):
    offer.publics.set([term("public", "DD"), term("public", "ID")])
    offer.themes.set([term("theme", "T_DD"), term("theme", "T_CRIS")])

    assert [theme.code for theme in offer.other_themes()] == ["T_CRIS"]


@pytest.mark.parametrize("title, sentence", [
    (Texts(fr="Au lac"), True), (Texts(fr="Au lac", en="At the lake"), False), (Texts(), False),
])  # fmt: skip
def test_a_reader_of_another_language_is_told_once_in_which_the_host_wrote(client, offer, title, sentence):
    type(offer).objects.filter(pk=offer.pk).update(title=title)

    html = page_of(client, MemberFactory(of=OrganisationFactory()), offer)

    assert html.count("Written in") == sentence
    assert ("Written in French by the host." in html) == sentence


def test_the_page_of_an_organisation_is_of_use_on_the_first_day(client):
    place = OrganisationFactory(
        whom_we_receive=Texts(en="Adults"), how_to_refer=Texts(en="By letter"), whom_to_call=Texts(en="Ask for Kim"),
        waiting_time=Texts(en="Two months"), directory="https://social.brussels/organisation/1",
    )  # fmt: skip
    reference = MemberFactory(reference=place)
    client.force_login(MemberFactory(of=OrganisationFactory()))

    html = client.get(reverse("catalogue:organisation", args=[place.pk])).content.decode()

    own = ("Adults", "By letter", "Ask for Kim", "Two months", 'href="https://social.brussels/organisation/1"')
    for words in (*own, reference.name, "No offer is open now."):
        assert words in html


@pytest.mark.parametrize("state", ["draft", "hidden", "published"])
def test_a_preview_shows_the_page_as_others_see_it(client, state):
    offer = OfferFactory(state=state)
    client.force_login(MemberFactory(reference=offer.organisation))

    html = client.get(reverse("catalogue:offer_preview", args=[offer.pk])).text

    for words in ("This is how others see it.", "Here members find the button to ask for a place.", offer.title.best()):
        assert words in html
    for words in ("This is your own offer", reverse("placements:ask", args=[offer.pk])):
        assert words not in html


def test_the_preview_of_another_organisation_does_not_exist(client):
    offer = OfferFactory(state="draft")
    client.force_login(MemberFactory(reference=OrganisationFactory()))

    assert client.get(reverse("catalogue:offer_preview", args=[offer.pk])).status_code == 404


@pytest.mark.parametrize("phone, has_mail, invites", [
    ("02 512 34 56", True, True), ("02 512 34 56", False, True), ("", True, True), ("", False, False),
])  # fmt: skip
def test_a_contact_is_called_or_written_to_only_where_that_is_possible(client, offer, phone, has_mail, invites):
    offer.contact = MemberFactory(of=offer.organisation, email="ada@mail.invalid", phone=phone, has_mail=has_mail)
    offer.organisation.phone = ""
    offer.organisation.save()
    offer.save()
    client.force_login(MemberFactory(of=OrganisationFactory()))

    page = client.get(offer.get_absolute_url()).content.decode()

    assert ("Call or write first" in page, "ada@mail.invalid" in page) == (invites, has_mail)
