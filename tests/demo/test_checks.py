"""DEMO is refused wherever others could reach it, unless it is asked for twice."""

import pytest
from django.core.checks import Tags, run_checks


def found(**options):
    return [problem.id for problem in run_checks(tags=[Tags.security], **options) if problem.id.startswith("demo.")]


@pytest.fixture
def demo_here(settings):
    settings.DEMO, settings.DEBUG = True, False
    settings.SITE_URL, settings.ALLOWED_HOSTS = "http://127.0.0.1:8000", ["127.0.0.1", "localhost", "testserver"]
    return settings


def test_on_this_machine_demo_may_start(demo_here):
    assert found() == []


@pytest.mark.parametrize("host", ["papillon.example.org", "0.0.0.0", "192.168.1.7", "*", ".local"])
def test_a_host_that_others_reach_is_refused(demo_here, host):
    demo_here.ALLOWED_HOSTS = ["127.0.0.1", host]

    assert found() == ["demo.E001"]


def test_an_address_that_others_reach_is_refused(demo_here):
    demo_here.SITE_URL = "https://papillon.example.org"

    assert found() == ["demo.E001"]


def test_asked_for_twice_it_may_start_anywhere(demo_here, monkeypatch):
    monkeypatch.setenv("DEMO_FOR_EVERYONE", "true")
    demo_here.ALLOWED_HOSTS = ["papillon.example.org"]

    assert found() == []


def test_demo_and_debug_do_not_go_together(demo_here):
    demo_here.DEBUG = True

    assert found() == ["demo.E003"]


def test_production_has_no_demo(demo_here):
    assert found(include_deployment_checks=True) == ["demo.E002"]

    demo_here.DEMO = False
    assert found(include_deployment_checks=True) == []
