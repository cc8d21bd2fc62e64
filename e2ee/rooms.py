"""Rooms: who belongs to one, who holds its keys, and who may say so.

Every change of membership or key is an EPOCH record signed by a member. Its body names the members and gives each
the new room key K in a sealed slot, so that the server can neither add a member nor swap a key:

    offset length
    0      1      version 1
    1      1      kind of room      1 one to one, 2 group of professionals, 3 team, 4 walk-in
    2      1      reason            1 genesis, 2 add, 3 remove, 4 key change, 5 age, 6 by hand
    3      1      history policy    1 who is added reads from then on, 2 older keys are meant to be granted
    4      32     kid = H(32, "cp1/kid", K || room || u32 epoch)
    36     32     inbox_pk of a team, zeros in other rooms
    68     2      number of members
    70     233 each: uid(16) | u32 generation | u8 role | u8 flags 0 | fingerprint(32) | u16 177 | slot(177)

    slot = sealed box, to the member's box_pk, of
           "cp1/epochkey" 0x00 | room | u32 epoch | sender | member | member's fingerprint | K

A GRANT gives one member older keys. They count only if they match the `kid` of that epoch's signed record:

    0      1      version 1
    1      16     recipient
    17     4      its generation
    21     32     its fingerprint
    53     2      number of keys n
    55     4      length of the sealed box, 138 + 36 n
    59     …      sealed box of "cp1/grant" 0x00 | room | sender | recipient | fingerprint | n * (u32 epoch | K)

`check_entry` is the one rule for who may write what. It needs no secret; the server and every reader ask it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from nacl import bindings as sodium

from e2ee import registry as r
from e2ee.account import AccountKeys
from e2ee.errors import Invalid
from e2ee.identity import Identities, Identity
from e2ee.primitives import KDF, ZERO32, H, Reader, check_box_key, open_box, random_bytes, same, seal_box, u
from e2ee.records import Record, check_record, check_shape

SLOT_SIZE = 177


@dataclass(frozen=True)
class Member:
    uid: bytes
    gen: int
    role: int
    flags: int
    ir_hash: bytes
    slot: bytes = field(repr=False)


@dataclass(frozen=True)
class Epoch:
    """What an EPOCH record says. `number`, `room` and `signer` come from its header."""

    kind: int
    reason: int
    history: int
    kid: bytes
    inbox_pk: bytes
    members: tuple[Member, ...]
    number: int = 0
    room: bytes = b""
    signer: bytes = b""

    def member(self, uid: bytes) -> Member | None:
        return next((member for member in self.members if member.uid == uid), None)

    def pack(self) -> bytes:
        members = b"".join(
            m.uid + u(4, m.gen) + u(1, m.role) + u(1, m.flags) + m.ir_hash + u(2, len(m.slot)) + m.slot
            for m in self.members
        )
        front = u(1, r.VERSION) + u(1, self.kind) + u(1, self.reason) + u(1, self.history)
        return front + self.kid + self.inbox_pk + u(2, len(self.members)) + members

    @classmethod
    def unpack(cls, body: bytes, *, number: int = 0, room: bytes = b"", signer: bytes = b"") -> "Epoch":
        """Layout and known values only. Duplicate members and trailing bytes are refused."""
        reader = Reader(body, "epoch")
        version, kind, reason, history = (reader.u(1) for _ in range(4))
        kid_, inbox_pk, count = reader.take(32), reader.take(32), reader.u(2)
        if version != r.VERSION or not 1 <= count <= r.MAX_MEMBERS:
            raise Invalid("epoch")
        members = tuple(_read_member(reader) for _ in range(count))
        reader.end()
        if kind not in r.KINDS or reason not in r.REASONS or history not in r.HISTORY_POLICIES:
            raise Invalid("epoch")
        if len({member.uid for member in members}) != count:
            raise Invalid("epoch")
        return cls(kind, reason, history, kid_, inbox_pk, members, number, room, signer)


def _read_member(reader: Reader) -> Member:
    uid, gen, role, flags, ir_hash = reader.take(16), reader.u(4), reader.u(1), reader.u(1), reader.take(32)
    slot = reader.take(reader.u(2))
    if gen < 1 or role not in r.ROLES or flags != 0 or len(slot) != SLOT_SIZE:
        raise Invalid("epoch")
    return Member(uid, gen, role, flags, ir_hash, slot)


def read_epoch(record: Record) -> Epoch:
    """The Epoch of an EPOCH record, unproved: `check_entry` proves it."""
    head = record.head
    if head.type != r.EPOCH or record.body is None:
        raise Invalid("epoch")
    return Epoch.unpack(record.body, number=head.epoch, room=head.room, signer=head.sender)


# ---- making and opening epochs -------------------------------------------------------------------
def kid(key: bytes, room: bytes, number: int) -> bytes:
    """Commits to the room key without being a piece of it."""
    return H(32, "cp1/kid", key, room, u(4, number))


def team_inbox(key: bytes) -> tuple[bytes, bytes]:
    """(inbox_pk, inbox_sk) of a team room's epoch."""
    return sodium.crypto_box_seed_keypair(KDF(key, "cp1epoch", 3))


def new_epoch(
    people: Iterable[tuple[Identity, int]],
    *,
    room: bytes,
    number: int,
    sender: bytes,
    kind: int,
    reason: int,
    history: int = r.FUTURE_ONLY,
    key: bytes | None = None,
) -> tuple[Epoch, bytes]:
    """An epoch for `people` (identity, role) and its room key. Make it a record with type EPOCH and body `pack()`."""
    key = key or random_bytes(r.KEY)
    members = tuple(
        Member(who.uid, who.gen, role, 0, who.fp, seal_box(who.box_pk, _in_slot(room, number, sender, who, key)))
        for who, role in people
    )
    inbox_pk = team_inbox(key)[0] if kind == r.TEAM else ZERO32
    return Epoch(kind, reason, history, kid(key, room, number), inbox_pk, members, number, room, sender), key


def open_slot(epoch: Epoch, uid: bytes, own: Mapping[bytes, AccountKeys | None]) -> bytes | None:
    """The room key of a checked epoch, for `uid`.

    `own` maps the fingerprints of my identity records, of all generations, to their keys (None when they are lost).
    None if I am no member or the keys are lost. Raises when I am listed with a key that is not mine (somebody sits
    between), and when the slot was not made for this room, epoch, signer and me.
    """
    me = epoch.member(uid)
    if me is None:
        return None
    if me.ir_hash not in own:
        raise Invalid("not_my_key")
    keys = own[me.ir_hash]
    if keys is None:
        return None
    try:
        inside = open_box(keys.box_pk, keys.box_sk, me.slot)
    except Invalid as error:
        raise Invalid("slot") from error
    key = inside[-r.KEY :]
    expected = _in_slot(epoch.room, epoch.number, epoch.signer, me, key)
    if not same(inside, expected) or not same(kid(key, epoch.room, epoch.number), epoch.kid):
        raise Invalid("slot")
    if epoch.kind == r.TEAM and team_inbox(key)[0] != epoch.inbox_pk:
        raise Invalid("slot")
    return key


def _in_slot(room: bytes, number: int, sender: bytes, who: Identity | Member, key: bytes) -> bytes:
    fp = who.fp if isinstance(who, Identity) else who.ir_hash
    return b"cp1/epochkey\0" + room + u(4, number) + sender + who.uid + fp + key


# ---- grants --------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Grant:
    recipient: bytes
    gen: int
    ir_hash: bytes
    count: int
    sealed: bytes = field(repr=False)

    def pack(self) -> bytes:
        front = u(1, r.VERSION) + self.recipient + u(4, self.gen) + self.ir_hash
        return front + u(2, self.count) + u(4, len(self.sealed)) + self.sealed

    @classmethod
    def unpack(cls, body: bytes) -> "Grant":
        reader = Reader(body, "grant")
        version, recipient, gen, ir_hash = reader.u(1), reader.take(16), reader.u(4), reader.take(32)
        count = reader.u(2)
        sealed = reader.take(reader.u(4))
        reader.end()
        if version != r.VERSION or gen < 1 or count < 1 or len(sealed) != r.SEAL + 90 + 36 * count:
            raise Invalid("grant")
        return cls(recipient, gen, ir_hash, count, sealed)


def new_grant(to: Identity, keys: Mapping[int, bytes], *, room: bytes, sender: bytes) -> Grant:
    """`keys`: room keys by epoch number. Make it a record with type GRANT and body `pack()`."""
    pairs = b"".join(u(4, number) + key for number, key in sorted(keys.items()))
    inside = _in_grant(room, sender, to.uid, to.fp) + pairs
    return Grant(to.uid, to.gen, to.fp, len(keys), seal_box(to.box_pk, inside))


def open_grant(grant: Grant, *, room: bytes, sender: bytes, own: AccountKeys, kids: Mapping[int, bytes]) -> dict:
    """Room keys by epoch number. Each must match the `kids` of the signed epochs, so no key can be planted."""
    try:
        inside = Reader(open_box(own.box_pk, own.box_sk, grant.sealed), "grant")
    except Invalid as error:
        raise Invalid("grant") from error
    front = _in_grant(room, sender, grant.recipient, grant.ir_hash)
    if not same(inside.take(len(front)), front):
        raise Invalid("grant")
    keys = {}
    for _ in range(grant.count):
        number, key = inside.u(4), inside.take(r.KEY)
        if number in keys or number not in kids or not same(kid(key, room, number), kids[number]):
            raise Invalid("grant")
        keys[number] = key
    inside.end()
    return keys


def _in_grant(room: bytes, sender: bytes, recipient: bytes, fp: bytes) -> bytes:
    return b"cp1/grant\0" + room + sender + recipient + fp


# ---- who may write what: one rule for the server and for every reader ----------------------------
def check_entry(current: Epoch | None, record: Record, identities: Identities) -> Epoch | None:
    """Whether `record` may follow in a room whose last accepted epoch is `current`; the new Epoch if it is one.

    Everything that can be known without keys: layout, membership, role, signature. The place in the chain (seq,
    prev) and message ids seen before are the caller's to compare.
    """
    head = check_shape(record)
    if head.type == r.EPOCH:
        epoch = read_epoch(record)
        check_epoch(current, record, epoch, identities)
        return epoch
    writer = _writer(current, record)
    if head.type == r.GRANT:
        _check_grant(current, writer, Grant.unpack(record.body))
    elif head.type != r.MESSAGE:
        raise Invalid("type")  # signals never enter the log
    check_record(record, identities.get(writer.ir_hash).sign_pk)
    return None


def check_signal(current: Epoch | None, record: Record, identities: Identities) -> Member:
    """The sender of a SIGNAL or LIVE record, if it may send one. Who may start a call is the caller's question."""
    if check_shape(record).type not in r.EPHEMERAL:
        raise Invalid("type")
    writer = _writer(current, record)
    check_record(record, identities.get(writer.ir_hash).sign_pk)
    return writer


def _writer(current: Epoch | None, record: Record) -> Member:
    """The member who wrote, with the generation the current epoch lists: archives only read."""
    head = record.head
    if current is None or head.room != current.room:
        raise Invalid("room")
    if head.epoch != current.number:
        raise Invalid("epoch_stale")
    if current.member(current.signer) is None:
        raise Invalid("rekey_first")  # who left made this epoch's key and knows it
    writer = current.member(head.sender)
    if writer is None or writer.gen != head.gen or writer.role == r.ARCHIVE:
        raise Invalid("not_member")
    return writer


def _check_grant(current: Epoch, granter: Member, grant: Grant) -> None:
    if current.kind not in r.WITH_CLIENT and granter.role != r.OWNER:
        raise Invalid("only_owner")
    to = current.member(grant.recipient)
    if to is None or (to.gen, to.ir_hash) != (grant.gen, grant.ir_hash):
        raise Invalid("not_member")


def check_epoch(current: Epoch | None, record: Record, epoch: Epoch, identities: Identities) -> None:
    """Whether the EPOCH record (whose body is `epoch`) may follow `current`, None at the start of a room."""
    head = check_shape(record)
    if head.epoch != (current.number + 1 if current else 1):
        raise Invalid("epoch_number")
    if current and (epoch.kind != current.kind or head.room != current.room):
        raise Invalid("room")
    for member in epoch.members:
        listed = identities.get(member.ir_hash)
        if (listed.uid, listed.gen) != (member.uid, member.gen):
            raise Invalid("identity")
    _check_composition(epoch)
    signer = _signer(current, record, epoch, identities)
    if current is None:
        _check_genesis(epoch, signer)
    else:
        _check_change(current, epoch, signer, identities)
    check_record(record, identities.get(signer.ir_hash).sign_pk)


def _check_composition(epoch: Epoch) -> None:
    """What every epoch of a kind must look like."""
    roles = [member.role for member in epoch.members]
    if r.OWNER not in roles:
        raise Invalid("no_owner")
    if roles.count(r.CLIENT) > (1 if epoch.kind in r.WITH_CLIENT else 0):
        raise Invalid("client")
    if epoch.kind == r.TEAM:
        check_box_key(epoch.inbox_pk)
    elif epoch.inbox_pk != ZERO32:
        raise Invalid("inbox")


def _signer(current: Epoch | None, record: Record, epoch: Epoch, identities: Identities) -> Member:
    """Who signed: a member of the current epoch (of the new one at genesis).

    After a rotation a member may sign with the new generation it lists for itself, if its old key vouches for it.
    """
    head = record.head
    signer = (current or epoch).member(head.sender)
    if signer is None or signer.role == r.ARCHIVE:
        raise Invalid("not_member")
    if signer.gen == head.gen:
        return signer
    renewed = epoch.member(head.sender)
    if renewed is None or renewed.gen != head.gen or renewed.gen < signer.gen:
        raise Invalid("not_member")
    if not identities.continues(signer.ir_hash, renewed.ir_hash):
        raise Invalid("not_member")
    return Member(signer.uid, renewed.gen, signer.role, 0, renewed.ir_hash, b"")


def _check_genesis(epoch: Epoch, signer: Member) -> None:
    if epoch.reason != r.GENESIS:
        raise Invalid("reason")
    roles = sorted(member.role for member in epoch.members if member.role != r.ARCHIVE)
    if epoch.kind in r.WITH_CLIENT:
        if roles != [r.OWNER, r.CLIENT]:
            raise Invalid("client")
    elif signer.role != r.OWNER:
        raise Invalid("only_owner")


def _check_change(current: Epoch, epoch: Epoch, signer: Member, identities: Identities) -> None:
    before, after = {m.uid: m for m in current.members}, {m.uid: m for m in epoch.members}
    added, removed, kept = after.keys() - before.keys(), before.keys() - after.keys(), after.keys() & before.keys()
    changed_keys = {uid for uid in kept if after[uid].gen != before[uid].gen}
    changed_roles = {uid for uid in kept if after[uid].role != before[uid].role}
    is_owner = signer.role == r.OWNER

    if not is_owner and (added or changed_roles or removed - {signer.uid} or epoch.history != current.history):
        raise Invalid("only_owner")
    if any(after[uid].role == r.CLIENT for uid in added):
        raise Invalid("client")  # a client belongs to a room from its first day or never
    if any(r.CLIENT in (before[uid].role, after[uid].role) for uid in changed_roles):
        raise Invalid("client")
    for uid in kept:
        if after[uid].gen < before[uid].gen:
            raise Invalid("gen_lowered")
        if after[uid].gen == before[uid].gen and after[uid].ir_hash != before[uid].ir_hash:
            raise Invalid("key_swapped")
    for uid in changed_keys:
        if not identities.continues(before[uid].ir_hash, after[uid].ir_hash):  # a reset: nobody's old key vouches
            if uid == signer.uid:
                raise Invalid("own_reset")
            if current.kind not in r.WITH_CLIENT and not is_owner:
                raise Invalid("only_owner")

    happened = {r.ADD: added, r.REMOVE: removed, r.KEY_CHANGE: changed_keys, r.MANUAL: True}
    if epoch.reason == r.AGE:
        if added or removed or changed_keys or changed_roles:
            raise Invalid("reason")
    elif not happened.get(epoch.reason):
        raise Invalid("reason")
