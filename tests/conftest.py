"""What every test may ask for. Chromium, PostgreSQL: skipped where missing on a person's machine, never in CI."""

import os
import shutil

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import translation
from playwright.sync_api import sync_playwright

from exchange import env
from tests.running import Inbox, Platform
from tests.walks import addresses
from tests.walks.scene import browsers, scene
from tests.worlds import Store

LONG = {"world_store", "platform"}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def missing(what):
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"{what} is missing")


@pytest.hookimpl(tryfirst=True)  # before pytest chooses by marks
def pytest_collection_modifyitems(items):
    """What makes the demo world, or starts the platform as programs of its own, takes minutes."""
    for item in items:
        if LONG.intersection(item.fixturenames):
            item.add_marker(pytest.mark.slow)


def pytest_runtest_setup(item):
    if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
        pytest.skip("asks for PostgreSQL: DATABASE_URL=postgres://… ./run test")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory, django_db_modify_db_settings_parallel_suffix):
    """SQLite in a file, as in production: in memory, threads would share one connection and its locks."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database; at the end without the sessions that threads or killed programs left, which would keep it."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock():
            connection.close()
            with connection._nodb_cursor() as cursor:
                name = connection.settings_dict["NAME"]
                cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])


@pytest.fixture(autouse=True)
def plain_surroundings(settings):
    """English unless a test says otherwise, and a password check that costs nothing."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests; its pages are apart."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not path:
        missing("Chromium")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop running in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium):
    """A function that opens a page in a browser of its own: open_page(width=320, locale="fr", scripts=False)."""
    contexts = []

    def open_page(width=1360, locale="en", scripts=True, **options):
        size = {"width": width, "height": 800}
        contexts.append(chromium.new_context(viewport=size, locale=locale, java_script_enabled=scripts, **options))
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page):
    return open_page()


@pytest.fixture
def inbox():
    inbox = Inbox()
    inbox.controller.start()
    yield inbox
    inbox.controller.stop()


@pytest.fixture
def mail_server(inbox, settings):
    """The inbox, with this process sending its mail there."""
    settings.MAILERS = {"default": env.mailer(inbox.url)}
    return inbox


@pytest.fixture
def platform(tmp_path, inbox, django_db_setup):
    """The whole platform as programs of their own: pages, worker, empty database, mail to `platform.inbox`."""
    with Platform(tmp_path, MAIL_URL=inbox.url) as platform:
        platform.inbox = inbox
        yield platform


@pytest.fixture(scope="session")
def world_store(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo world, made once for all tests."""
    store = Store(tmp_path_factory.mktemp("world"))
    with django_db_blocker.unblock():
        store.make()
    yield store
    with django_db_blocker.unblock():
        store.drop()


@pytest.fixture
def demo_world(world_store, transactional_db):
    """The test database holds the demo world, for this test alone; a live server sees it too. When it was made."""
    world_store.put_back()
    return world_store.made_at


@pytest.fixture(scope="session")
def scene_store(world_store, django_db_blocker, tmp_path_factory):
    """The demo world with the scene of `tests.walks` on top, and who is who in it."""
    store = Store(tmp_path_factory.mktemp("scene"), "scene")
    with django_db_blocker.unblock():
        world_store.put_back()
        try:
            store.cast = scene()
            store.keep()
        finally:  # a scene that fails must not fail whoever comes after
            call_command("flush", interactive=False, verbosity=0)
    yield store
    with django_db_blocker.unblock():
        store.drop()


@pytest.fixture(scope="module")
def stage(scene_store, django_db_blocker):
    """The scene, in the database for all tests of a module; each leaves it as it was."""
    with django_db_blocker.unblock():
        scene_store.put_back()
        scene_store.cast.browsers = browsers(scene_store.cast)
        yield scene_store.cast
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def cast(stage, db, settings):
    """Who is who in the scene, and which row is for what; the addresses of the demo world are there too."""
    settings.ROOT_URLCONF = addresses.URLS
    return stage
