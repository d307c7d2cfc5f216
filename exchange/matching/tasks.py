"""Regular work: look for what is wished, tell of it, close what was met. All is computed from the rows."""

from exchange.jobs import regular

from .looking import due, look, tell
from .models import Wish


@regular(minutes=10)
def look_for_wishes():
    """Whatever was published, changed or came back: found for every open wish, told where it is time."""
    for wish in Wish.objects.open().with_lists():
        look(wish)
        if due(wish):
            tell(wish)


@regular(minutes=60)
def close_met_wishes():
    """A place that was found or offered for a wish was confirmed."""
    for wish in Wish.objects.open():
        if wish.met_by().exists():
            wish.meet()
