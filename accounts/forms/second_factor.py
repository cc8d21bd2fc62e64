"""allauth's forms for codes, with our own counting: its counters would not survive a restart."""

from allauth.core import context
from allauth.mfa import signals
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as webauthn
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.actions import second_factor
from lib.denied import Denied


class _OurCounting:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label, code.help_text = _("Code"), _("The six digits of your app, or one of your recovery codes.")
        code.widget.attrs = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}

    def clean_code(self):
        code = self.cleaned_data["code"]
        try:
            self.authenticator = second_factor.check_code(self.user, code)
        except Denied as refusal:
            signals.authentication_failed.send(
                sender=Authenticator, request=context.request, user=self.user, authenticator=None
            )
            raise ValidationError(refusal.message, code=refusal.code) from None
        self.authenticator.user = self.user
        return code


class AuthenticateForm(_OurCounting, base.AuthenticateForm):
    pass


class ReauthenticateForm(_OurCounting, base.ReauthenticateForm):
    pass


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _("So that you know it again, if you have several.")
        if "passwordless" in self.fields:
            alone = self.fields["passwordless"]
            alone.label = _("Log in with this passkey alone")
            alone.help_text = _(
                "Without user name and password. The device then always asks for your PIN or fingerprint."
            )
