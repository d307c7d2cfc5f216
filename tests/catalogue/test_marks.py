"""What was searched for is marked where it stands, and nothing that people write becomes HTML."""

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils.translation import override

from exchange.programmes.search import Typed, marked
from exchange.programmes.texts import Texts
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory


@pytest.mark.parametrize("text, words, html", [
    ("Équipe mobile", "equi", "<mark>Équi</mark>pe mobile"),
    ("L’équipe psy", "ÉQUIPE psy", "L’<mark>équipe</mark> <mark>psy</mark>"),
    ("De l’œuvre au cœur", "oeu coe", "De l’<mark>œu</mark>vre au <mark>cœ</mark>ur"),
    ("Œuvre", "o", "<mark>Œ</mark>uvre"),
    ("Cafe\u0301 noir", "café", "<mark>Café</mark> noir"),
    ("psy, psychose", "psy psych", "<mark>psy</mark>, <mark>psych</mark>ose"),
    ("Demi-jour", "jour", "Demi-<mark>jour</mark>"),
    ("recueil", "cueil", "recueil"),
    ("<script>alert(1)</script>", "script", "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;"),
    ("a & b", "<b>", "a &amp; <mark>b</mark>"),
    ("a < b", "", "a &lt; b"),
])  # fmt: skip
def test_beginnings_of_words_are_marked_whatever_their_accents(text, words, html):
    assert marked(text, words) == html


GROUPS = [["centre de jour", "dagcentrum"], ["ihp", "habitations protegees", "ibw", "beschut wonen"]]


@pytest.mark.parametrize("text, words, html", [
    ("Centre de jour", "dagcentrum", "<mark>Centre de jour</mark>"),
    ("Dagcentrum De Brug", "centre de jour", "<mark>Dagcentrum</mark> <mark>De</mark> Brug"),
    ("Deux centres de jour.", "dagcen", "Deux <mark>centres de jour</mark>."),
    ("Centre de jour", "jour", "Centre de <mark>jour</mark>"),
    ("Dagcentrum De Brug", "de", "Dagcentrum <mark>De</mark> Brug"),
    ("L’Habitation-Protégée", "IBW", "L’<mark>Habitation-Protégée</mark>"),
    ("Protégées habitations", "IBW", "Protégées habitations"),
    ("Nos Habitations-Protégées (IHP)", "ibw", "Nos <mark>Habitations-Protégées</mark> (<mark>IHP</mark>)"),
    ("Beschut wonen & IBW", "ibw", "<mark>Beschut wonen</mark> &amp; <mark>IBW</mark>"),
    ("centre, de nuit", "dagcentrum", "centre, de nuit"),
    ("Dagcentrum", "", "Dagcentrum"),
])  # fmt: skip
def test_words_that_mean_the_same_are_marked_too(text, words, html):
    assert marked(text, Typed.of(words, GROUPS)) == html


@pytest.mark.django_db
def test_the_list_marks_why_a_twin_was_found(client):
    OfferFactory(title=Texts(fr="Une semaine au SSM"))
    client.force_login(MemberFactory(of=OrganisationFactory(), language="fr"))

    page = client.get(reverse("catalogue:list"), {"q": "cgg dagcentrum"}).content.decode()

    assert ("Une semaine au <mark>SSM</mark>" in page, "<mark>Centre de jour</mark>" in page) == (True, True)


def test_a_marked_text_still_knows_its_language():
    template = Template("{% load site %}{% text texts words %}")

    with override("nl"):
        html = template.render(Context({"texts": Texts(fr="Équipe <b>"), "words": "equi"}))

    assert html == '<span lang="fr"><mark>Équi</mark>pe &lt;b&gt;</span>'


@pytest.mark.django_db
def test_the_list_marks_every_line_of_a_card(client):
    offer = OfferFactory(title=Texts(fr="Le zeppelin <i>"), see=Texts(fr="Un zeppelin vole."))
    type(offer.organisation).objects.filter(pk=offer.organisation_id).update(name=Texts(fr="Zeppelin asbl"))
    client.force_login(MemberFactory(of=OfferFactory().organisation, language="fr"))

    page = client.get(reverse("catalogue:list"), {"q": "zepp"}).content.decode()

    for html in ["<mark>Zepp</mark>elin asbl", "Le <mark>zepp</mark>elin &lt;i&gt;", "Un <mark>zepp</mark>elin vole."]:
        assert html in page

    page = client.get(reverse("catalogue:list"), {"q": offer.organisation.postcode[:3]}).content.decode()
    assert f"<mark>{offer.organisation.postcode[:3]}</mark>{offer.organisation.postcode[3]} " in page
