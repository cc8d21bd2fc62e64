"""The server keeps wrapped keys and public identities, and refuses whatever does not verify."""

import os

import pytest
from django.test import Client

from accounts.actions import keys
from accounts.models import Identity, KeySet, Wrap
from accounts.queries import keys as key_queries
from e2ee import account, identity
from lib import ids
from lib.append_only import WrittenOnce
from tests.accounts.conftest import Api, Keys

pytestmark = pytest.mark.django_db


@pytest.fixture
def clara_api(client, clara):
    client.force_login(clara)
    return Api(client)


def test_before_the_set_up_there_are_no_keys(clara_api):
    assert clara_api.get("me/keys")[1]["error"] == "no_keys"


def test_the_first_set_up_gives_back_what_was_stored(clara_api, clara, keys_of):
    body = keys_of(clara).body()
    assert clara_api.put("me/keys", **body) == (200, {"version": 1, "gen": 1})
    status, mine = clara_api.get("me/keys")
    assert status == 200
    assert mine == {
        "uid": ids.to_text(clara.uid), "gen": 1, "version": 1, "seed_room": body["seed_room"], "ir": body["ir"], "chain": [],
        "wraps": [{"gen": 1, **wrap} for wrap in body["wraps"]],
    }  # fmt: skip
    assert clara_api.get("me")[1]["has_keys"]


def test_a_stolen_database_does_not_hold_the_wrapped_key(clara_api, clara, keys_of):
    body = keys_of(clara).body()
    clara_api.put("me/keys", **body)
    stored = [bytes(row.blob) for row in Wrap.objects.all()] + [KeySet.objects.get().rc_auth]
    for wrap in body["wraps"]:
        assert not any(ids.from_text(wrap["blob"])[1:40] in blob for blob in stored)
    assert keys.recovery_hash(b"r" * 32) not in stored[-1]
    assert key_queries.recovery_hash_of(clara) == keys.recovery_hash(b"r" * 32)


def test_a_new_pepper_takes_over(clara_api, clara, keys_of, settings):
    body = keys_of(clara).body()
    clara_api.put("me/keys", **body)
    settings.PEPPER_BEFORE, settings.PEPPER = [settings.PEPPER], "a-new-pepper-" * 4
    assert keys.reseal() == 3
    settings.PEPPER_BEFORE = []
    assert clara_api.get("me/keys")[1]["wraps"][0]["blob"] == body["wraps"][0]["blob"]
    assert keys.reseal() == 0


def test_a_new_room_password_replaces_the_wrap_and_keeps_the_identity(clara_api, clara, keys_of):
    own = keys_of(clara)
    clara_api.put("me/keys", **own.body())
    seed = os.urandom(16)
    blob = ids.to_text(own.wrap(seed=seed))
    wraps = [{"kind": 1, "blob": blob}]
    assert clara_api.put("me/keys", version=1, seed_room=ids.to_text(seed), wraps=wraps)[0] == 200
    mine = clara_api.get("me/keys")[1]
    assert (mine["version"], mine["seed_room"], mine["wraps"][0]["blob"]) == (2, ids.to_text(seed), blob)
    assert [wrap["kind"] for wrap in mine["wraps"]] == [1, 2]
    assert Identity.objects.count() == 1


def test_a_change_that_does_not_know_the_newest_version_is_refused(clara_api, clara, keys_of):
    own = keys_of(clara)
    clara_api.put("me/keys", **own.body())
    status, answer = clara_api.put("me/keys", **own.body(version=0))
    assert (status, answer["error"], answer["version"]) == (409, "stale", 1)
    assert KeySet.objects.get().version == 1


def test_a_rotation_signed_by_the_key_before_is_accepted(clara_api, clara, keys_of):
    first = keys_of(clara)
    clara_api.put("me/keys", **first.body())
    second = keys_of(clara, before=first)
    assert clara_api.put("me/keys", **second.body(version=1)) == (200, {"version": 2, "gen": 2})
    mine = clara_api.get("me/keys")[1]
    assert {wrap["gen"] for wrap in mine["wraps"]} == {2}
    old = ids.from_text(mine["chain"][0]["blob"])
    assert account.unchain_ak(second.secret.chain_key, old, uid=clara.uid, old_gen=1) == first.ak
    assert [i["gen"] for i in clara_api.get(f"identities/{ids.to_text(clara.uid)}")[1]["identities"]] == [1, 2]


def test_starting_over_with_unsigned_keys_is_refused_for_now(clara_api, clara, keys_of):
    first = keys_of(clara)
    clara_api.put("me/keys", **first.body())
    body = keys_of(clara, before=first).body(version=1)
    del body["sig_prev"]
    status, answer = clara_api.put("me/keys", **body)
    assert (status, answer["error"]) == (409, "reset_not_available")
    assert Identity.objects.count() == 1


def broken(field, change):
    def spoil(own: Keys, body: dict) -> dict:
        return body | {field: change(own)}

    return spoil


def flipped(text: str, at: int) -> str:
    raw = bytearray(ids.from_text(text))
    raw[at] ^= 1
    return ids.to_text(bytes(raw))


def signed_by_itself(own: Keys, ir: bytes) -> dict:
    return {"ir": ids.to_text(ir), "sig_self": ids.to_text(identity.sign_identity(own.secret, ir))}


SMALL_ORDER = bytes(32)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda own, body: body | {"sig_self": flipped(body["sig_self"], 5)}, "identity_refused"),
        (lambda own, body: body | {"ir": flipped(body["ir"], 120)}, "identity_refused"),
        (lambda own, body: body | signed_by_itself(own, own.ir[:1] + os.urandom(16) + own.ir[17:]), "identity_refused"),
        (lambda own, body: body | signed_by_itself(own, own.ir[:53] + SMALL_ORDER + own.ir[85:]), "identity_refused"),
        (lambda own, body: body | signed_by_itself(own, own.ir[:85] + SMALL_ORDER + own.ir[117:]), "identity_refused"),
        (lambda own, body: body | signed_by_itself(own, own.ir[:17] + (2).to_bytes(4, "big") + own.ir[21:125] + b"x" * 32), "identity_refused"),
        (lambda own, body: body | {"sig_prev": ids.to_text(b"s" * 64)}, "identity_refused"),
        (lambda own, body: body | {"wraps": body["wraps"][1:]}, "keys_incomplete"),
        (lambda own, body: body | {"ir": None, "sig_self": None}, "keys_incomplete"),
        (lambda own, body: body | {"rc_auth": None}, "keys_incomplete"),
        (lambda own, body: body | {"wraps": [{"kind": 3, "blob": body["wraps"][0]["blob"]}]}, "wrap_refused"),
        (lambda own, body: body | {"wraps": [{"kind": 1, "blob": flipped(body["wraps"][0]["blob"], 0)}]}, "wrap_refused"),
        (lambda own, body: body | {"wraps": [body["wraps"][0]] * 2}, "wrap_refused"),
        (lambda own, body: body | {"seed_room": "short"}, "invalid_input"),
        (lambda own, body: body | {"ir": body["ir"] + "="}, "invalid_input"),
    ],
)  # fmt: skip
def test_keys_that_do_not_stand_are_refused_and_nothing_is_stored(clara_api, clara, keys_of, spoil, code):
    own = keys_of(clara)
    status, answer = clara_api.put("me/keys", **spoil(own, own.body()))
    assert (status, answer["error"]) == (422, code)
    assert not Identity.objects.exists()
    assert not KeySet.objects.exists()
    assert not Wrap.objects.exists()


def test_a_counsellor_cannot_finish_without_a_recovery_code(client, cosmo, keys_of):
    client.force_login(cosmo)
    status, answer = Api(client).put("me/keys", **keys_of(cosmo).body(recovery=False))
    assert (status, answer["error"]) == (422, "recovery_required")
    assert not Identity.objects.exists()


def test_a_client_may_do_without_a_recovery_code(clara_api, clara, keys_of):
    assert clara_api.put("me/keys", **keys_of(clara).body(recovery=False))[0] == 200


def test_the_recovery_code_logs_in_and_is_throttled_like_a_password(clara_api, clara, keys_of):
    clara_api.put("me/keys", **keys_of(clara).body())
    stranger = Api(Client())
    assert stranger.post("auth/recover", login="clara", rc_auth=ids.to_text(b"r" * 32))[0] == 200
    wrong = [stranger.post("auth/recover", login="clara", rc_auth=ids.to_text(b"x" * 32))[0] for _ in range(6)]
    assert wrong == [401] * 5 + [429]


def test_nobody_without_a_recovery_code_can_be_recovered(api, clara):
    assert api.post("auth/recover", login="clara", rc_auth=ids.to_text(bytes(32)))[0] == 401
    assert api.post("auth/recover", login="nobody", rc_auth=ids.to_text(bytes(32)))[0] == 401


def test_identities_are_never_changed_or_deleted(clara_api, clara, keys_of):
    clara_api.put("me/keys", **keys_of(clara).body())
    row = Identity.objects.get()
    for attempt in (row.save, row.delete, Identity.objects.all().delete, lambda: Identity.objects.update(gen=2)):
        with pytest.raises(WrittenOnce):
            attempt()
    assert Identity.objects.get().gen == 1


@pytest.mark.parametrize(
    ("viewer", "person", "sees"),
    [
        ("clara", "clara", True),
        ("clara", "cosmo", True),
        ("clara", "sten", False),
        ("cosmo", "clara", False),
        ("sten", "clara", False),
        ("sten", "cosmo", True),
    ],
)
def test_public_keys_are_shown_to_those_who_know_each_other(client, clara, cosmo, sten, viewer, person, sees):
    cast = {"clara": clara, "cosmo": cosmo, "sten": sten}
    client.force_login(cast[viewer])
    answer = client.get(f"/api/v1/identities/{ids.to_text(cast[person].uid)}")
    if sees:
        assert answer.json()["uid"] == ids.to_text(cast[person].uid)
    else:
        missing = client.get(f"/api/v1/identities/{ids.to_text(os.urandom(16))}")
        assert (answer.status_code, answer.content) == (404, missing.content)
        assert answer.headers == missing.headers


def test_who_has_a_relation_may_see(client, clara, cosmo, monkeypatch):
    from accounts import relations

    monkeypatch.setattr(relations, "knows", [lambda viewer, person: {viewer, person} == {clara, cosmo}])
    client.force_login(cosmo)
    assert client.get(f"/api/v1/identities/{ids.to_text(clara.uid)}").status_code == 200


def test_a_stranger_sees_no_keys(api, cosmo):
    assert api.get(f"identities/{ids.to_text(cosmo.uid)}")[0] == 401
    assert api.get("me/keys")[0] == 401
