"""Regular work of placements; `exchange.jobs` finds it here."""

from . import asking, going, leaving

__all__ = ["asking", "going", "leaving"]
