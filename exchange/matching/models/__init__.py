"""What people look for and like: favourites, wishes, what was found for them, invitations, and the weights of fit."""

from .invitations import WishInvitation
from .liking import Favourite, Shown
from .weights import FitWeight
from .wishes import Wish, WishHit

__all__ = ["Favourite", "FitWeight", "Shown", "Wish", "WishHit", "WishInvitation"]
