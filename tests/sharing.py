"""How tests are shared between processes (`./run test -n 2`)."""

from xdist.scheduler.loadscope import LoadScopeScheduling

WORLD = ("tests/demo/", "tests/test_permissions.py", "tests/walks/test_pages.py")


class WorldTogether(LoadScopeScheduling):
    """One process makes the demo world, half a minute's work, for all tests on it; others take the rest one by one.

    The largest group is begun first, which is the world. pytest-xdist's own groups need a mark in the tests' names,
    which pytest 9.2 no longer lets it write.
    """

    def _split_scope(self, nodeid):
        return "world" if nodeid.startswith(WORLD) else nodeid
