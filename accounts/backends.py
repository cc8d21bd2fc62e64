import logging

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password

from accounts.queries import people
from accounts.wire import is_wire_form

log = logging.getLogger("accounts.login")


class DerivedKeyBackend(ModelBackend):
    """Django's own backend, but for login keys only: whatever is not of the wire form may be a real password.

    It is refused unread, with the same answer and after the same work as a wrong key, and never logged.
    """

    def authenticate(self, request, username=None, password=None, **kwargs):
        if not isinstance(username, str) or not is_wire_form(password):
            log.warning("a login without a derived key was refused")
            make_password("unused")
            return None
        user = people.by_login(username)
        if user is None or not user.has_usable_password():
            make_password(password)  # one hash, as for everybody
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None
