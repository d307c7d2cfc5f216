"""The plan of the world, on every day from which it may be made; what is planned is done by test_world."""

import datetime as dt

import pytest
import time_machine

from exchange.demo.world.build import World, plan, source
from exchange.demo.world.stories import Story


def days(count):
    """Noon of so many days, from the end of one year on."""
    first = dt.datetime(2027, 12, 20, 12, tzinfo=dt.UTC)
    return [first + dt.timedelta(days=number) for number in range(count)]


def planned(noon):
    """The entries in the order of time: (moment, name of the action, story or None)."""
    with time_machine.travel(noon, tick=False):
        world = World()
        plan(world)
        entries = sorted(world.agenda.entries, key=lambda entry: entry[:2])
    owners = [(entry[0], entry[2].__name__, getattr(entry[2], "__self__", None)) for entry in entries]
    return [(when, name, getattr(owner, "story", owner)) for when, name, owner in owners]


@pytest.mark.parametrize("noon", days(400)[::9], ids=lambda noon: f"{noon:%Y-%m-%d}")
def test_nothing_lies_ahead_and_everybody_asks_first(noon):
    entries = planned(noon)

    assert max(when for when, _name, _owner in entries) <= noon
    first = {}
    for _when, name, owner in entries:
        if isinstance(owner, Story):
            first.setdefault(owner.number, name)
    assert set(first.values()) == {"ask", "draft"}
    assert len(first) == len(source()["placement"])


def test_a_day_on_which_the_host_is_closed_is_never_chosen():
    for noon in days(400)[::30]:
        stories = {owner.number: owner for _when, _name, owner in planned(noon) if isinstance(owner, Story)}
        for story in stories.values():
            months, weekdays = story.host_entry["offer"]["months"], story.host_entry["offer"]["weekdays"]
            assert {(date.month in months, date.weekday() in weekdays) for date in story.dates} == {(True, True)}
