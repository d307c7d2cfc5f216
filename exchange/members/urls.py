"""Joining, an organisation's own page, its people, and one's own profile."""

from django.urls import path

from .views import calling, joining, organisation, people, profile

app_name = "members"
urlpatterns = [
    path("apply/", joining.apply, name="apply"),
    path("apply/sent/", joining.applied, name="applied"),
    path("apply/confirm/<str:token>/", joining.application_confirm, name="application_confirm"),
    path("join/", joining.join, name="join"),
    path("join/sent/", joining.joined, name="joined"),
    path("invitation/<str:token>/", joining.invitation, name="invitation"),
    path("organisation/", organisation.organisation, name="organisation"),
    path("organisation/<int:pk>/", organisation.organisation, name="organisation_one"),
    path("organisation/<int:pk>/edit/", organisation.organisation_edit, name="organisation_edit"),
    path("organisation/<int:pk>/commit/", organisation.commit, name="commit"),
    path("organisation/<int:pk>/application/", organisation.application, name="application"),
    path("organisation/<int:pk>/consent/", organisation.consent, name="consent"),
    path("organisation/<int:pk>/leave/", organisation.organisation_leave, name="organisation_leave"),
    path("organisation/<int:pk>/code/", organisation.join_code, name="join_code"),
    path("organisation/<int:pk>/people/", people.people, name="people"),
    path("organisation/<int:pk>/people/invite/", people.invite, name="invite"),
    path("organisation/<int:pk>/people/add/", people.member_add, name="member_add"),
    path("invitations/<int:pk>/resend/", people.invitation_resend, name="invitation_resend"),
    path("invitations/<int:pk>/withdraw/", people.invitation_withdraw, name="invitation_withdraw"),
    path("people/<int:pk>/", people.member_edit, name="member_edit"),
    path("people/<int:pk>/roles/", people.roles, name="roles"),
    path("people/<int:pk>/leave/", people.leave, name="leave"),
    path("profile/", profile.profile, name="profile"),
    path("profile/travel/", profile.travel, name="travel"),
    path("call-back/", calling.call_back, name="call_back"),
    path("profile/data/", profile.my_data, name="my_data"),
]
