"""Coming in and going out. One rule for the page and the API: who may log in, how often one may try."""

from collections.abc import Callable

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib import auth
from django.contrib.sessions.backends.base import SessionBase
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts import sealed, signals
from accounts.actions import audit, second_factor
from accounts.actions.keys import recovery_hash
from accounts.models import SignIn, User
from accounts.queries import keys, people
from accounts.rules import login_key
from accounts.wire import KDF
from lib import ratelimit
from lib.denied import Denied

BACKEND = "accounts.backends.DerivedKeyBackend"
PRELOGIN = {"limit": 60, "seconds": 300}  # per network
# Wrong attempts only: an honest one is taken back. A victim can always log in from another network.
PER_ACCOUNT = {"limit": 5, "seconds": 900}
PER_NETWORK = {"limit": 60, "seconds": 900}
EVERYBODY = {"limit": 6000, "seconds": 900}


def prelogin(login: str, *, network: str) -> dict:
    """What a browser needs to derive the login key. For an unknown login the same, invented but constant."""
    ratelimit.hit("prelogin", network, **PRELOGIN)
    invented = sealed.prelogin_seed(login_key(login))
    user = people.by_login(login)
    known = user is not None and user.is_active and len(user.seed_login) == len(invented)
    return {"kdf": KDF, "seed": user.seed_login if known else invented}


def verify(request, login: str, auth_key: str) -> User:
    """The person whose login and derived key these are; raises Denied with one answer for every other case."""
    return counted(request, login, lambda: auth.authenticate(request, username=login, password=auth_key))


def counted(request, login: str, find: Callable[[], User | None]) -> User:
    """Whom `find` finds; wrong attempts are counted before they are made, so that many at once are no way around."""
    network = ratelimit.address(request)
    who = f"{login_key(login)}|{network}"
    ratelimit.hit("login-all", "", **EVERYBODY)
    ratelimit.hit("login-network", network, **PER_NETWORK)
    ratelimit.hit("login", who, **PER_ACCOUNT)
    user = find()
    if user is None:
        audit.record("accounts.login_failed", by=None, about=audit.veiled(login_key(login)))
        raise Denied("wrong_login", _("The user name or the password is not right."), status=401)
    ratelimit.forget("login", who, seconds=PER_ACCOUNT["seconds"])
    ratelimit.take_back("login-network", network, seconds=PER_NETWORK["seconds"])
    ratelimit.take_back("login-all", "", seconds=EVERYBODY["seconds"])
    return user


def log_in(request, login: str, auth_key: str, *, otp: str = "") -> User:
    """The whole login in one step, as the API offers it. The page asks for the second factor on a page of its own."""
    user = verify(request, login, auth_key)
    require_code(user, otp)
    begin(request, user)
    return user


def recover(request, login: str, rc_auth: bytes, *, otp: str = "") -> User:
    """A login with the recovery code instead of the password, for whoever forgot it and has no e-mail address."""

    def find():
        user = people.by_login(login)
        kept = keys.recovery_hash_of(user) if user is not None and user.is_active else None
        return user if kept is not None and sealed.same(kept, recovery_hash(rc_auth)) else None

    user = counted(request, login, find)
    require_code(user, otp)
    begin(request, user)
    audit.record("accounts.recovered", by=user)
    return user


def require_code(user: User, otp: str) -> None:
    """The second factor, where there is one."""
    if second_factor.is_on(user):
        if not otp:
            raise Denied(
                "otp_required",
                _("Please enter the code of your authenticator app as well."),
                status=401,
                methods=second_factor.methods(user),
            )
        second_factor.check_code(user, otp).record_usage()


def begin(request, user: User) -> None:
    """Log in somebody who has proved who they are. A fresh proof counts as one for the next five minutes."""
    record_authentication(request, user, "password", reauthenticated=True)
    auth.login(request, user, backend=BACKEND)


def reauthenticate(request, auth_key: str) -> None:
    """Prove once more that it is still the same person at the keyboard. Raises Denied."""
    verify_again(request, auth_key)
    record_authentication(request, request.user, "password", reauthenticated=True)
    request.session.cycle_key()
    remember(request)


def verify_again(request, auth_key: str) -> None:
    user = verify(request, request.user.username, auth_key)
    if user.pk != request.user.pk:
        raise Denied("wrong_login", _("The password is not right."), status=401)


def remember(request) -> None:
    """Keep the list of the person's open sessions true."""
    if not request.session.session_key:
        request.session.save()
    SignIn.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={"user": request.user, "device": device(request.headers.get("User-Agent", ""))},
    )


def log_out(request) -> None:
    if request.user.is_authenticated:
        forget(request.user, request.session.session_key)
    auth.logout(request)


def end(sign_in: SignIn, *, by: User) -> None:
    """Close one session, on whatever machine it is open."""
    _store(sign_in.session_key).delete()
    audit.record("accounts.session_ended", by=by)
    forget(sign_in.user, sign_in.session_key)


def end_all(user: User, *, by: User | None, keep: str | None = None) -> None:
    """Close every session of `user`, but for the one with the key `keep`."""
    for sign_in in SignIn.objects.filter(user=user).exclude(session_key=keep or ""):
        _store(sign_in.session_key).delete()
        forget(user, sign_in.session_key)
    if keep is None:
        signals.session_ended.send(User, user=user, session_key=None)
    audit.record("accounts.sessions_ended", by=by, about=str(user.pk))


def forget(user: User, session_key: str | None) -> None:
    SignIn.objects.filter(session_key=session_key or "").delete()
    if session_key:
        signals.session_ended.send(User, user=user, session_key=session_key)


def _store(session_key: str) -> SessionBase:
    return import_string(f"{settings.SESSION_ENGINE}.SessionStore")(session_key)


def device(agent: str) -> str:
    """ "Firefox on Android" from a browser's long name; nothing that tells two people's phones apart."""
    browsers = [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]
    systems = [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
               ("Mac OS", "Mac"), ("Linux", "Linux")]  # fmt: skip
    browser = next((name for mark, name in browsers if mark in agent), _("A browser"))
    system = next((name for mark, name in systems if mark in agent), _("an unknown device"))
    return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
