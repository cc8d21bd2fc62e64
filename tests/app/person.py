"""Somebody who writes with the protocol's Python side: fills rooms for the browser, and reads what it wrote."""

import json
import time
from dataclasses import dataclass, field, replace

from e2ee import registry as r
from e2ee.account import account_keys, wrap_ak
from e2ee.identity import Identities, make_identity, parse_identity, sign_identity
from e2ee.log import LogVerifier
from e2ee.passwords import room_kek
from e2ee.primitives import ZERO32, ZERO64, b64u, random_bytes
from e2ee.records import Header, from_json, make_record, seal_message, to_json
from e2ee.recovery import new_code, recovery_keys, show
from e2ee.rooms import new_epoch

PASSWORD = "Quiet-Harbour-57!"
ROLES = {"counsellor": r.OWNER, "client": r.CLIENT}


@dataclass
class Person:
    login: str
    name: str
    role: str
    uid: bytes = field(default_factory=lambda: random_bytes(16))
    ak: bytes = field(default_factory=lambda: random_bytes(32), repr=False)
    zone: str = "Europe/Vienna"
    keyset: dict | None = None
    identities: list = field(default_factory=list)

    def __post_init__(self):
        self.keys = account_keys(self.ak)
        self.ir = make_identity(self.keys, uid=self.uid, gen=1, created_ms=1_700_000_000_000)
        self.identity = parse_identity(self.ir)
        self.code = new_code()

    @property
    def id(self) -> str:
        return b64u(self.uid)

    @property
    def recovery_code(self) -> str:
        return show(self.code)

    def set_up(self, password: str = PASSWORD):
        seed, (_, rc_kek) = random_bytes(16), recovery_keys(self.code)
        kek = room_kek(password, seed)
        self.keyset = {
            "version": 1,
            "seed_room": b64u(seed),
            "wraps": [
                {"kind": 1, "gen": 1, "blob": b64u(wrap_ak(kek, self.ak, uid=self.uid, gen=1, kind=1, seed_room=seed))},
                {"kind": 2, "gen": 1, "blob": b64u(wrap_ak(rc_kek, self.ak, uid=self.uid, gen=1, kind=2))},
            ],
        }
        self.identities = [self.published(self.ir, sign_identity(self.keys, self.ir))]
        return self

    @staticmethod
    def published(ir: bytes, sig_self: bytes, sig_prev: bytes = ZERO64) -> dict:
        return {"gen": parse_identity(ir).gen, "ir": b64u(ir), "sig_self": b64u(sig_self), "sig_prev": b64u(sig_prev)}

    def reset(self):
        """Start over with new keys nobody vouches for, as after a forgotten password."""
        keys = account_keys(random_bytes(32))
        ir = make_identity(keys, uid=self.uid, gen=2, created_ms=1_700_000_000_000, prev_hash=self.identity.fp)
        self.identities.append(self.published(ir, sign_identity(keys, ir)))

    # --- rooms

    def genesis(self, peer: "Person") -> dict:
        room = random_bytes(16)
        people = [(self.identity, ROLES[self.role]), (peer.identity, ROLES[peer.role])]
        epoch, _ = new_epoch(people, room=room, number=1, sender=self.uid, kind=r.ONE_TO_ONE, reason=r.GENESIS)
        header = Header(type=r.EPOCH, room=room, epoch=1, sender=self.uid, gen=1, message_id=random_bytes(16), seq=1,
                        prev=ZERO32, time_ms=now_ms())  # fmt: skip
        return to_json(make_record(header, epoch.pack(), self.keys.sign_sk))

    def verifier(self, room: bytes, records: list, *people: "Person") -> LogVerifier:
        known = Identities([(p.ir, sign_identity(p.keys, p.ir), None) for p in (self, *people)])
        verifier = LogVerifier(room, me=self.uid, own={self.identity.fp: self.keys}, identities=known)
        for record in records:
            verifier.feed(from_json(record))
        return verifier

    def message(self, verifier: LogVerifier, text: str, *, time_ms: int | None = None) -> dict:
        header = verifier.next_header(r.MESSAGE, time_ms=time_ms or now_ms(), gen=1)
        plaintext = json.dumps({"t": "text", "b": text}).encode()
        return to_json(seal_message(verifier.keys[1], plaintext, replace(header), self.keys.sign_sk))


def texts(verifier: LogVerifier) -> list[str]:
    return [json.loads(entry.plaintext)["b"] for entry in verifier.entries if entry.plaintext]


def now_ms() -> int:
    return int(time.time() * 1000)
