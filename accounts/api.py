"""Accounts over HTTP (docs/protocol): signing up and in with derived keys, one's own wrapped keys, public identities."""

from typing import Annotated

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from ninja.responses import codes_4xx
from pydantic import AfterValidator, ConfigDict, Field

from accounts.actions import consents, keys, people, sessions
from accounts.enums import Role
from accounts.queries import identities
from accounts.queries import keys as key_queries
from accounts.queries import people as people_queries
from lib import ids, ratelimit
from lib.denied import Denied

router = Router(tags=["accounts"])


def _bytes(size: int | None = None):
    return Annotated[str, Field(max_length=4096), AfterValidator(lambda text: ids.from_text(text, size))]


Id, Hash, Signature = _bytes(16), _bytes(32), _bytes(64)
Login = Annotated[str, Field(min_length=1, max_length=254)]
AuthKey = Annotated[str, Field(max_length=2048)]


class Input(Schema):
    model_config = ConfigDict(extra="forbid")


class Prelogin(Input):
    login: Login


class LoginIn(Input):
    login: Login
    auth: AuthKey
    otp: Annotated[str, Field(max_length=64)] = ""


class RegisterIn(Input):
    login: Login
    auth: AuthKey
    seed: Id
    kdf: int
    uid: Id
    email: Annotated[str, Field(max_length=254)] = ""
    role: Role = Role.CLIENT
    zone: Annotated[str, Field(max_length=40)] = ""
    agreed: Annotated[
        list[Annotated[str, Field(max_length=64)]],
        Field(max_length=10, description="digests of the texts the person agreed to; a refusal lists those missing"),
    ] = []


class ReauthIn(Input):
    auth: AuthKey


class RecoverIn(Input):
    login: Login
    rc_auth: Hash
    otp: Annotated[str, Field(max_length=64)] = ""


class WrapIn(Input):
    kind: int
    blob: _bytes(105)


class KeysIn(Input):
    version: Annotated[int, Field(ge=0)]
    seed_room: Id
    wraps: Annotated[list[WrapIn], Field(max_length=4)]
    ir: _bytes(157) | None = None
    sig_self: Signature | None = None
    sig_prev: Signature | None = None
    rc_auth: Hash | None = None
    chain: _bytes(105) | None = None


class Refusal(Schema):
    """Every refusal: a stable code, and a sentence for people. Some codes come with further fields."""

    error: str
    message: str


class Csrf(Schema):
    token: str


class PreloginOut(Schema):
    """Nothing but these two: a client refuses anything more."""

    kdf: int
    seed: str


class Me(Schema):
    uid: str
    login: str
    name: str
    role: Role
    email: Annotated[bool, Field(description="whether there is a confirmed address")]
    has_keys: bool
    zone: str
    language: str


class Done(Schema):
    ok: bool


class WrapOut(Schema):
    gen: int
    kind: int
    blob: str


class OldKeyOut(Schema):
    gen: int
    blob: str


class KeysOut(Schema):
    uid: str
    gen: int
    version: int
    seed_room: str
    wraps: list[WrapOut]
    chain: list[OldKeyOut]
    ir: str


class KeysChanged(Schema):
    version: int
    gen: int


class IdentityOut(Schema):
    gen: int
    ir: str
    sig_self: str
    sig_prev: str


class PersonOut(Schema):
    uid: str
    name: str
    role: Role
    identities: list[IdentityOut]


def answers(good, status: int = 200) -> dict:
    return {status: good, codes_4xx: Refusal}


@router.get("auth/csrf", auth=None, response=Csrf, summary="Sets the CSRF cookie")
def csrf(request):
    return {"token": get_token(request)}


@router.post("auth/prelogin", auth=None, response=answers(PreloginOut), summary="What to derive the login key with")
def prelogin(request, data: Prelogin):
    answer = sessions.prelogin(data.login, network=ratelimit.address(request))
    return {"kdf": answer["kdf"], "seed": ids.to_text(answer["seed"])}


@router.post("auth/register", auth=None, response=answers(Me, 201), summary="Sign up; logs in")
def register(request, data: RegisterIn):
    given = dict(data)
    agreed = consents.checked(data.role, get_language(), given.pop("agreed"))
    user = people.register(**given, agreed=agreed, network=ratelimit.address(request))
    sessions.begin(request, user)
    return Status(201, about(user))


@router.post("auth/login", auth=None, response=answers(Me), summary="Log in with the derived key")
def login(request, data: LoginIn):
    return about(sessions.log_in(request, data.login, data.auth, otp=data.otp))


@router.post("auth/recover", auth=None, response=answers(Me), summary="Log in with the recovery code")
def recover(request, data: RecoverIn):
    return about(sessions.recover(request, data.login, data.rc_auth, otp=data.otp))


@router.post("auth/reauth", response=answers(Done), summary="Prove again that it is still you")
def reauth(request, data: ReauthIn):
    sessions.reauthenticate(request, data.auth)
    return {"ok": True}


@router.post("auth/logout", auth=None, response={204: None}, summary="Log out")
def logout(request):
    sessions.log_out(request)
    response = HttpResponse(status=204)
    response["Clear-Site-Data"] = '"storage"'
    return response


@router.get("me", response=answers(Me), summary="Who am I?")
def me(request):
    return about(request.user)


@router.get("me/keys", response=answers(KeysOut), summary="My wrapped keys")
def my_keys(request):
    user = request.user
    keyset = key_queries.keyset_of(user)
    if keyset is None:
        raise Denied("no_keys", _("You have not set up your room yet."), status=404)
    return {
        "uid": ids.to_text(user.uid),
        "gen": keyset.gen,
        "version": keyset.version,
        "seed_room": ids.to_text(keyset.seed_room),
        "wraps": [{"gen": g, "kind": k, "blob": ids.to_text(blob)} for g, k, blob in key_queries.wraps_of(user)],
        "chain": [{"gen": g, "blob": ids.to_text(blob)} for g, blob in key_queries.old_keys_of(user)],
        "ir": ids.to_text(identities.head(user).ir),
    }


@router.put("me/keys", response=answers(KeysChanged), summary="Set up, re-wrap or rotate my keys")
def put_my_keys(request, data: KeysIn):
    fields = dict(data) | {"wraps": {wrap.kind: wrap.blob for wrap in data.wraps}}
    if len(fields["wraps"]) != len(data.wraps):
        raise Denied("wrap_refused", _("Every kind of wrap comes once."), status=422)
    keyset = keys.put(request.user, **fields, by=request.user)
    return {"version": keyset.version, "gen": keyset.gen}


@router.get("identities/{uid}", response=answers(PersonOut), summary="Somebody's public keys, all generations")
def identity(request, uid: str):
    person = people_queries.visible_to(request.user, _uid_or_missing(uid))
    return {
        "uid": ids.to_text(person.uid),
        "name": person.name,
        "role": person.role,
        "identities": [
            {
                "gen": row.gen,
                "ir": ids.to_text(row.ir),
                "sig_self": ids.to_text(row.sig_self),
                "sig_prev": ids.to_text(row.sig_prev),
            }
            for row in identities.of(person.uid)
        ],
    }


def _uid_or_missing(text: str) -> bytes:
    """A malformed id belongs to nobody: the query answers like for a missing one."""
    try:
        return ids.from_text(text, ids.ID_SIZE)
    except ValueError:
        return b""


def about(user) -> dict:
    return {
        "uid": ids.to_text(user.uid),
        "login": user.username,
        "name": user.name,
        "role": user.role,
        "email": bool(user.email),
        "has_keys": key_queries.keyset_of(user) is not None,
        "zone": user.time_zone,
        "language": user.language,
    }
