"""The tags for the look of a page."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import Context, Template
from django.template.exceptions import TemplateSyntaxError
from django.urls import resolve
from django.utils import translation

from exchange.programmes.dates import date_words, moment_words
from exchange.programmes.templatetags.site import icon, initials, language_tag, mail, text
from exchange.programmes.texts import Texts

BRUSSELS = ZoneInfo("Europe/Brussels")


class Ask(forms.Form):
    title = forms.CharField(help_text="Five <words>.")
    note = forms.CharField(required=False)
    days = forms.ChoiceField(choices=[("a", "Tuesday"), ("b", "Friday")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="I agree")


def test_an_address_can_be_written_to_and_breaks_after_the_at_sign_alone():
    drawn = mail("robin@example.org")

    assert drawn == '<a class="mail" href="mailto:robin@example.org">robin@<wbr>example.org</a>'


def test_an_icon_is_drawn_from_the_sprite_and_hidden_from_screen_readers():
    drawn = icon("check")

    assert 'aria-hidden="true"' in drawn
    assert drawn.endswith('icons.svg#check"/></svg>')


@pytest.mark.parametrize(
    "title, words",
    [
        ("Opvoeder-begeleider", "opvoeder-begeleider"),
        ("Éducateur·rice", "éducateur·rice"),
        ("DRH", "DRH"),
        ("Eén dag", "één dag"),
        ("", ""),
    ],
)
def test_within_a_sentence_a_function_starts_small_and_an_abbreviation_stays(title, words):
    assert Template("{{ title|start_small }}").render(Context({"title": title})) == words


def test_an_unknown_icon_is_a_mistake_of_the_template():
    with pytest.raises(TemplateSyntaxError):
        icon("unicorn")


@pytest.mark.parametrize(
    "language, day, pattern, words",
    [
        ("fr", 1, "l j F Y", "mardi 1er décembre 2026"),
        ("fr", 1, "j F Y, G:i", "1er décembre 2026, 1:01"),
        ("fr", 1, "Y-m-d", "2026-12-01"),
        ("fr", 21, "j F", "21 décembre"),
        ("nl", 1, "j F", "1 december"),
        ("en", 1, "j F", "1 December"),
    ],
)
def test_the_first_of_a_month_is_written_as_people_write_it(language, day, pattern, words):
    moment = dt.datetime(2026, 12, day, 1, 1, tzinfo=BRUSSELS)

    with translation.override(language):
        assert Template('{{ moment|date:"' + pattern + '" }}').render(Context({"moment": moment})) == words
        assert date_words(moment, pattern) == words


@pytest.mark.parametrize(
    "language, minute, pattern, words",
    [
        ("fr", 5, "", "2 décembre à 14 h 05"),
        ("nl", 5, "", "2 december om 14.05 uur"),
        ("nl", 0, "", "2 december om 14 uur"),
        ("en", 5, "", "2 December, 14:05"),
        ("en", 5, "j F Y", "2 December 2026, 14:05"),
    ],
)
def test_a_moment_is_written_as_people_of_the_language_write_it(time_machine, language, minute, pattern, words):
    time_machine.move_to(dt.datetime(2026, 12, 3, 10, tzinfo=BRUSSELS))
    written = dt.datetime(2026, 12, 2, 13, minute, tzinfo=dt.UTC)

    with translation.override(language):
        shown = Template('{{ written|moment:"' + pattern + '" }}').render(Context({"written": written}))

    assert shown.replace("\N{NO-BREAK SPACE}", " ") == words


def test_a_moment_of_another_year_names_it(time_machine):
    time_machine.move_to(dt.datetime(2027, 1, 3, 10, tzinfo=BRUSSELS))

    assert moment_words(dt.datetime(2026, 12, 2, 14, 5, tzinfo=BRUSSELS)) == "2 December 2026, 14:05"


def test_a_text_in_another_language_than_the_page_is_marked_with_it():
    texts = Texts(nl="Thee & koffie")

    with translation.override("nl"):
        assert text(texts) == "Thee & koffie"
    with translation.override("fr"):
        assert text(texts) == '<span lang="nl">Thee &amp; koffie</span>'


def test_a_language_is_named_in_the_readers_language():
    with translation.override("fr"):
        assert "néerlandais" in language_tag("nl").lower()


@pytest.mark.parametrize("name, letters", [("Lena Dubois", "LD"), ("Samir El Amrani", "SA"), ("Noor", "N"), ("", "")])
def test_initials_are_those_of_the_first_and_the_last_word(name, letters):
    assert initials(name) == letters


def test_a_wrong_field_names_its_hint_and_its_error():
    page = Ask({"days": "a", "agreed": "on"})["title"].as_field_group()

    assert 'aria-describedby="id_title_helptext id_title_error"' in page
    assert 'id="id_title_helptext"' in page and 'id="id_title_error"' in page
    assert 'aria-invalid="true"' in page
    assert "Five &lt;words&gt;." in page


def test_a_field_one_may_leave_empty_says_so():
    assert "(optional)" in Ask()["note"].as_field_group()
    assert "(optional)" not in Ask()["title"].as_field_group()


def test_radios_stand_in_a_fieldset_as_cards_and_a_single_box_as_a_row():
    assert Ask()["days"].as_field_group().count('<label class="choice"') == 2
    assert '<label class="tick" for="id_agreed">' in Ask()["agreed"].as_field_group()


def test_the_summary_above_a_form_links_to_each_wrong_field():
    page = Template("{{ form }}").render(Context({"form": Ask({"days": "a"})}))

    assert 'href="#id_title"' in page and 'href="#id_agreed"' in page
    assert 'href="#id_days"' not in page


def test_an_empty_box_is_asked_for_in_a_sentence_of_its_own_or_one_made_of_its_label():
    form = Ask({})
    form.missing = {"title": "Write a title."}

    assert {name: list(errors) for name, errors in form.errors.items()} == {
        "title": ["Write a title."],
        "days": ["Make a choice for “Days”."],
        "agreed": ["Tick “I agree”."],
    }


def test_the_summary_links_the_sentence_and_names_the_field_where_the_sentence_does_not():
    form = Ask({"days": "c", "title": ""})

    page = Template("{{ form }}").render(Context({"form": form}))

    assert '<li><a href="#id_title">Fill in “Title”.</a></li>' in page
    assert "is not one of the available choices.</a> <small>Days</small></li>" in page


@pytest.mark.parametrize("path, mark", [
    ("/accessibility/", ' aria-current="page"'),
    ("/privacy/", ""),
])  # fmt: skip
def test_the_navigation_marks_where_one_is(rf, path, mark):
    request = rf.get(path)
    request.resolver_match = resolve(path)
    entry = Template("{% entry 'accessibility' 'accessibility' 'Access' %}").render(Context({"request": request}))

    assert entry == f'<a href="/accessibility/"{mark}>Access</a>'
