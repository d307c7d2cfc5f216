"""The organisations are searched by the same rules as the places, and their words follow what is written."""

import pytest
from django.urls import reverse

from catalogue import houses
from exchange.members import tasks
from exchange.members.forms import OrganisationForm
from exchange.members.models import Organisation
from exchange.programmes.models import Term, Twin
from exchange.programmes.texts import CODES, Texts
from tests.factories import MemberFactory, OrganisationFactory, term

pytestmark = pytest.mark.django_db
PAGE = "/catalogue/organisations/"


@pytest.fixture
def house():
    return OrganisationFactory(
        name=Texts(fr="L’Équipage asbl", nl="De Bemanning vzw"), postcode="1090",
        municipality=Texts(fr="Jette-Saint-Pierre", nl="Sint-Pieters-Jette"), sector=term("sector", "DIS"),
        whom_we_receive=Texts(fr="Des adultes avec un œil neuf."), how_to_refer=Texts(en="Write to our intake team."),
    )  # fmt: skip


@pytest.fixture
def reader(client):
    reader = MemberFactory(of=OrganisationFactory(name=Texts(fr="Chez nous"), postcode="9000"), language="fr")
    client.force_login(reader)
    return reader


def names(client, words):
    return [str(each.name) for each in client.get(PAGE, {"q": words}).context["page"]]


@pytest.mark.parametrize("words, found", [
    ("equipage", True), ("ÉQUIPAGE", True), ("bemann", True), ("quipage", False), ("sint jette", True),
    ("saint-pierre", True), ("1090", True), ("handicap", True), ("dagcentrum", True), ("centre de jour", True),
    ("day centre", True), ("oeil", True), ("intake team", True), ("equipage dagcentrum adult", True),
    ("equipage hopital", False), ('"equipage*', True), ("100%", False),
])  # fmt: skip
def test_every_word_typed_must_begin_a_word_of_the_organisation(house, words, found):
    assert Organisation.objects.matching(words).filter(pk=house.pk).exists() is found


@pytest.mark.parametrize("state", ["invited", "applied", "paused", "left", "rejected"])
def test_only_who_belongs_today_is_found(client, reader, house, state):
    seen = names(client, "equipage")
    Organisation.objects.filter(pk=house.pk).update(state=state)

    assert (seen, names(client, "equipage"), names(client, "")) == (["L’Équipage asbl"], [], ["Chez nous"])


def test_a_stranger_finds_nothing(client, house):
    client.force_login(MemberFactory())

    page = client.get(PAGE, {"q": "equipage"})

    assert (page.status_code, "quipage asbl" in page.content.decode()) == (404, False)


def test_the_card_shows_each_hit_also_where_only_another_language_or_a_longer_text_has_it(client, reader, house):
    def html(words):
        return client.get(PAGE, {"q": words}).content.decode()

    assert "L’<mark>Équipage</mark> asbl" in html("equipage")
    assert "<mark>Centre de jour</mark>" in html("dagcentrum")
    assert "<mark>1090</mark> <mark>Jette</mark>-Saint-Pierre" in html("1090 jette")
    assert '<b>Nom</b><br><span lang="nl">De <mark>Beman</mark>ning vzw</span>' in html("beman")
    assert "Des adultes avec un <mark>œil</mark> neuf." in html("oeil")
    assert '<span lang="en">Write to our <mark>intake</mark> team.</span>' in html("intake")
    assert houses.why(house, "") == []


def test_a_long_text_is_cut_around_its_hit():
    text = f"{'vert ' * 100}zeppelin {'bleu ' * 100}"

    line = houses.excerpt(text, "zepp")

    assert (line[:7], line[-6:], "vert zeppelin bleu" in line, len(line) < 170) == ("… vert ", "bleu …", True, True)
    assert (houses.excerpt("Le zeppelin", "zepp"), houses.excerpt("Le ballon", "zepp")) == ("Le zeppelin", "")


def test_nothing_found_says_what_to_do_and_keeps_the_words(client, reader, house):
    html = client.get(PAGE, {"q": "<i> nulle part"}).content.decode()

    assert "Aucune organisation" in html and 'value="&lt;i&gt; nulle part"' in html
    assert f'href="{reverse("catalogue:list")}?q=%3Ci%3E+nulle+part"' in html


def test_the_links_to_other_pages_keep_the_words(client, reader):
    for number in range(51):
        OrganisationFactory(name=Texts(fr=f"Zeppelin et fils {number}"))

    page = client.get(PAGE, {"q": "zeppelin & fils"})

    assert "51 organisations" in page.content.decode()
    assert 'href="?q=zeppelin+%26+fils&amp;page=2"' in page.content.decode()


def test_what_its_page_says_is_searched_as_soon_as_it_is_kept(house):
    form = OrganisationForm(instance=house)
    values = {name: form[name].value() or "" for name in form.fields if name != "publics"}
    texts = {f"{name}_{code}": "Zeppelin" for name in ("name", "how_to_refer") for code in CODES}
    form = OrganisationForm(values | texts | {"publics": [term("public", "DD").pk]}, instance=house)

    assert form.is_valid(), form.errors
    form.save()

    assert [Organisation.objects.matching(words).count() for words in ("zepp", "equipage", "double diag")] == [1, 0, 1]


def test_the_regular_task_follows_twins_and_terms_that_maya_changed(house):
    Twin.objects.create(words=["équipage", "bemanningslid"])
    Term.objects.filter(kind="structure", code="DAY").update(name=Texts(fr="Atelier"))
    before = [Organisation.objects.matching(words).count() for words in ("bemanningslid", "atelier")]

    tasks.remember_words()

    assert (before, [Organisation.objects.matching(words).get() for words in ("bemanningslid", "atelier")]) == (
        [0, 0], [house, house],
    )  # fmt: skip
