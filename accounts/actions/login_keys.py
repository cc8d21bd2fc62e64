"""The login password's stand-in: what is kept of it, and how it changes. The room password is another matter."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import audit, notices, sessions
from accounts.models import User
from accounts.wire import KDF, SEED_SIZE, is_wire_form
from e2ee import passwords, primitives
from lib import ids
from lib.denied import Denied


def put(user: User, auth: str, seed: bytes, kdf: int) -> None:
    """Everything the server keeps of a login password: the seed, and a hash of what was derived with it."""
    if kdf != KDF:
        raise Denied("kdf_unknown", _("Please load the page again."), status=422)
    if not is_wire_form(auth):
        raise Denied("not_derived", _("Please load the page again."), status=422)
    if len(seed) != SEED_SIZE:
        raise Denied("invalid_input", _("Please load the page again."), status=422)
    user.seed_login, user.kdf = seed, kdf
    user.set_password(auth)


def change(request, *, current: str, auth: str, seed: bytes, kdf: int = KDF) -> None:
    """A new login password: the room password is another matter and stays. Every other session ends."""
    sessions.verify_again(request, current)
    user = request.user
    replace(user, auth, seed, kdf, by=user)
    sessions.forget(user, request.session.session_key)
    sessions.begin(request, user)


@transaction.atomic
def replace(user: User, auth: str, seed: bytes, kdf: int, *, by: User | None) -> None:
    put(user, auth, seed, kdf)
    user.save(update_fields=["password", "seed_login", "kdf"])
    event = audit.record("accounts.password_changed", by=by, about=ids.to_text(user.uid))
    notices.tell(user, "accounts.password_changed", key=f"password:{event.pk}")
    sessions.end_all(user, by=by)


def derive(password: str) -> tuple[str, bytes]:
    """The wire form and the seed of a password typed at a terminal: what a browser would have done."""
    seed = primitives.random_bytes(SEED_SIZE)
    return passwords.wire(passwords.auth_key(password, seed)), seed


def set_from_password(user: User, password: str, *, by: User | None = None) -> None:
    """A new login password from the command line, derived here and forgotten."""
    replace(user, *derive(password), KDF, by=by)
