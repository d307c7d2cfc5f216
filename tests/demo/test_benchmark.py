"""The parts of the benchmark: its arithmetic, its scratch databases, when it refuses. Nothing here is timed."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from exchange.demo.benchmark import goals, machine, results
from exchange.demo.benchmark.results import Result
from exchange.demo.benchmark.visits import Failed, Visitor, in_turn
from exchange.demo.benchmark.worlds import World, Worlds
from exchange.demo.management.commands import benchmark
from exchange.members.models import Organisation

QUIET = {"cores": 2, "load_1_minute": 0.2, "load_5_minutes": 0.2}
LOADED = QUIET | {"load_1_minute": 1.7}


@pytest.fixture
def one(settings, tmp_path_factory, transactional_db):
    """A scratch world of one offer, kept for the next test as it is for the next run."""
    settings.VAR_DIR, settings.ROOT_URLCONF = tmp_path_factory.getbasetemp(), "exchange.demo.benchmark.urls"
    world = World(1)
    world.prepare()
    yield world
    world.close()
    if connection.vendor == "postgresql":
        world.mark.unlink()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{world.name}" WITH (FORCE)')


def test_a_ratio_is_of_medians_so_that_one_bad_round_decides_nothing():
    assert results.ratio([3, 3, 90], [1, 2, 2]) == 1.5


@pytest.mark.parametrize("figure, passed", [(2.99, True), (3, True), (3.01, False)])
def test_a_goal_is_met_up_to_its_limit(figure, passed):
    assert Result(1, "a page", figure, 3).passed is passed


def test_a_figure_without_a_limit_is_told_and_fails_nothing():
    told = Result(9, "many wishes", 41.5, None)

    assert (told.passed, told.line().endswith("41.50  told, no limit")) == (True, True)


def test_the_report_is_one_object_with_goal_figure_limit_and_pass():
    report = results.report([Result(1, "a page", 2.5, 3)], QUIET)

    assert report == {
        "results": [{"goal": 1, "name": "a page", "figure": 2.5, "limit": 3, "pass": True}],
        "machine": QUIET,
    }


@pytest.mark.parametrize("found, loaded", [(QUIET, False), (LOADED, True)])
def test_a_machine_is_loaded_when_half_of_its_cores_were_busy(found, loaded):
    assert machine.is_loaded(found) is loaded


def test_on_a_loaded_machine_nothing_is_judged(settings, monkeypatch):
    settings.DEBUG = False
    monkeypatch.setattr(machine, "facts", lambda: LOADED)

    with pytest.raises(CommandError, match="Too loaded") as refused:
        call_command("benchmark")
    assert refused.value.returncode == 2


def test_anyway_prints_figures_without_a_verdict(settings, monkeypatch):
    settings.DEBUG = False
    monkeypatch.setattr(machine, "facts", lambda: LOADED)
    monkeypatch.setattr(benchmark.Command, "measure", lambda command, numbers: [Result(1, "a page", 9, 3)])
    told = io.StringIO()

    call_command("benchmark", anyway=True, json=True, stdout=told)

    assert json.loads(told.getvalue())["judged"] is False


def test_a_missed_goal_ends_with_1(settings, monkeypatch):
    settings.DEBUG = False
    monkeypatch.setattr(machine, "facts", lambda: QUIET)
    monkeypatch.setattr(benchmark.Command, "measure", lambda command, numbers: [Result(1, "a page", 9, 3)])

    with pytest.raises(SystemExit) as ended:
        call_command("benchmark", stdout=io.StringIO())
    assert ended.value.code == 1


@pytest.mark.slow
@pytest.mark.once
def test_a_world_is_a_database_of_its_own(one):
    with one.entered():
        inside = Organisation.objects.count()

    assert (inside, Organisation.objects.count()) == (1, 0)


@pytest.mark.slow
@pytest.mark.once
def test_a_world_is_prepared_once_and_only_when_it_is_asked_for(one):
    told = []
    worlds = Worlds(told.append)

    assert told == []
    assert worlds[1] is worlds[1]
    assert len(told) == 1


@pytest.mark.slow
@pytest.mark.once
def test_costs_are_taken_in_turn_and_the_first_round_is_not_counted(one, monkeypatch):
    asked = []
    monkeypatch.setattr(Visitor, "cost", lambda visitor, path: asked.append(path) or len(asked))
    visitor = Visitor(one)

    costs = in_turn({"page": (visitor, "a"), "hello": (visitor, "b")}, rounds=2)

    assert (asked, costs) == (["a", "b"] * 3, {"page": [3, 5], "hello": [4, 6]})


@pytest.mark.slow
@pytest.mark.once
def test_the_hello_page_is_signed_in_and_a_page_that_is_missing_ends_the_run(one):
    visitor = Visitor(one)

    with one.entered():
        assert visitor.get(goals.HELLO)[0] == 200
        with pytest.raises(Failed, match="answers 404"):
            visitor.get("/benchmark/nowhere/")
