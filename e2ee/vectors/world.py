"""People and rooms with nothing random in them, for the vectors."""

from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import blake2b
from unittest.mock import patch

from nacl import bindings as sodium

from e2ee import identity, records, rooms
from e2ee import registry as r
from e2ee.account import AccountKeys, account_keys
from e2ee.primitives import ZERO32

BORN = 1_700_000_000_000  # milliseconds
ROOM = b"\x0f" * 16


@dataclass(frozen=True)
class Person:
    """One generation of one person."""

    name: str
    ak: bytes
    ir: bytes
    sig_self: bytes
    sig_prev: bytes | None = None

    @property
    def keys(self) -> AccountKeys:
        return account_keys(self.ak)

    @property
    def identity(self) -> identity.Identity:
        return identity.parse_identity(self.ir)

    @property
    def uid(self) -> bytes:
        return self.identity.uid

    @property
    def fp(self) -> bytes:
        return self.identity.fp

    def next(self, name: str, ak: bytes, *, linked: bool) -> "Person":
        """The next generation, vouched for by this one or not."""
        keys, gen = account_keys(ak), self.identity.gen + 1
        ir = identity.make_identity(keys, uid=self.uid, gen=gen, created_ms=BORN + gen * 86_400_000, prev_hash=self.fp)
        sig_prev = identity.sign_identity(self.keys, ir) if linked else bytes(64)
        return Person(name, ak, ir, identity.sign_identity(keys, ir), sig_prev)


def person(name: str, uid: int, ak: int, created_ms: int = BORN) -> Person:
    keys = account_keys(bytes([ak]) * 32)
    ir = identity.make_identity(keys, uid=bytes([uid]) * 16, gen=1, created_ms=created_ms)
    return Person(name, bytes([ak]) * 32, ir, identity.sign_identity(keys, ir))


COUNSELLOR = person("counsellor", 0xC0, 0xC1)
CLIENT = person("client", 0xA1, 0xA2, BORN + 1000)
COLLEAGUE = person("colleague", 0xB0, 0xB1)
ARCHIVE = person("archive", 0xD0, 0xD1)
STRANGER = person("stranger", 0xE0, 0xE1)
FALSE_COUNSELLOR = person("false counsellor", 0xC0, 0xC9)
COUNSELLOR_2 = COUNSELLOR.next("counsellor 2", b"\xc2" * 32, linked=True)
COUNSELLOR_3 = COUNSELLOR_2.next("counsellor 3", b"\xc3" * 32, linked=True)
COUNSELLOR_RESET = COUNSELLOR.next("counsellor after a reset", b"\xc7" * 32, linked=False)
_UNVOUCHED = COUNSELLOR.next("counsellor with a forged link", b"\xc8" * 32, linked=False)
COUNSELLOR_FORGED = replace(_UNVOUCHED, sig_prev=identity.sign_identity(STRANGER.keys, _UNVOUCHED.ir))
CLIENT_2 = CLIENT.next("client 2", b"\xa3" * 32, linked=True)
CLIENT_RESET = CLIENT.next("client after a reset", b"\xa7" * 32, linked=False)
COLLEAGUE_RESET = COLLEAGUE.next("colleague after a reset", b"\xb7" * 32, linked=False)
PEOPLE = [
    *(COUNSELLOR, COUNSELLOR_2, COUNSELLOR_3, COUNSELLOR_RESET, COUNSELLOR_FORGED, FALSE_COUNSELLOR),
    *(CLIENT, CLIENT_2, CLIENT_RESET, COLLEAGUE, COLLEAGUE_RESET, ARCHIVE, STRANGER),
]


@contextmanager
def sealed_without_chance():
    """Sealed boxes whose one-time key is a hash of what is sealed. For vectors only: it gives equal plaintexts away."""
    with patch.object(rooms, "seal_box", _seal_box):
        yield


def _seal_box(box_pk: bytes, plaintext: bytes) -> bytes:
    secret = blake2b(box_pk + plaintext, digest_size=32).digest()
    public = sodium.crypto_scalarmult_base(secret)
    nonce = blake2b(public + box_pk, digest_size=24).digest()
    return public + sodium.crypto_box(plaintext, nonce, box_pk, secret)


class Room:
    """A log under construction. Nothing is checked: it can write whatever a vector needs."""

    def __init__(self, kind: int = r.ONE_TO_ONE, room: bytes = ROOM, clock: int = 2000):
        self.kind, self.room, self.clock = kind, room, clock
        self.log: list[records.Record] = []
        self.number, self.keys = 0, {}

    def fork(self, length: int | None = None) -> "Room":
        """The same room after `length` records, to go on differently."""
        other = Room(self.kind, self.room, self.clock + 500)
        other.log = self.log[:length]
        other.keys = dict(self.keys)
        other.number = max((one.head.epoch for one in other.log), default=0)
        return other

    def header(self, kind: int, who: Person, **changes) -> records.Header:
        self.clock += 1000
        seq = len(self.log) + 1
        unique = self.room + self.clock.to_bytes(8, "big") + who.fp
        header = records.Header(
            **{"type": kind, "room": self.room, "epoch": self.number, "sender": who.uid, "gen": who.identity.gen},
            **{"message_id": blake2b(unique, digest_size=16).digest(), "seq": seq, "time_ms": BORN + self.clock},
            **{"prev": self.log[-1].link if self.log else ZERO32},
        )
        if kind in (r.MESSAGE, r.SIGNAL):
            header = replace(header, nonce=blake2b(b"nonce" + unique, digest_size=24).digest())
        return replace(header, **changes)

    def add(self, record: records.Record) -> "Room":
        self.log.append(record)
        return self

    def message(self, who: Person, text: str, **changes) -> "Room":
        header = self.header(r.MESSAGE, who, **changes)
        return self.add(records.seal_message(self.keys[header.epoch], text.encode(), header, who.keys.sign_sk))

    def body(self, who: Person, people, reason: int, **changes) -> rooms.Epoch:
        """The next epoch, for `people` (Person, role)."""
        self.number += 1
        key = blake2b(self.room + self.number.to_bytes(4, "big") + self.clock.to_bytes(8, "big"), digest_size=32)
        facts = {"room": self.room, "number": self.number, "sender": who.uid, "kind": self.kind, "reason": reason}
        members = [(one.identity, role) for one, role in people]
        epoch, self.keys[self.number] = rooms.new_epoch(members, **facts | {"key": key.digest()} | changes)
        return epoch

    def epoch(self, who: Person, people, reason: int, *, header=None, **changes) -> "Room":
        body = self.body(who, people, reason, **changes)
        return self.sign(who, body.pack(), **(header or {}))

    def sign(self, who: Person, body: bytes, kind: int = r.EPOCH, **changes) -> "Room":
        """Any body under a right header and signature."""
        return self.add(records.make_record(self.header(kind, who, **changes), body, who.keys.sign_sk))

    def grant(self, who: Person, to: Person, numbers, keys=None) -> "Room":
        old = {number: (keys or self.keys)[number] for number in numbers}
        grant = rooms.new_grant(to.identity, old, room=self.room, sender=who.uid)
        return self.sign(who, grant.pack(), r.GRANT)
