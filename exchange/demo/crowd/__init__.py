"""A crowd: as many believable organisations, people and offers as one asks for, to see how the platform bears them."""

from .build import make
from .wishes import wish

__all__ = ["make", "wish"]
