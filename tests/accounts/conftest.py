"""The cast: Clara, a client with no e-mail address; Cosmo, a counsellor; Sten, of the staff."""

import json
import os

import pytest

from accounts.actions import consents, people
from e2ee import account, identity, passwords
from lib import ids

SEED = bytes(range(16))


def ticks(role="client", language="en") -> dict[str, str]:
    """The ticks of the sign-up form, which agree to the wording of its language."""
    return {f"agree_{one.key.replace('-', '_')}": one.digest for one in consents.asked_of(role, language)}


def wire(name: str) -> str:
    """A derived key without the work of deriving it: what the server sees is only this."""
    return passwords.wire(name.encode().ljust(32, b"."))


def join(login: str, role="client", **fields):
    user = people.register(login=login, auth=wire(login), seed=SEED, role="client", **fields)
    if role != "client":
        user.is_superuser = role == "staff"
        people.change_role(user, role, by=user)
        user.save()
    return user


@pytest.fixture(autouse=True)
def fresh_limits(settings):
    """Counters of earlier tests must not reach into this one, whatever table or server holds them."""
    settings.CACHES = {
        name: options | {"KEY_PREFIX": f"{options.get('KEY_PREFIX', '')}{os.urandom(4).hex()}"}
        for name, options in settings.CACHES.items()
    }


@pytest.fixture
def at_once(monkeypatch):
    """What waits for the commit happens at once, for tests whose transaction is never committed."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda call, robust=False, **_: _quietly(call, robust))


def _quietly(call, robust):
    try:
        call()
    except Exception:
        if not robust:
            raise


@pytest.fixture
def clara(db):
    return join("clara")


@pytest.fixture
def cosmo(db):
    user = join("cosmo", role="counsellor")
    user.email = "cosmo@example.org"
    user.save()
    return user


@pytest.fixture
def sten(db):
    return join("sten", role="staff")


class Api:
    """The API as a browser uses it, in words: `api.post("auth/login", login=…)` answers `(status, json)`."""

    def __init__(self, client):
        self.client = client

    def get(self, path):
        return self._read(self.client.get(f"/api/v1/{path}"))

    def post(self, path, **body):
        return self._read(self.client.post(f"/api/v1/{path}", json.dumps(body), content_type="application/json"))

    def put(self, path, **body):
        return self._read(self.client.put(f"/api/v1/{path}", json.dumps(body), content_type="application/json"))

    @staticmethod
    def _read(response):
        return response.status_code, response.json() if response.content else {}


@pytest.fixture
def api(client):
    return Api(client)


class Keys:
    """A person's keys of one generation, as their browser would have made them."""

    def __init__(self, uid: bytes, gen: int = 1, before: "Keys | None" = None):
        self.uid, self.gen, self.ak = uid, gen, os.urandom(32)
        self.secret = account.account_keys(self.ak)
        prev = identity.fingerprint(before.ir) if before else bytes(32)
        self.ir = identity.make_identity(self.secret, uid=uid, gen=gen, created_ms=1, prev_hash=prev)
        self.sig_self = identity.sign_identity(self.secret, self.ir)
        self.sig_prev = identity.sign_identity(before.secret, self.ir) if before else None
        self.before = before

    def wrap(self, kind=account.WRAP_ROOM_PASSWORD, seed=SEED):
        seed = seed if kind == account.WRAP_ROOM_PASSWORD else bytes(16)
        return account.wrap_ak(os.urandom(32), self.ak, uid=self.uid, gen=self.gen, kind=kind, seed_room=seed)

    def body(self, version=0, recovery=True, **changes):
        wraps = {1: self.wrap()} | ({2: self.wrap(kind=2)} if recovery else {})
        body = {
            "version": version,
            "seed_room": ids.to_text(SEED),
            "wraps": [{"kind": kind, "blob": ids.to_text(blob)} for kind, blob in wraps.items()],
            "ir": ids.to_text(self.ir),
            "sig_self": ids.to_text(self.sig_self),
        }
        if recovery:
            body["rc_auth"] = ids.to_text(b"r" * 32)
        if self.sig_prev:
            body["sig_prev"] = ids.to_text(self.sig_prev)
            chain = account.chain_ak(self.secret.chain_key, self.before.ak, uid=self.uid, old_gen=self.before.gen)
            body["chain"] = ids.to_text(chain)
        return body | changes


@pytest.fixture
def keys_of():
    return lambda user, before=None: Keys(user.uid, before.gen + 1 if before else 1, before)
