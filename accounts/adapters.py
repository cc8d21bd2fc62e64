"""Where django-allauth asks us: how texts are kept, what people see, what it must never do on its own."""

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.utils.translation import gettext as _

from accounts.actions import second_factor, sessions
from accounts.landing import home_of
from lib.denied import Denied


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False  # our own page makes accounts

    def get_login_redirect_url(self, request):
        return home_of(request.user)

    def add_message(self, *args, **kwargs):
        """The pages say what happened; a second line above them would only repeat it."""

    def send_mail(self, *args, **kwargs):
        """Only accounts.actions.notices reaches people."""

    def reauthenticate(self, user, password):
        try:
            sessions.verify_again(self.request, password)
        except Denied:
            return False
        return True


class MFAAdapter(DefaultMFAAdapter):
    def encrypt(self, text):
        return second_factor.seal(text)

    def decrypt(self, encrypted_text):
        return second_factor.unseal(encrypted_text)

    def get_totp_issuer(self):
        return settings.SITE_NAME

    def _get_site_name(self):
        return settings.SITE_NAME

    def _get_user_identifier(self, user):
        return user.username  # an e-mail address would be shown by every authenticator app

    def build_totp_svg(self, url):
        return segno.make(url, error="m").svg_inline(scale=4, border=2, dark="#000", light="#fff")

    def generate_authenticator_name(self, user, type):
        return _("Passkey of %(device)s") % {"device": sessions.device(self.request.headers.get("User-Agent", ""))}

    def send_notification_mail(self, *args, **kwargs):
        """Told by accounts.receivers, in constant words."""
