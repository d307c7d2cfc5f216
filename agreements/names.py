"""Whether two people mean the same name."""

from exchange.programmes.search import fold


def same_name(typed, written):
    """Case, accents, spaces, hyphens and the order of the names do not matter; every part must be there."""
    parts = sorted(fold(typed).split())
    return bool(parts) and parts == sorted(fold(written).split())
