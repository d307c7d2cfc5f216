from .around import DateSet, Event, Message
from .placement import Placement, PlacementDay

__all__ = ["DateSet", "Event", "Message", "Placement", "PlacementDay"]
