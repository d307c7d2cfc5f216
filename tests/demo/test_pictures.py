"""What `screenshots` takes pictures of is there."""

import pytest
from django.urls import reverse

from exchange.demo.pictures import Speaking, main_pages, papers
from exchange.members.models import Member

pytestmark = pytest.mark.usefixtures("demo")


def test_each_main_page_opens_for_who_looks_at_it(client, demo_world, person):
    pictures = main_pages()

    assert len({picture.name for picture in pictures}) == 18
    for picture in pictures:
        client.logout()
        if picture.who:
            client.post(reverse("demo:enter", args=[person(picture.who).pk]))
        assert client.get(picture.path).status_code == 200, picture.name


def test_both_papers_are_of_one_immersion(demo_world):
    assert [(name, content[:5]) for name, content in papers()] == [("agreement", b"%PDF-"), ("certificate", b"%PDF-")]


def test_somebody_speaks_another_language_for_a_while_only(demo_world):
    def language():
        return Member.objects.get(email="els.vlinderslag@example.org").language

    with Speaking("els.vlinderslag", "en"):
        assert language() == "en"
    assert language() == "nl"
