"""People of the demo practice, with keys as their browsers would have made them. Only where DEBUG is on."""

from django.contrib.auth.models import Group

from accounts.actions import keys, people
from accounts.enums import Role, WrapKind
from accounts.models import User
from accounts.queries import identities
from accounts.queries.keys import wraps_of
from e2ee import recovery
from e2ee.account import AccountKeys, account_keys, unwrap_ak, wrap_ak
from e2ee.identity import make_identity, sign_identity
from e2ee.passwords import room_kek
from e2ee.primitives import random_bytes
from lib import clock


def person(login: str, *, role: str, password: str, room_password: str = "", display_name: str = "") -> User:
    """The person called `login`, made now if missing; with a `room_password` their rooms are set up too."""
    user = User.objects.filter(username=login).first() or people.create(
        role=role, login=login, password=password, email=f"{login}@example.org", display_name=display_name
    )
    if room_password and identities.head(user) is None:
        _set_up_rooms(user, room_password)
    return user


def colleague(login: str, *, group: str, password: str, display_name: str) -> User:
    """Somebody of the staff who may do what `group` may, and nothing else; made now if missing."""
    user = User.objects.filter(username=login).first()
    if user is None:
        user = people.create(
            role=Role.STAFF, login=login, password=password, email=f"{login}@example.org", display_name=display_name,
            superuser=False,
        )  # fmt: skip
        user.groups.set(Group.objects.filter(name=group))
    return user


def _set_up_rooms(user: User, room_password: str) -> None:
    """What the room application does at its first start; nobody learns the account key or the recovery code."""
    ak, code, seed = random_bytes(32), recovery.new_code(), random_bytes(16)
    own, (rc_auth, rc_kek) = account_keys(ak), recovery.recovery_keys(code)
    ir = make_identity(own, uid=user.uid, gen=1, created_ms=clock.now_ms())
    wraps = {
        WrapKind.ROOM_PASSWORD: wrap_ak(
            room_kek(room_password, seed), ak, uid=user.uid, gen=1, kind=WrapKind.ROOM_PASSWORD, seed_room=seed
        ),
        WrapKind.RECOVERY: wrap_ak(rc_kek, ak, uid=user.uid, gen=1, kind=WrapKind.RECOVERY),
    }
    keys.put(
        user, version=0, seed_room=seed, wraps=wraps, ir=ir, sig_self=sign_identity(own, ir), rc_auth=rc_auth, by=user
    )


def keys_of(user: User, room_password: str) -> AccountKeys:
    """A demo person's keys, unlocked with the room password as a browser would."""
    keyset = user.keyset
    blob = next(blob for gen, kind, blob in wraps_of(user) if (gen, kind) == (keyset.gen, WrapKind.ROOM_PASSWORD))
    kek, about = room_kek(room_password, keyset.seed_room), {"uid": user.uid, "gen": keyset.gen}
    return account_keys(unwrap_ak(kek, blob, kind=WrapKind.ROOM_PASSWORD, seed_room=keyset.seed_room, **about))
