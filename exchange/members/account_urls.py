"""The pages of allauth that we use, under its own names; what changes the locks of an account wants a fresh sign-in."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as sessions
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.generic import RedirectView

from .access import fresh_required
from .views import signin

urlpatterns = [
    path("login/", login_not_required(account.request_login_code), name="account_login"),
    path("login/code/", login_not_required(account.request_login_code), name="account_request_login_code"),
    path("login/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("login/second/", mfa.authenticate, name="mfa_authenticate"),
    path("login/passkey/", login_not_required(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("signup/", login_not_required(RedirectView.as_view(pattern_name="members:apply")), name="account_signup"),
    path("inactive/", login_not_required(account.account_inactive), name="account_inactive"),
    path("logout/", account.logout, name="account_logout"),
    path("fresh/", signin.fresh, name="account_fresh"),
    path("fresh/app/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("fresh/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("email/", fresh_required(account.email), name="account_email"),
    path("email/confirm/", account.email_verification_sent, name="account_email_verification_sent"),
    path("second-step/", mfa.index, name="mfa_index"),
    path("second-step/app/add/", fresh_required(totp.activate_totp), name="mfa_activate_totp"),
    path("second-step/app/qr.svg", fresh_required(signin.qr), name="account_qr"),
    path("second-step/app/remove/", fresh_required(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("second-step/codes/", fresh_required(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "second-step/codes/new/", fresh_required(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"
    ),
    path(
        "second-step/codes/file/", fresh_required(recovery.download_recovery_codes), name="mfa_download_recovery_codes"
    ),
    path("second-step/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("second-step/passkeys/add/", fresh_required(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("second-step/passkeys/<int:pk>/remove/", fresh_required(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("second-step/passkeys/<int:pk>/name/", fresh_required(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
]
