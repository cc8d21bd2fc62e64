"""May this happen? Pure functions; the ones about names and addresses also say what the one spelling is."""

import re
import unicodedata

from django.utils.translation import gettext as _

from lib.denied import Denied

LOGIN_MIN, LOGIN_MAX = 3, 30
# Letters and digits of any script, joined by single . _ - ; never an @, so a name is never mistaken for an address
LOGIN_FORM = re.compile(r"[^\W_]+(?:[._-][^\W_]+)*")


def login_key(login: str) -> str:
    """The one spelling under which a login name or e-mail address is compared: upper and lower case are the same."""
    login = login.replace("\x00", "").strip()  # PostgreSQL holds no NUL, and cannot be asked for one
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", login).casefold())


def login_name(typed: str) -> str:
    """`typed` as a login name to store, or Denied with the reason."""
    name = unicodedata.normalize("NFKC", typed.strip())
    if not LOGIN_MIN <= len(name) <= LOGIN_MAX:
        raise Denied("login_length", _("A user name has 3 to 30 characters."), status=422)
    if not LOGIN_FORM.fullmatch(name):
        raise Denied(
            "login_form",
            _("A user name is made of letters and digits, with single dots, hyphens or underscores between them."),
            status=422,
        )
    return name


def email_address(typed: str) -> str:
    """`typed` as an e-mail address to store (lower case: nobody means two people by case), "" if empty, or Denied."""
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    address = typed.strip().lower()
    if not address:
        return ""
    try:
        validate_email(address)
    except ValidationError:
        raise Denied("email_form", _("This does not look like an e-mail address."), status=422) from None
    if len(address) > 254:
        raise Denied("email_form", _("This e-mail address is too long."), status=422)
    return address
