"""Runs one vector in Python. tests/js/e2ee/vectors.js is the same in JavaScript."""

import copy
import json

from e2ee import account, content, identity, log, passwords, primitives, records, recovery, rooms
from e2ee.account import account_keys
from e2ee.identity import Identities
from e2ee.vectors.make import FILE, plain

VECTORS = json.loads(FILE.read_text())
X = bytes.fromhex


def run(case: dict, given: dict | None = None):
    """What the function named in `do` gives, in the types of the file."""
    return plain(DO[case["do"]](**(case["in"] if given is None else given)))


def flipped(case: dict):
    """(where, inputs) for every bit the case wants turned around."""
    for path, numbers in case.get("flip", {}).items():
        for number in numbers:
            given = copy.deepcopy(case["in"])
            *way, last = path.split(".")
            place = given
            for step in way:
                place = place[step]
            raw = bytearray(X(place[last]))
            raw[number // 8] ^= 1 << number % 8
            place[last] = raw.hex()
            yield f"{path} bit {number}", given


def to_record(data: dict) -> records.Record:
    if data["body"] is None:
        return records.Record(X(data["header"]), None, X(data["sig"]), X(data["erased_hash"]))
    return records.Record(X(data["header"]), X(data["body"]), X(data["sig"]))


def to_header(data: dict) -> records.Header:
    return records.Header(**{name: X(value) if isinstance(value, str) else value for name, value in data.items()})


def own_keys(own: dict) -> dict:
    return {X(fp): ak and account_keys(X(ak)) for fp, ak in own.items()}


def password_problems(password, forbidden):
    return {
        "login": passwords.login_password_problems(password, forbidden),
        "room": passwords.room_password_problems(password, forbidden),
    }


def make_identity(ak, uid, gen, created_ms, prev_hash):
    keys = account_keys(X(ak))
    ir = identity.make_identity(keys, uid=X(uid), gen=gen, created_ms=created_ms, prev_hash=X(prev_hash))
    return {"ir": ir, "sig_self": identity.sign_identity(keys, ir), "fp": identity.fingerprint(ir)}


def people(names) -> Identities:
    found = [VECTORS["people"][name] for name in names]
    return Identities((X(one["ir"]), X(one["sig_self"]), optional(one["sig_prev"])) for one in found)


def shown_account_keys(ak):
    keys = account_keys(X(ak))
    names = ["sign_pk", "box_pk", "inbox_pk", "notes_key", "state_key", "chain_key"]
    return {name: getattr(keys, name) for name in names}


def made(one: records.Record) -> dict:
    return {"record": one, "link": one.link}


def epoch_keys(key):
    subkey = primitives.KDF
    messages, signals = subkey(X(key), "cp1epoch", 1), subkey(X(key), "cp1epoch", 2)
    return {"messages": messages, "signals": signals, "inbox_pk": rooms.team_inbox(X(key))[0]}


def open_slot(record, uid, own):
    epoch = rooms.read_epoch(to_record(record))
    return rooms.open_slot(epoch, X(uid), own_keys(own))


def open_grant(body, ak, room, sender, kids):
    grant = rooms.Grant.unpack(X(body))
    kids = {int(number): X(kid) for number, kid in kids.items()}
    return rooms.open_grant(grant, room=X(room), sender=X(sender), own=account_keys(X(ak)), kids=kids)


def optional(text):
    return None if text is None else X(text)


def check_identity(ir, sig_self, sig_prev=None, previous=None):
    return identity.check_identity(X(ir), X(sig_self), optional(sig_prev), optional(previous)).fp


def true(_):
    return True


DO = {
    "password_bytes": lambda password: passwords.password_bytes(password),
    "auth_key": lambda password, seed: passwords.auth_key(password, X(seed)),
    "room_kek": lambda password, seed: passwords.room_kek(password, X(seed)),
    "wire": lambda key: passwords.wire(X(key)),
    "read_prelogin": lambda answer, seen=1: passwords.read_prelogin(answer, seen),
    "password_problems": password_problems,
    "account_keys": shown_account_keys,
    "wrap_ak": lambda kek, ak, uid, gen, kind, seed_room, nonce: account.wrap_ak(
        X(kek), X(ak), uid=X(uid), gen=gen, kind=kind, seed_room=X(seed_room), nonce=X(nonce)
    ),
    "unwrap_ak": lambda kek, blob, uid, gen, kind, seed_room: account.unwrap_ak(
        X(kek), X(blob), uid=X(uid), gen=gen, kind=kind, seed_room=X(seed_room)
    ),
    "chain_ak": lambda chain_key, old_ak, uid, old_gen, nonce: account.chain_ak(
        X(chain_key), X(old_ak), uid=X(uid), old_gen=old_gen, nonce=X(nonce)
    ),
    "unchain_ak": lambda chain_key, blob, uid, old_gen: account.unchain_ak(
        X(chain_key), X(blob), uid=X(uid), old_gen=old_gen
    ),
    "recovery_show": lambda raw: recovery.show(X(raw)),
    "recovery_parse": lambda text: recovery.parse(text),
    "recovery_keys": lambda raw: recovery.recovery_keys(X(raw)),
    "recovery_login": lambda raw: recovery.recovery_login(X(raw)),
    "make_identity": make_identity,
    "sign_identity": lambda ak, ir: identity.sign_identity(account_keys(X(ak)), X(ir)),
    "check_identity": check_identity,
    "safety_number": lambda a, b: identity.safety_number(X(a), X(b)),
    "make_record": lambda header, body, ak: made(
        records.make_record(to_header(header), X(body), account_keys(X(ak)).sign_sk)
    ),
    "check_record": lambda record, sign_pk: (
        records.check_record(to_record(record), X(sign_pk)) and to_record(record).link
    ),
    "seal_message": lambda key, text, header, ak: made(
        records.seal_message(X(key), text.encode(), to_header(header), account_keys(X(ak)).sign_sk)
    ),
    "open_message": lambda key, record: records.open_message(X(key), to_record(record)).decode(),
    "check_signal": lambda epoch, record, known: (
        rooms.check_signal(rooms.read_epoch(to_record(epoch)), to_record(record), people(known)).uid
    ),
    "check_links": lambda records, head_link: log.check_links(list(map(to_record, records)), X(head_link)),
    "unpack_header": lambda raw: records.Header.unpack(X(raw)).pack(),
    "from_json": lambda data: records.from_json(data).link,
    "padded_size": lambda size: len(records.pad(bytes(size))),
    "unpad": lambda padded: records.unpad(X(padded)),
    "read_content": lambda plaintext: content.read(X(plaintext)),
    "compose_content": lambda message: content.compose(message),
    "kid": lambda key, room, number: rooms.kid(X(key), X(room), number),
    "epoch_keys": epoch_keys,
    "open_slot": open_slot,
    "unpack_epoch": lambda body: rooms.Epoch.unpack(X(body)).pack(),
    "open_grant": open_grant,
    "unpack_grant": lambda body: rooms.Grant.unpack(X(body)).pack(),
    "verify": lambda sign_pk, tag, message, sig: true(primitives.verify(X(sign_pk), tag, X(message), X(sig))),
    "open_aead": lambda key, nonce, ad, ciphertext: primitives.open_aead(X(key), X(nonce), X(ad), X(ciphertext)),
    "check_box_key": lambda box_pk: true(primitives.check_box_key(X(box_pk))),
    "unb64u": lambda text, size=None: primitives.unb64u(text, size),
}


def reader(case: dict) -> log.LogVerifier:
    """A verifier that has read nothing yet, with what the reader of this log knows."""
    checkpoint = case["checkpoint"]
    return log.LogVerifier(
        X(case["room"]),
        me=X(case["me"]),
        own=own_keys(case["own"]),
        identities=people(case["known"]),
        pins={X(uid): [X(fp) for fp in fps] for uid, fps in case["pins"].items()},
        checkpoint=checkpoint and (checkpoint[0], X(checkpoint[1])),
    )


def log_records(case: dict) -> list[records.Record]:
    return [to_record(VECTORS["records"][number]) for number in case["records"]]


def what_was_read(verifier: log.LogVerifier) -> dict:
    return plain(
        {
            "seq": verifier.head_seq,
            "link": verifier.head_link,
            "keys": sorted(verifier.keys),
            "texts": [one.plaintext if one.plaintext is None else one.plaintext.decode() for one in verifier.entries],
            "events": [event for one in verifier.entries for event in one.events],
        }
    )
