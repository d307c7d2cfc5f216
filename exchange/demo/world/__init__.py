"""The demo world: made by turning the clock forward and calling the product's own verbs, in the order of time."""

from .build import build, is_there, wipe

__all__ = ["build", "is_there", "wipe"]
