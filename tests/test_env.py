import pytest
from django.core.exceptions import ImproperlyConfigured

from exchange import env


def test_a_value_is_read_from_the_variable(monkeypatch):
    monkeypatch.setenv("COLOUR", " blue ")

    assert env.text("COLOUR", "red") == "blue"


def test_a_secret_is_read_from_the_file_that_the_variable_names(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("s3cret\n")
    monkeypatch.setenv("KEY_FILE", str(tmp_path / "key"))

    assert env.text("KEY") == "s3cret"


def test_an_empty_value_counts_as_none(monkeypatch):
    monkeypatch.setenv("COLOUR", "")

    assert env.text("COLOUR", "red") == "red"


def test_a_missing_value_without_default_stops_the_start_with_its_name():
    with pytest.raises(ImproperlyConfigured, match="COLOUR is not set"):
        env.text("COLOUR")


@pytest.mark.parametrize("content", [None, ""])
def test_a_file_that_gives_nothing_stops_the_start(monkeypatch, tmp_path, content):
    if content is not None:
        (tmp_path / "key").write_text(content)
    monkeypatch.setenv("KEY_FILE", str(tmp_path / "key"))

    with pytest.raises(ImproperlyConfigured, match="KEY_FILE names"):
        env.text("KEY", "default")


@pytest.mark.parametrize(
    ("word", "value"), [("true", True), ("True", True), ("1", True), ("false", False), ("0", False)]
)
def test_a_flag_is_true_or_false(monkeypatch, word, value):
    monkeypatch.setenv("OPEN", word)

    assert env.flag("OPEN", "false") is value


@pytest.mark.parametrize("word", ["yes", "on", "no", "2", "truee"])
def test_a_flag_refuses_to_guess(monkeypatch, word):
    monkeypatch.setenv("OPEN", word)

    with pytest.raises(ImproperlyConfigured, match="OPEN must be true or false"):
        env.flag("OPEN", "false")


def test_a_number_is_a_whole_number(monkeypatch):
    monkeypatch.setenv("PORT", "80a")

    with pytest.raises(ImproperlyConfigured, match="PORT must be a whole number"):
        env.integer("PORT", "8000")


def test_a_listing_drops_blanks_and_empty_parts(monkeypatch):
    monkeypatch.setenv("HOSTS", "a.example, b.example,,")

    assert env.listing("HOSTS") == ["a.example", "b.example"]


def test_sqlite_gets_the_options_that_keep_writers_apart():
    assert env.database("sqlite:////srv/data.sqlite3") == {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": "/srv/data.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def test_postgres_is_read_with_its_escaped_password_and_options():
    database = env.database("postgres://maya:p%40ss@db.example:5433/vlinder?sslmode=require")

    assert database == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "vlinder",
        "USER": "maya",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": 5433,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"sslmode": "require"},
    }


@pytest.mark.parametrize(
    "url", ["mysql://a/b", "sqlite://", "postgres://host/", "vlinder.sqlite3", "postgres://a:b@c:99999/d"]
)
def test_another_database_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must look like"):
        env.database(url)


def test_mail_by_starttls_has_its_usual_port():
    options = env.mailer("smtp+tls://maya:p%40ss@relay.example")["OPTIONS"]

    assert (options["host"], options["port"], options["password"]) == ("relay.example", 587, "p@ss")
    assert (options["use_tls"], options["use_ssl"]) == (True, False)


@pytest.mark.parametrize("url", ["relay.example", "http://relay.example", "smtp://", "smtp://relay.example:99999"])
def test_another_way_of_mailing_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="MAIL_URL must look like"):
        env.mailer(url)
