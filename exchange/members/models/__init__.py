"""People, their organisations, what they may do for them, and what the organisation committed to."""

from exchange.programmes.change import Change

from .calling import CallBack
from .commitment import Commitment, CommitmentText
from .invitation import Invitation
from .membership import Membership
from .organisation import Organisation, OrganisationEvent
from .person import LANGUAGES, Member
from .review import LegalText, Review
from .rules import RuleChange

__all__ = [
    "LANGUAGES",
    "CallBack",
    "Change",
    "Commitment",
    "CommitmentText",
    "Invitation",
    "LegalText",
    "Member",
    "Membership",
    "Organisation",
    "OrganisationEvent",
    "Review",
    "RuleChange",
]
