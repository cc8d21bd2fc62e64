"""People who can talk: with keys, rooms and records made as a browser would make them."""

from dataclasses import dataclass, replace
from functools import cache

from accounts.models import Identity, KeySet, User
from consult.actions import engagements
from consult.models import Engagement
from e2ee import identity, registry, rooms
from e2ee.account import AccountKeys, account_keys
from e2ee.log import LogVerifier
from e2ee.primitives import random_bytes
from e2ee.records import Header, Record, from_json, make_record, seal_message, to_json
from lib import clock, ids

API = "/api/v1"
keys_of = cache(account_keys)


@dataclass
class Person:
    """A user and what only their browser knows."""

    user: User
    keys: AccountKeys
    identity: identity.Identity

    @property
    def uid(self) -> str:
        return ids.to_text(self.user.uid)


def with_keys(who: Person, *, later_ms: int = 0) -> Person:
    """The person as their own browser sees them before anything is registered."""
    keys = keys_of(who.user.username.encode().ljust(32, b".")[:32])
    ir = identity.make_identity(keys, uid=who.user.uid, gen=1, created_ms=clock.now_ms() + later_ms)
    return Person(who.user, keys, identity.parse_identity(ir))


def person(name: str, role: str = "client", *, has_keys: bool = True) -> Person:
    user = User.objects.create(username=name, role=role, uid=name.encode().ljust(16, b".")[:16])
    if not has_keys:
        return Person(user, None, None)
    who = with_keys(Person(user, None, None))
    register(who, bytes(64))
    KeySet.objects.create(user=user, gen=1, seed_room=bytes(16))
    return who


def register(who: Person, sig_prev: bytes) -> None:
    ir = who.identity.raw
    sig_self = identity.sign_identity(who.keys, ir)
    Identity.objects.create(user=who.user, gen=who.identity.gen, ir=ir, sig_self=sig_self, sig_prev=sig_prev)


def new_generation(who: Person, seed: bytes, *, vouched: bool) -> Person:
    """The person with fresh keys, registered; `vouched` says whether the old key signed them."""
    keys = keys_of(seed)
    gen = who.identity.gen + 1
    ir = identity.make_identity(keys, uid=who.user.uid, gen=gen, created_ms=clock.now_ms(), prev_hash=who.identity.fp)
    renewed = Person(who.user, keys, identity.parse_identity(ir))
    register(renewed, identity.sign_identity(who.keys, ir) if vouched else bytes(64))
    KeySet.objects.filter(user=who.user).update(gen=gen)
    return renewed


@dataclass
class Head:
    """Where a room stands, as its writers count."""

    room: bytes
    seq: int = 0
    link: bytes = bytes(32)
    epoch: int = 0
    key: bytes = b""

    def header(self, kind: int, by: Person, **changes) -> Header:
        fields = {
            "type": kind,
            "room": self.room,
            "epoch": self.epoch,
            "sender": by.user.uid,
            "gen": by.identity.gen,
            "message_id": random_bytes(16),
            "seq": self.seq + 1,
            "prev": self.link,
            "time_ms": clock.now_ms(),
        }
        return Header(**fields | changes)

    def epoch_record(self, people: list[tuple[Person, int]], *, by: Person, reason: int, **changes) -> Record:
        kind = changes.pop("kind", registry.ONE_TO_ONE)
        key = random_bytes(32)
        epoch, _ = rooms.new_epoch(
            [(who.identity, role) for who, role in people],
            room=self.room,
            number=self.epoch + 1,
            sender=by.user.uid,
            kind=kind,
            reason=reason,
            key=key,
        )
        self.next_key = key
        header = self.header(registry.EPOCH, by, **{"epoch": self.epoch + 1} | changes)
        return make_record(header, epoch.pack(), by.keys.sign_sk)

    def message(self, text: str, *, by: Person, **changes) -> Record:
        return seal_message(self.key, text.encode(), self.header(registry.MESSAGE, by, **changes), by.keys.sign_sk)

    def moved(self, record: Record) -> "Head":
        """After `record` was accepted."""
        is_epoch = record.head.type == registry.EPOCH
        return replace(
            self,
            seq=record.head.seq,
            link=record.link,
            epoch=record.head.epoch,
            key=getattr(self, "next_key", self.key) if is_epoch else self.key,
        )


def first_record(client: Person, counsellor: Person, *, by: Person, room: bytes | None = None):
    head = Head(room or random_bytes(16))
    pair = [(counsellor, registry.OWNER), (client, registry.CLIENT)]
    record = head.epoch_record(pair, by=by, reason=registry.GENESIS)
    return record, head.moved(record)


def open_room(client: Person, counsellor: Person, *, by: Person | None = None) -> Head:
    """An engagement and its room, opened through the action; the head after the first record."""
    from consult.actions import rooms as room_actions
    from consult.journal import Submission

    by = by or client
    peer = counsellor if by is client else client
    engagements.begin(counsellor=counsellor.user, client=client.user, by=by.user)
    record, head = first_record(client, counsellor, by=by)
    room_actions.open_room(Submission(by.user, head.room, record), peer=peer.user, by=by.user)
    return head


def engagement_of(client: Person, counsellor: Person) -> Engagement:
    return Engagement.objects.get(client=client.user, counsellor=counsellor.user)


def send(client, head: Head, record: Record):
    """POST the record to the room's log with a Django test client."""
    return client.post(f"{API}/rooms/{ids.to_text(head.room)}/log", to_json(record), content_type="application/json")


def verify_all(head_room: bytes, me: Person, entries: list[dict], identities) -> LogVerifier:
    """Feed a log as the API gave it to a reader of its own; raises when anything does not fit."""
    reader = LogVerifier(head_room, me=me.user.uid, own={me.identity.fp: me.keys}, identities=identities)
    for entry in entries:
        reader.feed(from_json(entry))
    return reader


def book(*people: Person) -> identity.Identities:
    """Everybody's identity records, as a browser would have fetched them."""
    rows = Identity.objects.filter(user__in=[who.user for who in people]).order_by("gen")
    return identity.Identities((row.ir, row.sig_self, row.sig_prev) for row in rows)
