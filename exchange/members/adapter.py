"""allauth in our house: nobody signs up on their own, and every letter is written by our outbox."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from exchange.notifications.outbox import Reader, absolute

from . import mails

CODES = {
    "account/email/login_code": "sign_in",
    "account/email/email_confirmation": "new_address",
    "account/email/email_confirmation_signup": "new_address",
}
NEWS = {
    "account/email/email_changed": _("The address of your account was changed to %(to_email)s."),
    "mfa/email/totp_activated": _("An authenticator app was added to your account."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed from your account."),
    "mfa/email/webauthn_added": _("A passkey was added to your account."),
    "mfa/email/webauthn_removed": _("A passkey was removed from your account."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for your account."),
}


SAID = {
    "account/messages/email_confirmed.txt": _("Your new address is confirmed."),
    "mfa/messages/totp_activated.txt": _("The authenticator app is set up."),
    "mfa/messages/totp_deactivated.txt": _("The authenticator app is removed."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": _("Here are your new recovery codes."),
    "usersessions/messages/sessions_logged_out.txt": _("All other devices are signed out."),
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("This code is not right. Please look at the newest mail."),
        "too_many_login_attempts": _("There were too many tries. Please wait five minutes and try again."),
        "rate_limited": _("There were too many tries. Please wait a few minutes and try again."),
        "duplicate_email": _("This is already your address."),
    }

    def is_open_for_signup(self, request):
        return False

    def is_reauthentication_required(self, *, app, **kwargs):
        """Our own door stands before these pages (`account_urls`): it counts a fresh log-in, allauth's does not."""
        return False

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        """Say in our words what is worth saying; the rest the next page shows by itself."""
        if words := message or SAID.get(message_template):
            messages.add_message(request, level, words, extra_tags=extra_tags)

    def send_mail(self, template_prefix, email, context):
        """Hand allauth's letter to the outbox. A template we do not know is a mistake of ours, and raises KeyError."""
        to = self._reader(email, context.get("user"))
        if template_prefix in CODES:
            mails.code(CODES[template_prefix], to, context["code"])
        elif template_prefix == "account/email/unknown_account":
            mails.account("sign_in_unknown", to, action_url=absolute(reverse("members:apply")))
        elif template_prefix == "account/email/account_already_exists":
            mails.account("address_taken", to)
        else:
            news = NEWS[template_prefix]
            mails.account("security", to, news=lambda: news % context)  # said in the reader's language

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Whoever owns the account hears of every change of its locks, at the address it had before."""
        self.send_mail(template_prefix, email or user.email, {**(context or {}), "user": user})

    def send_account_already_exists_mail(self, email):
        self.send_mail("account/email/account_already_exists", email, {})

    def _reader(self, email, user=None):
        member = user or get_user_model().objects.known(email)
        if member is None:
            return Reader(email, get_language())
        return Reader(email, member.language, member.first_name, member)
