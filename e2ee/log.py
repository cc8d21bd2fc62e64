"""Reads a room's log and believes nothing that is not signed by the right member at the right place.

Feed records in order of seq. Each is checked in the order of docs/protocol/log.md; the first that fails stops the
reading with `Invalid`, and everything before it stays as it was. What cannot be noticed here is in limits.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from e2ee import registry as r
from e2ee.account import AccountKeys
from e2ee.errors import Invalid
from e2ee.identity import Identities
from e2ee.primitives import ZERO32, random_bytes
from e2ee.records import Header, Record, open_message
from e2ee.rooms import Epoch, Grant, check_entry, open_grant, open_slot


@dataclass
class Entry:
    """One verified record. `plaintext` is None for EPOCH and GRANT, for erased bodies, and while the key is missing."""

    record: Record
    seq: int
    epoch: Epoch
    plaintext: bytes | None = None
    events: list[tuple[str, bytes]] = field(default_factory=list)  # (what, uid): added, removed, role, renewed, reset


class LogVerifier:
    """`me` is my uid; `own` maps fingerprints of my identity records to AccountKeys, or None for lost ones.

    `pins`: uid -> fingerprints confirmed for that person. A listed key must be one of them, or hang together with one
    through an unbroken chain of generations. `checkpoint`: (seq, link) this account has already seen.
    """

    def __init__(
        self,
        room: bytes,
        *,
        me: bytes,
        own: Mapping[bytes, AccountKeys | None],
        identities: Identities,
        pins: Mapping[bytes, Iterable[bytes]] | None = None,
        checkpoint: tuple[int, bytes] | None = None,
    ):
        self.room, self.me, self.own, self.identities = room, me, own, identities
        self.pins, self.checkpoint = pins or {}, checkpoint
        self.head_seq, self.head_link = 0, ZERO32
        self.epoch: Epoch | None = None
        self.keys: dict[int, bytes] = {}  # epoch number -> room key
        self.kids: dict[int, bytes] = {}  # epoch number -> what its key must match
        self.entries: list[Entry] = []
        self._seen: set[tuple[bytes, bytes]] = set()
        self._locked: dict[int, list[Entry]] = {}  # epoch number -> messages that wait for a key

    def feed(self, record: Record) -> Entry:
        head = record.head
        self._check_place(head, record)
        epoch = check_entry(self.epoch, record, self.identities)
        entry = Entry(record, head.seq, epoch or self.epoch)
        keys = {}
        if epoch:
            entry.events = _events(self.epoch, epoch, self.identities)
            keys = self._keys_of_epoch(epoch)
        elif head.type == r.GRANT:
            keys = self._keys_of_grant(record)
        opened = self._open(entry, keys)

        # nothing above has changed anything; from here on nothing can fail
        for waiting, plaintext in opened:
            waiting.plaintext = plaintext
        self.keys |= keys
        if epoch:
            self.epoch = epoch
            self.kids[epoch.number] = epoch.kid
        for number in keys:
            self._locked.pop(number, None)
        if head.type == r.MESSAGE and record.body is not None and head.epoch not in self.keys:
            self._locked.setdefault(head.epoch, []).append(entry)
        self.head_seq, self.head_link = head.seq, record.link
        self._seen.add((head.sender, head.message_id))
        self.entries.append(entry)
        return entry

    def finish(self) -> None:
        """To be called when the server says there is no more: a known place that does not come back is a rollback."""
        if self.checkpoint and self.head_seq < self.checkpoint[0]:
            raise Invalid("rollback")

    def next_header(self, type_: int, *, time_ms: int, gen: int, message_id: bytes | None = None) -> Header:
        """The header of what I write next; an EPOCH opens the next epoch."""
        number = (self.epoch.number if self.epoch else 0) + (type_ == r.EPOCH)
        return Header(
            **{"type": type_, "room": self.room, "epoch": number, "sender": self.me, "gen": gen, "time_ms": time_ms},
            **{"message_id": message_id or random_bytes(r.ID), "seq": self.head_seq + 1, "prev": self.head_link},
        )

    def _check_place(self, head: Header, record: Record) -> None:
        if head.room != self.room:
            raise Invalid("room")
        if head.seq != self.head_seq + 1:
            raise Invalid("seq")
        if head.prev != self.head_link:
            raise Invalid("prev")
        if (head.sender, head.message_id) in self._seen:
            raise Invalid("message_id")
        if self.checkpoint and head.seq == self.checkpoint[0] and record.link != self.checkpoint[1]:
            raise Invalid("fork")

    def _keys_of_epoch(self, epoch: Epoch) -> dict[int, bytes]:
        for member in epoch.members:
            pins = self.pins.get(member.uid)
            if pins is not None and not any(self._hangs_together(pin, member.ir_hash) for pin in pins):
                raise Invalid("pin")
        key = open_slot(epoch, self.me, self.own)
        return {} if key is None else {epoch.number: key}

    def _hangs_together(self, pin: bytes, listed: bytes) -> bool:
        return self.identities.continues(pin, listed) or self.identities.continues(listed, pin)

    def _keys_of_grant(self, record: Record) -> dict[int, bytes]:
        grant = Grant.unpack(record.body)
        own = self.own.get(grant.ir_hash) if grant.recipient == self.me else None
        if own is None:
            return {}
        return open_grant(grant, room=self.room, sender=record.head.sender, own=own, kids=self.kids)

    def _open(self, entry: Entry, keys: dict[int, bytes]) -> list[tuple[Entry, bytes]]:
        """Plaintexts that have become readable: of this message, and of those that waited for `keys`."""
        head, known = entry.record.head, self.keys | keys
        waiting = [old for number in keys for old in self._locked.get(number, [])]
        if head.type == r.MESSAGE and entry.record.body is not None and head.epoch in known:
            waiting.append(entry)
        return [(old, open_message(known[old.record.head.epoch], old.record)) for old in waiting]


def verify_log(records: Iterable[Record], room: bytes, **known) -> LogVerifier:
    """The verifier after a whole log; `known` as for LogVerifier. Raises at the first thing that is not right."""
    verifier = LogVerifier(room, **known)
    for record in records:
        verifier.feed(record)
    verifier.finish()
    return verifier


def check_links(records: list[Record], head_link: bytes) -> bytes:
    """For pages read backwards: `records` (in order of seq) must end in `head_link`. The link before them.

    Proves that nothing is missing or altered between here and a verified head; who wrote it is proved by `feed`.
    """
    for record in reversed(records):
        if record.link != head_link:
            raise Invalid("prev")
        head_link = record.head.prev
    return head_link


def _events(before: Epoch | None, after: Epoch, identities: Identities) -> list[tuple[str, bytes]]:
    """What an epoch changed, for the notices people read."""
    events = []
    for member in after.members:
        old = before.member(member.uid) if before else None
        if old is None:
            events.append(("added", member.uid))
            continue
        if member.role != old.role:
            events.append(("role", member.uid))
        if member.ir_hash != old.ir_hash:
            linked = identities.continues(old.ir_hash, member.ir_hash)
            events.append(("renewed" if linked else "reset", member.uid))
    gone = [member.uid for member in before.members if after.member(member.uid) is None] if before else []
    return events + [("removed", uid) for uid in gone]
