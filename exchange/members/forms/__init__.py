from .joining import AcceptForm, ApplicationForm, ApplyForm, CodeForm, JoinForm
from .organisation import ConsentForm, OrganisationForm
from .people import InviteForm, ProfileForm, RolesForm, WorkerForm

__all__ = [
    "AcceptForm",
    "ApplicationForm",
    "ApplyForm",
    "CodeForm",
    "ConsentForm",
    "InviteForm",
    "JoinForm",
    "OrganisationForm",
    "ProfileForm",
    "RolesForm",
    "WorkerForm",
]
