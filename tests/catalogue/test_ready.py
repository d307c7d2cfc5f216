"""What is made once for all readers of a language: never old, never somebody else's."""

import datetime as dt

import pytest
from django.urls import reverse

from catalogue.counting import Bits
from catalogue.models import Offer
from catalogue.ready import GAP, MOST, Ready, Shelf
from exchange.members.models import Organisation
from exchange.programmes.models import Programme, Term
from exchange.programmes.texts import Texts
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, term

pytestmark = pytest.mark.django_db
LIST = "/catalogue/"


@pytest.fixture
def place():
    return OfferFactory(title=Texts(fr="Deux jours", nl="Twee dagen"))


@pytest.fixture
def reader(client):
    member = MemberFactory(of=OrganisationFactory(name=Texts(fr="Chez nous")), language="fr")
    client.force_login(member)
    return member


def page(client, query=""):
    return client.get(LIST + query).content.decode()


def of_place(model, place, **columns):
    pk = place.pk if model is Offer else place.organisation_id
    model.objects.filter(pk=pk).update(**columns)


@pytest.mark.parametrize("change, before, after", [
    (lambda place: of_place(Offer, place, title=Texts(fr="Trois jours")), "Deux jours", "Trois jours"),
    (lambda place: of_place(Offer, place, see=Texts(fr="Le jardin.")), "Le quotidien", "Le jardin."),
    (lambda place: of_place(Offer, place, in_a_row=True), "à la suite ou non", "2 jours à la suite"),
    (lambda place: of_place(Organisation, place, name=Texts(fr="La Passerelle")), "Maison", "La Passerelle"),
    (lambda place: of_place(Organisation, place, municipality=Texts(fr="Jette")), "Bruxelles", "Jette"),
    (lambda place: of_place(Organisation, place, received=1), "première fois", "a déjà accueilli"),
    (lambda place: Term.objects.filter(code="DAY").update(name=Texts(fr="Atelier")), "entre de jour", "Atelier"),
    (lambda place: renamed("DAY", "Atelier"), "entre de jour", "Atelier"),
    (lambda place: spoken(place, "nl"), "Français", "Néerlandais"),
])  # fmt: skip
def test_a_card_says_at_once_what_changed(client, reader, place, change, before, after):
    was = card_of(client, place)
    change(place)
    now = card_of(client, place)

    assert (before in was, after in was, after in now) == (True, False, True)


def card_of(client, place):
    """The HTML of its card alone."""
    cards = page(client).split("<article")[1:]
    return next(card for card in cards if place.get_absolute_url() in card)


def renamed(code, name):
    row = term("structure", code)
    row.name = Texts(fr=name)
    row.save()


def spoken(place, code):
    place.languages.set([term("language", code)])
    place.remember_words()


def test_a_term_that_was_renamed_is_shown_at_once_among_the_filters(client, reader, place):
    was = page(client, "?theme=T_CRIS")
    place.themes.set([term("theme", "T_CRIS")])
    place.remember_words()
    Term.objects.filter(kind="theme", code="T_CRIS").update(name=Texts(fr="Tempête"))

    assert ("Tempête" in was, "Tempête" in page(client, "?theme=T_CRIS")) == (False, True)


def test_the_months_begin_where_the_programme_says(client, reader, place):
    Programme.objects.update(notice_days=0)
    was = card_of(client, place)
    Programme.objects.update(notice_days=90)

    assert card_of(client, place) != was


def test_each_reads_the_own_language(client, reader, place):
    french = page(client)
    type(reader).objects.filter(pk=reader.pk).update(language="nl")
    dutch = page(client)

    assert ("Deux jours" in french, "Twee dagen" in french) == (True, False)
    assert ("Deux jours" in dutch, "Twee dagen" in dutch) == (False, True)
    assert ("Mois" in french, "Maand" in french, "Mois" in dutch, "Maand" in dutch) == (True, False, False, True)


def test_what_is_hidden_or_paused_is_gone_at_once(client, reader, place):
    maya, seen = MemberFactory(is_coordinator=True), []
    steps = [
        lambda: None, lambda: place.pause(by=maya, until=dt.date(2999, 1, 1)), lambda: place.resume(by=maya),
        lambda: place.hide(by=maya), lambda: Offer.objects.filter(pk=place.pk).update(state="published"),
        lambda: place.organisation.pause(by=maya, reason="Travaux"),
    ]  # fmt: skip
    for step in steps:
        step()
        seen.append(place.get_absolute_url() in page(client))

    assert seen == [True, False, True, False, True, False]


def test_a_star_is_the_readers_own(client, reader, place):
    client.post(reverse("matching:favourite", args=[place.pk]))
    own = page(client)
    client.force_login(MemberFactory(of=OrganisationFactory()))

    assert ('aria-pressed="true"' in own, 'aria-pressed="true"' in page(client)) == (True, False)


def test_the_way_is_the_readers_own(client, reader, place):
    of_place(Organisation, place, latitude=50.85, longitude=4.35)
    type(reader).objects.filter(pk=reader.pk).update(home_postcode="9000")
    reader.organisations().update(latitude=None, longitude=None)
    own = page(client)
    client.force_login(MemberFactory(is_coordinator=True))

    assert ("depuis votre domicile" in own, 'class="far"' in page(client)) == (True, False)


def test_a_second_look_asks_nothing_of_the_cards(client, reader, place, django_assert_max_num_queries):
    first = page(client)
    shelf = Bits.now().shelf

    assert page(client).count("<article") == first.count("<article") == 1
    assert (Bits.now().shelf is shelf, ("offer", place.pk) in shelf) == (True, True)


def test_text_that_people_write_makes_no_gap(client, reader):
    OfferFactory(title=Texts(fr="<b>gap</b> {{ gap }}"))

    assert "&lt;b&gt;gap&lt;/b&gt; {{ gap }}" in page(client)


def test_gaps_take_their_values_in_order_and_escape_them():
    made = Ready(f"<p class={GAP}>{GAP}</p>")

    assert made.filled("a", "<b>") == "<p class=a>&lt;b&gt;</p>"
    with pytest.raises(ValueError, match="2 gaps can't take 1 values"):
        made.filled("a")


def test_a_shelf_begins_anew_before_it_is_too_long():
    shelf = Shelf()
    for number in range(MOST + 3):
        shelf.take(lambda: "made", number)

    assert len(shelf) == 3
