"""Regular work of placements; `exchange.jobs` finds it here."""

from . import asking, going

__all__ = ["asking", "going"]
