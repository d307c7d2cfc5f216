"""What people look for and like: favourites, wishes and what came of them, proposals, and the weights of fit."""

from .invitations import WishInvitation
from .liking import Favourite, Shown
from .matches import Match
from .proposals import Proposal
from .weights import FitWeight
from .wishes import Wish, WishHit, read_lists

__all__ = ["Favourite", "FitWeight", "Match", "Proposal", "Shown", "Wish", "WishHit", "WishInvitation", "read_lists"]
