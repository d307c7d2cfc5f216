"""One template of a mail, rendered as text and as HTML."""

import pytest
from django.template import Context, Template
from django.utils import translation

TEXT, HTML = "mail/letter.txt", "mail/letter.html"


def rendered(body, layout, **values):
    context = Context({"layout": layout, **values}, autoescape=layout == HTML)
    return Template("{% load mail %}" + body).render(context)


@pytest.mark.parametrize("label, language, line", [
    ("When", "en", "When: 9 March (9 to 17)"),
    ("Quand", "fr", "Quand\N{NO-BREAK SPACE}: 9 March (9 to 17)"),
    ("Past het?", "nl", "Past het? 9 March (9 to 17)"),
])  # fmt: skip
def test_a_fact_is_one_line_of_text(label, language, line):
    with translation.override(language):
        assert rendered('{% fact label "9 March" "9 to 17" %}', TEXT, label=label) == line


def test_a_fact_is_a_row_of_html_with_everything_escaped():
    row = rendered("{% fact 'Who' name %}", HTML, name="Tom & <Ann>")

    assert row == '<tr><td class="term">Who</td><td class="fact"><b>Tom &amp; &lt;Ann&gt;</b></td></tr>'


def test_several_things_are_a_list_with_their_links():
    assert rendered("{% item 'Sign' 'https://x.test/1' %}", TEXT) == "- Sign\nhttps://x.test/1"
    assert 'href="https://x.test/1"' in rendered("{% item 'Sign' 'https://x.test/1' %}", HTML)


@pytest.mark.parametrize("layout", [TEXT, HTML])
def test_an_empty_box_leaves_nothing(layout):
    assert rendered("{% filled 'Why?' %}<p> </p>{% endfilled %}", layout) == ""


def test_a_filled_box_keeps_its_opening_words():
    assert rendered("{% filled 'Why?' %} Because. {% endfilled %}", TEXT) == "Why? Because."
    assert rendered("{% filled 'Why?' %}Because.{% endfilled %}", HTML) == "<b>Why?</b> Because."
