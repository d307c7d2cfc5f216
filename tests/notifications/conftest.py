import pytest

from exchange.notifications import outbox
from exchange.notifications.outbox import MailKind, Reader

LETTER_TXT = (
    "{% block subject %}{% endblock %}\n\n{% block body %}{% endblock %}\n\n{{ paragraph }}\n\n{{ coordinator }}"
)
LETTER_HTML = """<html lang="{{ language }}"><head><style>p { color: #1D2433 }</style></head><body>
{% block body %}{% endblock %}<p>{{ paragraph }}</p></body></html>"""
GREET = """{% extends layout %}
{% block subject %}{% translate "Yes" %} {{ thing }}{% endblock %}
{% block body %}

  <p>{% translate "No" %} {{ to.first_name }} {{ thing }}</p>



  <p>{{ product }}</p>
{% endblock %}"""


@pytest.fixture
def kinds(monkeypatch):
    """Three kinds of mail that only these tests know: courtesy, essential, and a key to a closed door."""
    for name in ("tests/greet", "tests/urge", "tests/key"):
        kind = MailKind(name, "reader", "trigger", is_essential=name != "tests/greet", is_key=name == "tests/key")
        monkeypatch.setitem(outbox.MAILS, name, kind)


@pytest.fixture
def greet(kinds, settings, tmp_path):
    """A function that posts a mail of these kinds, in a layout of its own."""
    (tmp_path / "mail" / "tests").mkdir(parents=True)
    for name, source in {"letter.txt": LETTER_TXT, "letter.html": LETTER_HTML}.items():
        (tmp_path / "mail" / name).write_text(source)
    for name in ("greet", "urge", "key"):
        (tmp_path / "mail" / "tests" / f"{name}.html").write_text(GREET)
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]

    def post(name="tests/greet", key="greet:1", to=None, **options):
        return outbox.post(name, key=key, to=to or Reader("lena@example.org", "fr", "Lena"), **options)

    return post
