"""Settings from the environment, read strictly: an odd value stops the start with one sentence.

Every value may stand in the variable itself or, as secrets do in containers, in the file that NAME_FILE names.
A default of None means that the platform can't run without the value.
"""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SECRET_LENGTH = 50  # characters
SMTP_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def text(name, default=None):
    """Return $NAME, else the first line of the file $NAME_FILE, else the default; an empty value counts as none."""
    if value := os.environ.get(name, "").strip():
        return value
    if path := os.environ.get(f"{name}_FILE", "").strip():
        try:
            return Path(path).read_text().splitlines()[0].strip()
        except (OSError, IndexError) as error:
            raise ImproperlyConfigured(f"{name}_FILE names {path}, which can't be read or is empty.") from error
    if default is None:
        raise ImproperlyConfigured(f"{name} is not set; the platform can't start without it.")
    return default


def secret(name, default=None):
    """Return a text that nobody guesses: a short one is refused, whoever chose it."""
    value = text(name, default)
    if len(value) < SECRET_LENGTH:
        raise ImproperlyConfigured(f"{name} is too short: at least {SECRET_LENGTH} characters are needed.")
    return value


def flag(name, default=None):
    """Return a boolean; "yes", "on" and the like are refused rather than guessed."""
    value = text(name, default)
    try:
        return {"true": True, "1": True, "false": False, "0": False}[value.lower()]
    except KeyError:
        raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.") from None


def integer(name, default=None):
    value = text(name, default)
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from None


def listing(name, default=None):
    """Return the parts of a text with commas; blanks around them and empty parts are dropped."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def database(url):
    """Return the DATABASES entry of sqlite:///path or postgres://user:password@host:port/name?option=value."""
    sentence = "DATABASE_URL must look like sqlite:///path or postgres://user:password@host/name."
    parts = _split(url, sentence)
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme == "sqlite" and not parts.netloc and name:
        return _sqlite(name)
    if parts.scheme in {"postgres", "postgresql"} and name:
        return _postgres(parts, name)
    raise ImproperlyConfigured(sentence)


def _split(url, sentence):
    """The parts of a URL; the sentence where it is none, as with a port that can't be."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  reading it is what fails
    except ValueError:
        raise ImproperlyConfigured(sentence) from None
    return parts


def _sqlite(path):
    """With these options eight writers at once never met "database is locked", and a power cut loses nothing."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,  # seconds
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def _postgres(parts, name):
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,  # seconds
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def mailer(url):
    """Return the MAILERS entry of memory: or smtp://user:password@host:port (smtp+tls: STARTTLS, smtps: TLS)."""
    if url == "memory:":
        return {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
    sentence = "MAIL_URL must look like smtp+tls://user:password@host:587."
    parts = _split(url, sentence)
    if parts.scheme not in SMTP_PORTS or not parts.hostname:
        raise ImproperlyConfigured(sentence)
    options = {
        "host": parts.hostname,
        "port": parts.port or SMTP_PORTS[parts.scheme],
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": parts.scheme == "smtp+tls",
        "use_ssl": parts.scheme == "smtps",
        "timeout": 20,  # seconds
    }
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}
