from .around import DateSet, Event, Message
from .past import PastImmersion
from .placement import Placement, PlacementDay

__all__ = ["DateSet", "Event", "Message", "PastImmersion", "Placement", "PlacementDay"]
