from .calling import CallBackForm
from .joining import AcceptForm, ApplicationForm, ApplyForm, CodeForm, JoinForm
from .organisation import ConsentForm, OrganisationForm
from .people import InviteForm, ProfileForm, RolesForm, WorkerForm
from .travel import TravelForm

__all__ = [
    "AcceptForm",
    "ApplicationForm",
    "ApplyForm",
    "CallBackForm",
    "CodeForm",
    "ConsentForm",
    "InviteForm",
    "JoinForm",
    "OrganisationForm",
    "ProfileForm",
    "RolesForm",
    "TravelForm",
    "WorkerForm",
]
